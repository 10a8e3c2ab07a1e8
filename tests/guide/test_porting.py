"""The code that carries weights from one framework to the other does so, and refuses in words what it cannot carry."""

from functools import partial

import keras
import numpy as np
import pytest
import torch
from torch import nn

from comparisons.declaring.catalogue import load, names
from comparisons.declaring.concept import Concept
from comparisons.guide.porting import snippet
from comparisons.judging.agreement import AGREES, DIFFERS, compare
from comparisons.judging.question import Question
from comparisons.judging.rounding import magnitude, units
from comparisons.processes.adapters import adapter
from tests.guide.stock_attention import ATTENTION
from tests.guide.stock_blocks import BLOCKS, referred, with_itself
from tests.guide.stock_convolutions import CONVOLUTIONS, images
from tests.guide.stock_recurrent import RECURRENT
from tests.precision import float32  # noqa: F401

layers = keras.layers
OFFERED = [name for name in names() if snippet(load(name), "pytorch", "keras")]
WAYS = [("pytorch", "keras"), ("keras", "pytorch")]

#: Of rounding alone, in float32, on the scale of the largest output.
ALLOWED = 32


def first(call, x):
    return call(x)[0]


def to_itself(call, x):
    return call(x, x, x)


#: Stock layers as people have them: what builds them, the shape of what goes in, and how PyTorch's and Keras's are
#: called if not simply.
STOCK = {
    "linear.dense": [(lambda: nn.Linear(4, 3), lambda: layers.Dense(3), (5, 4))],
    **{
        f"linear.{run}": [(*referred(f"linear.{run}", d=4), (5, 4))]
        for run in ("linear_regression", "logistic_regression", "perceptron")
    },
    "linear.bilinear": [
        (*referred("linear.bilinear", i=4, j=4, k=3, with_b=True), (5, 4), with_itself, with_itself),
    ],
    "linear.low_rank_adaptation": [
        (*referred("linear.low_rank_adaptation", n=(5,), i=4, k=3, r=2, alpha=1.0, with_b=True), (5, 4)),
    ],
    "regularization.early_stopping": [(*referred("regularization.early_stopping", d=4), (5, 4))],
    "linear.softmax_regression": [(*referred("linear.softmax_regression", d=4, k=3), (5, 4))],
    "models.mlp": [(*referred("models.mlp", d=4, h=6, k=3), (5, 4))],
    "models.deep_mlp": [(*referred("models.deep_mlp", d=4, h=6, k=3), (5, 4))],
    "models.xor_mlp": [(*referred("models.xor_mlp", h=6), (5, 2))],
    "activations.prelu": [
        (lambda: nn.PReLU(3), lambda: layers.PReLU(shared_axes=[1, 2]), (2, 5, 4, 3), images),
        (nn.PReLU, lambda: layers.PReLU(shared_axes=[1, 2, 3]), (2, 5, 4, 3), images),
    ],
    "normalization.batch_norm": [
        (lambda: nn.BatchNorm2d(3), layers.BatchNormalization, (2, 5, 4, 3), images),
        (lambda: nn.BatchNorm1d(3), layers.BatchNormalization, (5, 3)),
        (lambda: nn.BatchNorm1d(3, eps=0.5, momentum=0.25), lambda: layers.BatchNormalization(epsilon=0.7), (5, 3)),
    ],
    "normalization.group_norm": [
        (lambda: nn.GroupNorm(3, 6), lambda: layers.GroupNormalization(3), (2, 5, 4, 6), images),
    ],
    "normalization.instance_norm": [
        (lambda: nn.InstanceNorm2d(3, affine=True), lambda: layers.GroupNormalization(-1), (2, 5, 4, 3), images),
    ],
    "normalization.layer_norm": [
        (lambda: nn.LayerNorm(4), layers.LayerNormalization, (2, 3, 4)),
        (lambda: nn.LayerNorm((3, 4)), lambda: layers.LayerNormalization((1, 2)), (2, 3, 4)),
    ],
    "normalization.layer_scale": [(*referred("normalization.layer_scale", batch=(5,), c=4), (5, 4))],
    "normalization.rms_norm": [
        (lambda: nn.RMSNorm(4, eps=1e-5), layers.RMSNormalization, (2, 3, 4)),
    ],
    "normalization.weight_norm": [
        (*referred("normalization.weight_norm", n=(5,), i=4, k=3, with_b=True), (5, 4)),
    ],
    **CONVOLUTIONS,
    **RECURRENT,
    "recurrent.embedding": [(lambda: nn.Embedding(7, 4), lambda: layers.Embedding(7, 4), (5, 6))],
    "recurrent.gru": [
        (lambda: nn.GRU(4, 6, batch_first=True), lambda: layers.GRU(6, return_sequences=True), (2, 5, 4), first)
    ],
    "recurrent.lstm": [
        (lambda: nn.LSTM(4, 6, batch_first=True), lambda: layers.LSTM(6, return_sequences=True), (2, 5, 4), first)
    ],
    "attention.multi_head": [
        (lambda: nn.MultiheadAttention(8, 2, batch_first=True), lambda: layers.MultiHeadAttention(2, key_dim=4),
         (2, 5, 8), lambda call, x: first(partial(to_itself, call), x), lambda call, x: call(x, x)),
    ],
    **BLOCKS,
    **ATTENTION,
}  # fmt: skip
PAIRS = [(name, *pair) for name in STOCK for pair in STOCK[name]]


