"""What adapters share: arrays go to a model by position, also where an earlier one is absent."""

from types import SimpleNamespace

import pytest

from comparisons.declaring.layout import Layout
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
