"""Keras on torch and on JAX, each in a process of its own: what agrees there, what differs as declared, what not."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from comparisons.declaring.catalogue import load, names
from comparisons.judging.agreement import AGREES, DIFFERS, compare
from comparisons.judging.checking import answer, check_all
from comparisons.judging.precision import HALVES
from comparisons.judging.question import Question
from comparisons.processes import adapters
from comparisons.processes.workers import Trouble, Worker
from comparisons.tables import Tables

#: The mode in which each is asked here: JAX compiles whole, which is quicker than operation by operation.
MODES = {"keras-torch": "eager", "keras-jax": "xla"}

OF_ALL_KINDS = [
    "activations.step", "convolution.conv2d", "initializers.glorot_uniform", "linear.dense",
    "linear.logistic_regression", "losses.poisson", "metrics.confusion_matrix", "models.variational_autoencoder",
    "optimizers.lbfgs", "optimizers.stochastic_weight_averaging", "pooling.max_pool1d", "regularization.dropout",
    "schedules.cosine_decay",
]  # fmt: skip


@pytest.fixture(scope="module", params=MODES)
def worker(request):
    if request.param == "keras-jax" and not find_spec("jax"):
        pytest.skip("jax is not installed")
    with Worker(request.param, anew=False) as worker:
        yield worker


def verdicts(worker, name, number, dtype="float32"):
    """Return the verdicts on all arrays of a case."""
    mode, concept = MODES[worker.framework], load(name)
    given = worker.ask(answer, name, number, dtype, 0, mode)
    question = Question.draw(concept, concept.cases[number], dtype)
    return {each.verdict for each in compare(question, given, worker.framework, "cpu", mode)}


@pytest.mark.parametrize("name", OF_ALL_KINDS)
def test_concepts_of_all_kinds_agree(worker, name):
    assert verdicts(worker, name, 0) == {AGREES}


@pytest.mark.parametrize("name", ["linear.dense", "losses.poisson", "optimizers.lbfgs"])
def test_float64_is_float64(worker, name):
    assert verdicts(worker, name, 0, "float64") == {AGREES}


def test_windows_with_dilation_agree(worker):
    cases = load("pooling.max_pool2d").cases
    dilated = [number for number, case in enumerate(cases) if case.get("dilation", 1) != 1]
    assert dilated and all(verdicts(worker, "pooling.max_pool2d", each) == {AGREES} for each in dilated)


def test_a_declared_difference_acts_and_its_control_does_not(worker):
    name, acts, control = {
        "keras-torch": ("pooling.avg_pool1d", 5, 0),
        "keras-jax": ("activations.leaky_relu", 0, 2),
    }[worker.framework]
    assert load(name).departure(worker.framework)[1], "it is its own"
    assert DIFFERS in verdicts(worker, name, acts)
    assert verdicts(worker, name, control) == {AGREES}


def test_what_only_certain_numbers_show_is_explained(worker):
    asked = {
        "keras-torch": [
            ("optimizers.adam", 19),
            ("normalization.instance_norm", 6),
            ("losses.binary_focal", 7),
        ],
        "keras-jax": [("losses.ctc", 5), ("losses.binary_focal", 3), ("losses.binary_cross_entropy", 0)],
    }[worker.framework]
    assert {name: verdicts(worker, name, number) - {AGREES} for name, number in asked} == {
        name: {DIFFERS} for name, _ in asked
    }


def test_what_is_refused_is_declared_by_its_error(worker):
    name, refused = {"keras-torch": ("normalization.layer_norm", 2), "keras-jax": ("attention.causal", 0)}[
        worker.framework
    ]
    with pytest.raises(Trouble) as trouble:
        verdicts(worker, name, refused)
    assert load(name).refusal(worker.framework, trouble.value.reason)
    assert not load(name).refusal(worker.framework, "another error")
    assert not load(name).refusal("keras", trouble.value.reason), "TensorFlow must answer"


def test_a_refusal_is_a_row_that_differs_as_declared():
    tables = Tables()
    with Worker("keras-torch", anew=False) as worker:
        check_all(["normalization.layer_norm"], [worker], ["float32"], tables, modes="eager")
    refused = [row for row in tables.checks if row["reason"].startswith("keras-torch refuses: ")]
    assert len(refused) == 1 and refused[0]["verdict"] == DIFFERS and "axis=1" in refused[0]["case"]
    assert {row["verdict"] for row in tables.checks if row not in refused} == {AGREES}


def test_what_is_declared_of_a_backend_names_one():
    known = {"pytorch", "keras", "pytorch on cuda", "keras on cuda", *MODES}
    known |= {f"{who} under {mode}" for who, modes in adapters.MODES.items() for mode in modes}
    in_half = {f"{framework} in {dtype}" for framework in ("pytorch", "keras") for dtype in HALVES}
    for name in names():
        concept = load(name)
        assert {*concept.differs, *concept.refuses} <= known | in_half, name
        assert {*concept.halves} <= in_half, name
        assert all(
            why and not why.endswith(".") for each in concept.refuses.values() for why in each.values()
        )


def dtype_of_a_variance(workshop, promoted: str) -> str:
    """Return the dtype of a variance of float64 numbers, where Keras's table promotes float64 to that."""
    import keras
    from keras.src.backend.common import dtypes

    kept, dtypes.BIT64_TO_BIT32_DTYPE["float64"] = dtypes.BIT64_TO_BIT32_DTYPE["float64"], promoted
    try:
        return (
            keras.backend.standardize_dtype(keras.ops.maximum(keras.ops.ones(2, "float64"), 0.0).dtype)
            + " "
            + keras.backend.standardize_dtype(keras.ops.var(keras.ops.ones(2, "float64")).dtype)
        )
    finally:
        dtypes.BIT64_TO_BIT32_DTYPE["float64"] = kept


def test_as_shipped_float64_passes_through_float32(worker):
    assert "float32" in worker.ask(dtype_of_a_variance, "float32"), "no promotion is to be undone any more"
    assert worker.ask(dtype_of_a_variance, "float64") == "float64 float64"


def places_of_equals(workshop) -> dict[str, set[tuple[int, ...]]]:
    """Return the two of 2 to 39 equal scores that Keras takes for the largest, by the function that is asked."""
    import keras

    scores = [keras.ops.zeros(size) for size in range(2, 40)]
    taken = dict(
        top_k=[keras.ops.top_k(each, 2)[1] for each in scores],
        argsort=[keras.ops.argsort(-each)[:2] for each in scores],
    )
    return {
        name: {tuple(keras.ops.convert_to_numpy(each).tolist()) for each in places}
        for name, places in taken.items()
    }


def test_which_of_equals_come_first(worker):
    taken, first = worker.ask(places_of_equals), {(0, 1)}
    assert taken["argsort"] == first
    assert (taken["top_k"] != first) == (worker.framework == "keras-torch")


def test_without_jax_its_column_says_how_to_get_it():
    code = (
        "import sys; sys.modules['jax'] = None\n"
        "from comparisons.processes.workers import Here, Trouble\n"
        "try:\n    Here('keras-jax').start()\nexcept Trouble as trouble:\n    print(trouble.verdict, trouble.reason)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("unavailable keras-jax cannot be imported: ")
    assert "pip install 'triptych[jax]'" in done.stdout