def drawn(pytorch, keras, shape, call_pytorch=None, call_keras=None):
    """Return an input, and two layers with random weights and statistics, each with the function that runs it."""
    rng = np.random.default_rng(0)
    x = (
        rng.integers(0, 7, shape)
        if isinstance(pytorch(), nn.Embedding | nn.EmbeddingBag)
        else rng.standard_normal(shape, "float32")
    )
    one, other = pytorch().eval(), keras()
    run_keras = partial(call_keras, other) if call_keras else other
    run_keras(x)  # builds it
    for name, tensor in one.state_dict().items():
        if tensor.is_floating_point():
            tensor.copy_(torch.tensor(rng.uniform(0.5 if "var" in name else -1, 1.5, tensor.shape)))
    for weight in other.weights:
        if "float" in weight.dtype:
            weight.assign(rng.uniform(0.5 if "var" in weight.name else -1, 1.5, weight.shape))
    run_pytorch = partial(call_pytorch, one) if call_pytorch else one
    return one, other, lambda: run_pytorch(torch.tensor(x)).numpy(force=True), lambda: np.array(run_keras(x))


@pytest.mark.parametrize(("source", "target"), WAYS)
@pytest.mark.parametrize("pair", PAIRS, ids=[f"{name}-{number}" for number, (name, *_) in enumerate(PAIRS)])
def test_stock_layers_answer_alike(pair, source, target):
    name, *how = pair
    one, other, run_pytorch, run_keras = drawn(*how)
    given = (run_pytorch if source == "pytorch" else run_keras)()
    exec(snippet(load(name), source, target), dict(pytorch_model=one, keras_model=other))
    ours, theirs = run_pytorch(), run_keras().reshape(run_pytorch().shape)
    kept = ours if source == "pytorch" else theirs
    assert np.array_equal(given.reshape(kept.shape), kept), "the source is left alone"
    assert units(ours, theirs, "float32", magnitude(theirs)).max() <= ALLOWED


def test_whatever_is_offered_is_tried_on_stock_layers():
    """But for whole models, of which no layer is ready: they are tried as the references have them."""
    assert set(STOCK) == {name for name in OFFERED if name in STOCK or not name.startswith("models.")}


REFUSED = {
    "another stride": (
        "convolution.conv2d",
        "the models answer differently: build both with the same stride and padding",
        (lambda: nn.Conv2d(3, 4, 3), lambda: layers.Conv2D(4, 3, strides=2), (2, 9, 8, 3), images),
    ),
    "zeros laid otherwise around the image, where shapes are the same": (
        "convolution.conv2d",
        "the models answer differently: build both with the same stride and padding",
        (lambda: nn.Conv2d(3, 4, 3, stride=2, padding=1), lambda: layers.Conv2D(4, 3, strides=2, padding="same"),
         (2, 8, 8, 3), images),
    ),
    "another dilation": (
        "convolution.conv2d", "dilation: .* in .*, .* in .*: build both alike",
        (lambda: nn.Conv2d(3, 4, 3, dilation=2), lambda: layers.Conv2D(4, 3), (2, 9, 8, 3), images),
    ),
    "other groups": (
        "convolution.conv2d", "groups: 1 in .*, 2 in .*: build both alike|groups: 2 in .*, 1 in .*: build both alike",
        (lambda: nn.Conv2d(6, 4, 3), lambda: layers.Conv2D(4, 3, groups=2), (2, 9, 8, 6), images),
    ),
    "other heads, where shapes are the same": (
        "attention.multi_head", "heads: . in .*, . in .*: build both alike",
        (lambda: nn.MultiheadAttention(8, 4, batch_first=True), *STOCK["attention.multi_head"][0][1:]),
    ),
    "another dropout": (
        "attention.multi_head", "dropout: 0.* in .*, 0.* in .*: build both alike",
        (lambda: nn.MultiheadAttention(8, 2, dropout=0.1, batch_first=True),
         *STOCK["attention.multi_head"][0][1:]),
    ),
    "a second layer": (
        "recurrent.lstm", "without a counterpart in the other model: weight_ih_l1",
        (lambda: nn.LSTM(4, 6, 2, batch_first=True), *STOCK["recurrent.lstm"][0][1:]),
    ),
    "no bias": (
        "linear.dense", "0 weights are called 'bias', one is needed; there are",
        (lambda: nn.Linear(4, 3, bias=False), *STOCK["linear.dense"][0][1:]),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "target"), WAYS)
