"""What adapters share: arrays go to a model by position, and a state to an optimizer by name."""

from types import SimpleNamespace

import numpy as np
import pytest

from comparisons.declaring.layout import Layout
from comparisons.errors import Mistake
from comparisons.frameworks.framework import RATES, Framework
from comparisons.frameworks.keeper import Keeper


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


def test_the_rates_of_an_optimizer_are_no_state_and_are_set_before_each_step():
    assert resuming([RATES], SimpleNamespace(__name__="reference.here")) == {}
    seen = []
    arrays = dict(gradients=["g1", "g2"])
    framework = SimpleNamespace(
        question=SimpleNamespace(arrays=arrays), inputs=[arrays["gradients"]], input_names=["gradients"],
        set_rate=seen.append, step=seen.append, array=np.array, weight=0.0,
    )  # fmt: skip
    Framework._walk(framework)
    arrays[RATES] = np.float32([0.5, 0.25])
    Framework._walk(framework)
    assert seen == ["g1", "g2", 0.5, "g1", 0.25, "g2"]


def test_a_reference_must_say_how_an_optimizer_starts_from_a_state():
    silent = SimpleNamespace(__name__="reference.here")
    assert resuming("", silent) == {}
    with pytest.raises(
        Mistake, match=r"^reference.here has no function 'resume'; optimizers that start from"
    ):
        resuming("v", silent)
