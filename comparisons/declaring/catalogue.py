"""Which concepts there are: found by their files, told without importing any of them."""

import ast
import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from comparisons.declaring.kinds import KINDS
from comparisons.errors import Mistake, unknown

HOUSE = Path(__file__).resolve().parents[2]
DECLARATIONS = HOUSE / "comparisons" / "concepts"
PANELS = {"scratch": "scratch", "pytorch": "reference/pytorch", "keras": "reference/keras"}

#: The families in the order in which one learns them, each with what comes first in it; the rest follows by name, and
#: so does a family that is not named here.
COURSE = {
    "linear": "dense perceptron perceptron_loss linear_regression logistic_regression softmax_regression",
    "activations": "step identity sigmoid tanh relu leaky_relu softmax log_softmax softplus elu silu gelu",
    "losses": "mean_squared_error mean_absolute_error huber binary_cross_entropy categorical_cross_entropy "
    "sparse_categorical_cross_entropy negative_log_likelihood kl_divergence hinge",
    "metrics": "accuracy confusion_matrix precision_recall f1_score",
    "optimizers": "gradient_descent momentum nesterov adagrad rmsprop adadelta adam adamw",
    "schedules": "step_decay exponential_decay piecewise_constant linear_warmup cosine_decay warmup_cosine",
    "initializers": "random_normal random_uniform truncated_normal variance_scaling glorot_uniform glorot_normal",
    "regularization": "l2 l1 elastic_net max_norm early_stopping dropout spatial_dropout gaussian_noise",
    "normalization": "standardize unit_norm batch_norm layer_norm group_norm instance_norm rms_norm",
    "convolution": "conv1d conv2d conv3d zero_pad causal_conv1d depthwise_conv2d separable_conv2d conv1d_transpose",
    "pooling": "max_pool1d max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d global_max_pool global_avg_pool",
    "recurrent": "embedding simple_rnn lstm gru gru_reset_before stacked_lstm bidirectional masked_lstm seq2seq",
    "attention": "dot_product additive masked causal cross multi_head learned_positions sinusoidal_positions "
    "encoder_block decoder_block",
    "models": "xor_mlp mlp deep_mlp autoencoder lenet residual_net character_rnn lstm_forecaster skip_gram",
}


@cache
def names() -> list[str]:
    """Return all concepts as ``family.concept``, in the order of the course."""
    found = [
        f"{path.parent.name}.{path.stem}" for path in DECLARATIONS.glob("*/*.py") if path.stem != "__init__"
    ]
    return sorted(found, key=lambda name: (*_place(*name.split(".")), name))


def families() -> list[str]:
    """Return the families in the order of the course."""
    return list(dict.fromkeys(name.split(".")[0] for name in names()))


def select(words: Iterable[str] = ()) -> list[str]:
    """Return the concepts that are meant: families, full names, or last parts of names; all if no word is given.

    Raises Mistake with the nearest names for a word that means nothing.
    """
    chosen = set()
    for word in words:
        meant = {name for name in names() if word in (name, *name.split("."))}
        if not meant:
            raise unknown("concept or family", word, [*names(), *families()], "triptych list shows all")
        chosen |= meant
    return [name for name in names() if not chosen or name in chosen]


def select_one(word: str, verb: str) -> str:
    """Return the one concept that a word means. Raises Mistake if it means none, or several: ``verb`` one of them."""
    found = select([word])
    if len(found) > 1:
        raise Mistake(f"{word!r} names {len(found)} concepts; {verb} one of {', '.join(found)}")
    return found[0]


def load(name: str):
    """Import a concept's declaration and return it. Raises Mistake if its module declares none."""
    module = importlib.import_module(f"comparisons.concepts.{name}")
    if not hasattr(module, "concept"):
        raise Mistake(f"{module.__name__} declares nothing; write concept = Concept(__name__, ...)")
    return module.concept


def source(name: str, panel: str) -> str:
    """Return the source text of one panel of a concept: ``scratch``, ``pytorch`` or ``keras``.

    Raises Mistake if that file is missing.
    """
    path = HOUSE / PANELS[panel] / (name.replace(".", "/") + ".py")
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Mistake(f"{name} has no panel {panel}: {path.relative_to(HOUSE)} is missing") from None


def describe(name: str) -> dict[str, str]:
    """Return concept, family, name, kind, title and idea, as scratch's source tells them.

    Of a source that is missing or is no Python the title says so.
    """
    family, short = name.split(".")
    told = dict(concept=name, family=family, name=short, kind="", title="", idea="")
    try:
        tree = ast.parse(source(name, "scratch"))
    except (Mistake, SyntaxError) as error:
        return told | dict(title=f"cannot be read: {error}")
    idea = ast.get_docstring(tree) or ""
    function = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == short), None)
    kinds = {each.word: each.name for each in KINDS.values()}
    kind = kinds.get(ast.unparse(function.returns), "") if function and function.returns else ""
    return told | dict(kind=kind, title=" ".join(idea.split("\n\n")[0].split()), idea=idea)


def _place(family: str, concept: str) -> tuple[int, int]:
    """Return the family's place in the course, and the concept's in the family."""
    families, concepts = list(COURSE), COURSE.get(family, "").split()
    return tuple(
        every.index(each) if each in every else len(every)
        for every, each in ((families, family), (concepts, concept))
    )
