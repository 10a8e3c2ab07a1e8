"""Ways to ask: modes and dtypes, and how much of a concept is asked in each."""

import pytest

from comparisons.declaring.catalogue import load
from comparisons.errors import Mistake
from comparisons.judging.precision import DTYPES
from comparisons.judging.ways import Way, demand_modes, ways


def told(framework, dtypes=DTYPES, **more):
    return [(way.mode, way.dtype, way.first) for way in ways(framework, dtypes, **more)]


def test_by_default_all_is_asked_in_the_usual_mode_and_first_cases_in_the_others():
    assert told("scratch") == [("numpy", "float64", False), ("numpy", "float32", False)]
    usual = [("eager", "float64", False), ("eager", "float32", False)]
    assert told("pytorch") == [*usual, ("compile", "float32", True)]
    assert told("keras") == [*usual, ("function", "float32", True), ("xla", "float32", True)]


def test_a_quick_check_compiles_nothing_that_nobody_names():
    assert told("pytorch", quick=True) == [("eager", "float64", True), ("eager", "float32", True)]
    assert told("pytorch", ["float32"], modes="compile", quick=True) == [("compile", "float32", True)]


def test_modes_are_named_and_a_framework_may_have_none_of_them_but_scratch_answers_always():
    assert told("keras", ["float32"], modes="xla,compile") == [("xla", "float32", False)]
    assert told("keras-torch", modes="xla") == []
    assert [mode for mode, *_ in told("keras", ["float32"], modes="all")] == ["eager", "function", "xla"]
    assert told("scratch", ["float32"], modes="xla") == [("numpy", "float32", False)]


def test_scratch_is_not_asked_in_half_precision_of_which_it_is_the_truth():
    assert told("scratch", ["bfloat16", "float32"]) == [("numpy", "float32", False)]
    assert told("pytorch", ["bfloat16"], modes="eager") == [("eager", "bfloat16", False)]


def test_a_way_asks_what_it_changes():
    run, optimizer, schedule = (
        load(name) for name in ("models.mlp", "optimizers.adam", "schedules.cosine_decay")
    )
    assert Way("xla", "float32").cases(run) == run.cases_in("float32")
    assert Way("xla", "float32", first=True).cases(run) == run.cases_in("float32")[:1]
    assert Way("function", "float32").cases(run) == []  # fit makes one by itself
    assert Way("function", "float32").cases(optimizer)
    assert Way("compile", "float32").cases(schedule) == [] != Way("eager", "float32").cases(schedule)
    assert Way("eager", "mixed_bfloat16").cases(optimizer) == [] != Way("eager", "bfloat16").cases(optimizer)


@pytest.mark.parametrize(
    ("given", "frameworks", "says"),
    [
        ("eagre", ["pytorch"], "unknown mode 'eagre'; did you mean eager?"),
        (
            "xla",
            ["pytorch", "scratch"],
            "no framework that is asked has the mode xla: pytorch has eager, compile",
        ),
    ],
)
def test_a_mode_that_nobody_has_is_refused_in_one_line(given, frameworks, says):
    with pytest.raises(Mistake, match=says.replace("?", r"\?")):
        demand_modes(given, frameworks)