@pytest.mark.parametrize(("name", "says", "pair"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_carried_is_refused_in_words(name, says, pair, source, target):
    one, other, *_ = drawn(*pair)
    with pytest.raises(ValueError, match=says):
        exec(snippet(load(name), source, target), dict(pytorch_model=one, keras_model=other))


@pytest.mark.parametrize(("source", "target"), WAYS)
def test_batch_normalization_goes_on_training_alike(source, target):
    one, other, *_ = drawn(lambda: nn.BatchNorm1d(3), layers.BatchNormalization, (5, 3))
    exec(
        snippet(load("normalization.batch_norm"), source, target), dict(pytorch_model=one, keras_model=other)
    )
    assert one.eps == other.epsilon and one.momentum == pytest.approx(1 - other.momentum)


def test_a_mean_over_all_batches_is_refused_by_keras():
    one, other, *_ = drawn(lambda: nn.BatchNorm1d(3, momentum=None), layers.BatchNormalization, (5, 3))
    with pytest.raises(ValueError, match=r"^momentum is None in PyTorch; Keras has no such rule$"):
        exec(
            snippet(load("normalization.batch_norm"), "pytorch", "keras"),
            dict(pytorch_model=one, keras_model=other),
        )


def test_what_keras_has_compiled_takes_the_new_settings():
    one, _, run_pytorch, _ = drawn(lambda: nn.BatchNorm1d(3), layers.BatchNormalization, (5, 3))
    other = keras.Sequential([keras.Input((3,)), layers.BatchNormalization(epsilon=0.7)])
    x = np.random.default_rng(0).standard_normal((5, 3), "float32")
    before = other.predict(x, verbose=0)
    other.layers[-1].epsilon = 0.1
    assert np.array_equal(other.predict(x, verbose=0), before), (
        "what is compiled knows the old settings alone"
    )
    exec(
        snippet(load("normalization.batch_norm"), "pytorch", "keras"),
        dict(pytorch_model=one, keras_model=other),
    )
    after = other.predict(x, verbose=0)
    assert (
        not np.allclose(before, after)
        and units(after, run_pytorch(), "float32", magnitude(after)).max() <= ALLOWED
    )


def test_what_is_no_weight_is_named(capsys):
    one, other, *_ = drawn(lambda: nn.BatchNorm1d(3), layers.BatchNormalization, (5, 3))
    exec(
        snippet(load("normalization.batch_norm"), "pytorch", "keras"),
        dict(pytorch_model=one, keras_model=other),
    )
    assert capsys.readouterr().out == "left alone, as counters and seeds are: num_batches_tracked\n"


def test_weights_are_carried_wherever_both_frameworks_keep_the_same():
    kept = {name: [set(_weights(load(name), each)) for each in ("pytorch", "keras")] for name in names()}
    same = [name for name, (one, other) in kept.items() if one and one == other]
    assert [name for name in same if name not in UNCARRIED] == OFFERED


#: What no transpose and no reshape alone carries: an axis that is split and joined anew, or one that counts layers.
UNCARRIED = {"models.lenet", "models.residual_net", "recurrent.stacked_lstm"}


def test_a_layout_that_cuts_across_is_not_offered():
    pytorch, keras = dict(W="weight: (a b) c -> b (a c)"), dict(W="kernel")
    concept = Concept("comparisons.concepts.linear.dense", [], {}, pytorch=pytorch, keras=keras)
    assert snippet(concept, "pytorch", "keras") == "" == snippet(concept, "keras", "pytorch")


def _weights(concept, framework):
    layouts = concept.layouts(framework).items()
    return {name for name, layout in layouts if layout.address and name in concept.arguments}


def scramble(framework):
    """Overwrite all weights that the layouts name."""
    for layout in framework.layouts.values():
        for address, weight in framework.weights().items():
            if layout.address and address.endswith(layout.addresses):
                framework.assign(weight, np.full_like(framework.array(weight), 7))


#: Every concept that is offered, one way: those of a kind take turns.
ONE_WAY = [(name, *WAYS[number % len(WAYS)]) for number, name in enumerate(OFFERED)]


@pytest.mark.parametrize(("name", "source", "target"), ONE_WAY)
def test_the_models_of_the_references_answer_alike(name, source, target):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0])
    giver, taker = adapter(source)(question), adapter(target)(question)
    scramble(taker)
    lost = taker.answer()
    assert any(check.verdict not in (AGREES, DIFFERS) for check in compare(question, lost, target))

    taker = adapter(target)(question)
    scramble(taker)
    exec(snippet(concept, source, target), {f"{source}_model": giver.model, f"{target}_model": taker.model})
    found = compare(question, taker.answer(), target)
    assert [check.reason for check in found if check.verdict not in (AGREES, DIFFERS)] == []
