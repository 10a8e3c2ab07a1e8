"""What adapters share: arrays go to a model by position, a state to an optimizer by name, weights along gradients."""

from dataclasses import replace
from types import SimpleNamespace

import keras
import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout
from comparisons.errors import Mistake
from comparisons.frameworks.framework import RATES, Framework
from comparisons.frameworks.keeper import Keeper
from comparisons.judging.agreement import FAILS, compare
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ("x mask bias W", ["X", "MASK", "BIAS"]),
        ("x bias W", ["X", None, "BIAS"]),
        ("x mask W", ["X", "MASK"]),
        ("x W", ["X"]),
    ],
)
def test_an_input_that_is_absent_leaves_its_place_to_none_if_another_follows(given, places):
    keeper = SimpleNamespace(
        question=SimpleNamespace(
            concept=SimpleNamespace(arguments=dict.fromkeys(["x", "mask", "W", "bias"]), draws={}),
            arrays=dict.fromkeys(given.split()),
        ),
        layouts=dict(W=Layout.parse("weight")),
    )
    keeper._input_places = lambda: Keeper._input_places(keeper)
    keeper.input_names = Keeper.input_names.fget(keeper)
    assert Keeper.placed(keeper, [name.upper() for name in keeper.input_names]) == places


def resuming(given, reference):
    """Let an optimizer start from what is given of m and v; return what the reference did with it."""
    arrays = dict.fromkeys(["w", "gradients", *given])
    asked = SimpleNamespace(
        arguments={name: SimpleNamespace(optional=name in ("m", "v", RATES)) for name in arrays},
        arrays={name: name.upper() for name in arrays},
        offered=dict(rate=0.5, step=3),
    )
    framework = SimpleNamespace(question=asked, reference=reference, tensor=lambda array: f"tensor {array}")
    Framework._resume(framework, optimizer := {})
    return optimizer


def test_an_optimizer_starts_from_the_state_that_is_given():
    def resume(optimizer, step, v, m=None):
        optimizer.update(step=step, v=v, m=m)

    reference = SimpleNamespace(__name__="reference.here", resume=resume)
    assert resuming("vm", reference) == dict(step=3, v="tensor V", m="tensor M")
    assert resuming("v", reference) == dict(step=3, v="tensor V", m=None)
    assert resuming("", reference) == {}


def test_a_reference_must_say_how_an_optimizer_starts_from_a_state():
    silent = SimpleNamespace(__name__="reference.here")
    assert resuming("", silent) == {}
    with pytest.raises(
        Mistake, match=r"^reference.here has no function 'resume'; optimizers that start from"
    ):
        resuming("v", silent)


def walked(descent, rates=(), **reference):
    """Take two steps with an optimizer that subtracts gradients of 1, 2 … from weights that start at 0."""
    framework = SimpleNamespace(
        concept=SimpleNamespace(descent=descent),
        question=SimpleNamespace(arrays={RATES: rates}),
        reference=SimpleNamespace(**reference),
        array=np.copy,
        rate=1,
        in_mode=lambda function: function,
    )
    framework.set_rate = lambda rate: setattr(framework, "rate", rate)
    framework.moved = framework.model = [np.zeros(1) for _ in descent]
    framework.gradients = lambda: [range(1, 1 + len(descent))] * 2

    def step(gradients):
        for weight, gradient in zip(framework.moved, gradients, strict=True):
            weight -= framework.rate * gradient

    framework.step = step
    return {name: path.tolist() for name, path in Framework._walk(framework).outputs.items()}


def test_a_path_is_of_one_weight_or_of_several_by_name_or_of_their_averages():
    assert walked(dict(w="gradients")) == dict(path=[[-1], [-2]])
    assert walked(dict(w="w_gradients", b="b_gradients")) == dict(w=[[-1], [-2]], b=[[-2], [-4]])
    halves = walked(dict(w="gradients"), averages=lambda optimizer: [weight / 2 for weight in optimizer])
    assert halves == dict(path=[[-0.5], [-1]])


