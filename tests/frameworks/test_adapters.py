"""What adapters share: arrays go to a model by position, and a state to an optimizer by name."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.layout import Layout
from comparisons.errors import Mistake
from comparisons.frameworks.framework import Framework
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
        arguments={name: SimpleNamespace(optional=name in ("m", "v")) for name in arrays},
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
