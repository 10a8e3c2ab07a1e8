"""Arrays by a framework's own names are brought to scratch's by the layouts, and back again."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.numbers.theirs import Theirs
from comparisons.processes.adapters import adapter

#: A transposed weight, blocks, parts of one weight, weights that are added, a split axis, several layers, states,
#: a place or another, an axis that follows from a setting, and what is kept nowhere.
TRICKY = [
    ("linear.dense", 0), ("convolution.conv2d", 8), ("recurrent.gru", 0), ("recurrent.lstm", 4),
    ("recurrent.stacked_lstm", 2), ("attention.multi_head", 0), ("models.lenet", 0), ("normalization.batch_norm", 2),
    ("normalization.spectral_norm", 0), ("convolution.pixel_shuffle", 1), ("recurrent.embedding", 0),
    ("optimizers.adam", 12), ("metrics.accuracy", 0),
]  # fmt: skip


@pytest.mark.parametrize("framework", ["pytorch", "keras"])
@pytest.mark.parametrize(("name", "number"), TRICKY)
def test_what_a_model_holds_comes_to_scratch_and_back(framework, name, number):
    concept = load(name)
    question = Question.draw(concept, concept.cases[number])
    model = adapter(framework)(question)
    kept = {address: model.array(weight) for address, weight in model.weights().items()}
    given = kept | {each: model.theirs(each, question.arrays[each]) for each in model.input_names}
    given |= {each: question.arrays[each] for each in model.nowhere if each in question.arrays}
    given |= {f"d{each}": model.theirs(each, array) for each, array in question.cotangents.items()}
    theirs = Theirs(concept, framework, given, question.settings)
    ours = theirs.ours()
    for each, array in question.arrays.items():
        assert np.array_equal(ours[each], array), each
    for each, array in question.cotangents.items():
        assert np.array_equal(ours[f"d{each}"], array)
    back = theirs.named({each: ("argument", each, ours[each]) for each in question.arrays})
    for each, array in back.items():
        assert np.array_equal(array, given[each]), each
    assert {*model.trained, *model.input_names} <= back.keys()


def test_a_gradient_stands_at_every_term_of_a_sum_and_a_value_at_the_first():
    given = dict(bias_ih_l0=np.ones(8), bias_hh_l0=np.ones(8), x=np.ones((1, 1, 1)))
    given |= dict(weight_ih_l0=np.ones((8, 1)), weight_hh_l0=np.ones((8, 2)))
    theirs = Theirs(
        load("recurrent.lstm"), "pytorch", {f"my.{n}" if n != "x" else n: a for n, a in given.items()}, {}
    )
    ours = theirs.ours()
    assert np.array_equal(ours["b"], np.full(8, 2.0))
    back = theirs.named(dict(b=("argument", "b", ours["b"]), db=("gradient", "b", ours["b"])))
    assert back["my.bias_ih_l0"][0] == 2 and back["my.bias_hh_l0"][0] == 0
    assert back["dmy.bias_ih_l0"][0] == back["dmy.bias_hh_l0"][0] == 2


def test_what_pytorch_counts_beside_is_passed_over():
    torch = pytest.importorskip("torch")
    state = {name: each.numpy() for name, each in torch.nn.BatchNorm1d(3).state_dict().items()}
    ours = Theirs(load("normalization.batch_norm"), "pytorch", state | dict(x=np.ones((2, 3))), {}).ours()
    assert sorted(ours) == ["beta", "gamma", "mean", "var", "x"]


X, WEIGHTS = np.ones((3, 5, 4)), dict(weight_ih_l0=np.ones((24, 4)), weight_hh_l0=np.ones((24, 6)))
HEADS = {"in_proj_weight": np.ones((5, 4)), "in_proj_bias": np.ones(12), "out_proj.weight": np.ones((4, 4))}
HEADS |= {"out_proj.bias": np.ones(4)}
BIASES = dict(bias_ih_l0=np.ones(24), bias_hh_l0=np.ones(24))


@pytest.mark.parametrize(
    ("name", "framework", "given", "says"),
    [
        ("recurrent.lstm", "torch", {}, "unknown framework 'torch'; did you mean pytorch? (allowed: pytorch, keras)"),
        (
            "recurrent.lstm", "pytorch", dict(x=X, **WEIGHTS, bias_ih_l0=np.ones(24)),
            "b: address 'bias_hh_l0' does not exist; there are x, weight_ih_l0, weight_hh_l0, bias_ih_l0",
        ),
        (
            "recurrent.lstm", "pytorch", dict(x=X, weight_ih_l0=np.ones((24, 4)), **BIASES),
            "lacks weight_hh_l0 (scratch's U, r 4*h); given: x, weight_ih_l0, bias_ih_l0, bias_hh_l0",
        ),
        (
            "recurrent.lstm", "pytorch", dict(x=X, **WEIGHTS, **BIASES, weight_ih_l1=np.ones((24, 6))),
            "unknown array of recurrent.lstm in pytorch: 'weight_ih_l1'; did you mean weight_ih_l0",
        ),
        ("recurrent.lstm", "keras", dict(x=X, **WEIGHTS), "allowed: kernel, recurrent_kernel, bias, projection, x"),
        (
            "linear.dense", "pytorch", {"x": np.ones((2, 4)), "a.weight": np.ones((3, 4)), "b.weight": np.ones((3, 4))},
            "address 'weight' is ambiguous; there are a.weight, b.weight",
        ),
        (
            "convolution.conv2d", "pytorch", dict(x=np.ones((2, 3, 5, 6)), weight=np.ones((4, 3))),
            "W: layout 'weight: p q c k -> k c p q' does not fit: Wrong shape: expected 4 dims. Received 2-dim tensor.",
        ),
        (
            "attention.multi_head", "pytorch", dict(x=np.ones((2, 3, 4)), **HEADS),
            "does not fit: array split does not result in an equal division",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_mapped_is_refused_in_one_line(name, framework, given, says):
    with pytest.raises(Mistake) as raised:
        Theirs(load(name), framework, given, {}).ours()
    assert says in str(raised.value) and "\n" not in str(raised.value)


def test_an_axis_whose_size_nobody_tells_is_asked_for():
    given = dict(x=np.ones((2, 12, 3, 4)))
    unknown = Theirs(load("models.lenet"), "pytorch", {"7.weight": np.ones((5, 12))}, {})
    unknown.layouts = {"W3": unknown.layouts["W3"]}
    with pytest.raises(Mistake, match=r"Could not infer sizes for .*give one of them by name"):
        unknown.ours()
    told = Theirs(load("convolution.pixel_shuffle"), "pytorch", given, dict(scale=2)).ours()
    assert told["x"].shape == (2, 3, 4, 4, 3)