def test_the_rates_of_an_optimizer_are_no_state_and_are_set_before_each_step():
    assert resuming([RATES], SimpleNamespace(__name__="reference.here")) == {}
    assert walked(dict(w="gradients"), rates=np.float32([0.5, 0.25])) == dict(path=[[-0.5], [-0.75]])


def test_each_weight_goes_along_gradients_of_its_name():
    several = SimpleNamespace(arguments=["w", "b", "gradients", "b_gradients", "v"])
    assert Concept.descent.func(several) == dict(w="gradients", b="b_gradients")


@pytest.mark.parametrize("several", [False, True])
def test_a_metric_is_one_array_or_several_by_name(several):
    """Three samples, in batches of one, one and one: the mean, and with it the share of each."""
    framework = SimpleNamespace(inputs=[np.arange(3.0)], array=np.array, seen=[])
    framework.accumulate = lambda inputs: framework.seen.extend(inputs[0])

    def value():
        mean, shares = np.mean(framework.seen), np.bincount(np.int64(framework.seen), minlength=3)
        return dict(mean=mean, shares=shares) if several else mean

    framework.value = value
    outputs = {name: array.tolist() for name, array in Framework._measure(framework).outputs.items()}
    assert outputs.pop("mean" if several else "value") == [0, 0.5, 1]
    assert outputs == (dict(shares=[[1, 0, 0], [1, 1, 0], [1, 1, 1]]) if several else {})


def test_several_metrics_of_keras_see_the_same_samples():
    Keras, framework = adapter("keras"), SimpleNamespace(model=keras.metrics.MeanSquaredError())
    framework._metrics = lambda: Keras._metrics(framework)
    Keras.accumulate(framework, [np.array([3.0]), np.array([1.0])])
    assert {name: float(value) for name, value in Keras.value(framework).items()} == dict(value=4)
    framework.model = dict(right=keras.metrics.MeanAbsoluteError(), wrong=framework.model)
    Keras.accumulate(framework, [np.array([1.0]), np.array([1.0])])
    assert {name: float(value) for name, value in Keras.value(framework).items()} == dict(right=0, wrong=2)


def test_a_state_that_a_framework_does_not_keep_is_neither_given_to_it_nor_asked_back():
    concept = load("normalization.spectral_norm")
    question = Question.draw(concept, concept.cases[0])
    rows = {
        framework: compare(question, adapter(framework)(question).answer(), framework)
        for framework in ("pytorch", "keras")
    }
    assert {each.array for each in rows["pytorch"]} - {each.array for each in rows["keras"]} == {"v"}
    answer = adapter("keras")(question).answer()
    kept = {name: layout for name, layout in concept.keras.items() if layout != "nowhere"}
    demanding = replace(question, concept=replace(concept, keras=kept))
    (missing,) = (each for each in compare(demanding, answer, "keras") if each.array == "v")
    assert missing.verdict == FAILS and missing.reason.endswith("output v is missing from keras")


def test_a_series_has_as_many_layers_as_the_model():
    concept = load("recurrent.stacked_lstm")
    question = Question.draw(concept, dict(n=2, t=3, i=4, h=5, l=3))
    fewer = replace(question, sizes=question.sizes | dict(l=2))
    for name, array in (("pytorch", "W_above"), ("keras", "W_above")):
        with pytest.raises(Mistake, match=rf"{array}: .* does not fit: it has 2 layers, the model has 1"):
            adapter(name)(fewer)


@pytest.mark.parametrize(
    ("name", "sizes", "steps"),
    [("linear.perceptron", dict(d=2), 7), ("models.autoencoder", dict(d=3, h=2, batch_size=4), 2)],
)
def test_the_epoch_that_is_timed_in_keras_has_the_batches_of_the_reference(name, sizes, steps):
    timed = adapter("keras")(Question.draw(load(name), dict(n=7, **sizes)), mode="function")
    epoch = timed.work("epoch")
    before = int(timed.model.optimizer.iterations)
    epoch()
    assert int(timed.model.optimizer.iterations) - before == steps
