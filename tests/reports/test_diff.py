"""Two runs against each other: what is told, what is worse, and what is said not to be compared."""

import json

import pytest

from reports import diff_page
from reports.diff import diff
from reports.history import Run
from reports.tables import COLUMNS
from reports.verdicts import DIFFERS, FAILS, LAW, label
from tests.made_tables import INF, NAN, check, timing


def run(*checks, name="run", timings=(), **facts):
    environment = dict(
        date="2026-11-26T09:00:00+00:00", processor="one", cores=2, versions=dict(torch="2.13")
    )
    rows = [row | dict(label=label(row)) for row in checks]
    return Run(name, environment | facts, rows, [dict.fromkeys(COLUMNS["timings"]) | row for row in timings])


def silent(verdict="crashed", case="n=3 i=4", **more):
    return check(array="", kind="", case=case, units=NAN, verdict=verdict, reason="TypeError: no", **more)


def told(every):
    return [(change.what[-1], change.before, change.after, change.worse) for change in every]


def test_a_run_against_itself_has_nothing_to_tell():
    rows = [
        check(digest="a"),
        check(array="W", units=INF, verdict=FAILS, digest="b"),
        silent(framework="keras"),
    ]
    same = run(*rows, timings=[timing("pytorch", "eager")], workers=dict(keras=dict(peak_mib=700.0)))
    found = diff(same, same)
    assert not [*found.changes] and not found.worse and (found.same, found.moved, found.unknown) == (2, [], 1)
    assert not found.came and not found.gone
    assert found.sentence() == (
        "3 arrays in both: 0 have other numbers, 2 are bit for bit the same. Nothing notable changed."
    )


def test_a_verdict_is_told_with_what_is_worse_first_and_why():
    before = run(check(verdict=FAILS, reason="y was off"), check(array="W"), check(array="b"))
    after = run(
        check(), check(array="W", verdict=DIFFERS), check(array="b", verdict=FAILS, reason="b is off")
    )
    found = diff(before, after)
    assert told(found.verdicts) == [
        ("b", "agrees", FAILS, True), ("W", "agrees", DIFFERS, True), ("y", FAILS, "agrees", False)
    ]  # fmt: skip
    assert [change.reason for change in found.verdicts] == ["b is off", "", "y was off"]
    assert found.worse == 2 and len(found.moved) == 3


def test_what_agreed_against_its_declaration_is_worse_when_it_differs_as_declared():
    exact = run(check(verdict=FAILS, reason="is declared to differ, but agrees to 0.6 roundings", units=0.6))
    coarse = run(check(verdict=DIFFERS, reason="it passes through float32", units=6e7))
    (change,) = diff(exact, coarse).verdicts
    assert change.worse and change.reason == "it passes through float32"
    assert diff(coarse, exact).verdicts[0].worse, "then the declaration is to be looked at"


@pytest.mark.parametrize(
    ("before", "after", "factor", "worse"),
    [
        (1, 3, 2, True),
        (3, 1, 2, False),
        (1, 3, 4, None),
        (0.1, 0.9, 2, None),
        (8, INF, 2, True),
        (NAN, 3, 2, None),
    ],
)
def test_an_error_is_told_beyond_the_factor(before, after, factor, worse):
    found = diff(run(check(units=before)), run(check(units=after)), factor)
    assert [change.worse for change in found.roundings] == ([] if worse is None else [worse])
    assert found.worse == bool(worse)


def test_what_differs_as_declared_gets_no_worse_by_being_farther_from_scratch():
    found = diff(run(check(units=1e6, verdict=DIFFERS)), run(check(units=1e9, verdict=DIFFERS)))
    assert told(found.roundings) == [("y", "1.0e6", "1.0e9", False)] and not found.worse


def test_a_crash_is_one_change_and_its_arrays_are_not_gone():
    rows = [check(), check(array="W"), check(case="n=9"), check(framework="keras")]
    crashed = run(silent(), check(case="n=9"), check(framework="keras"))
    (change,) = diff(run(*rows), crashed).verdicts
    assert (change.before, change.after, change.reason) == ("agrees", "crashed", "TypeError: no")
    assert not diff(run(*rows), crashed).gone and not diff(run(*rows), crashed).came
    (change,) = diff(crashed, run(*rows)).verdicts
    assert (change.before, change.after, change.worse) == ("crashed", "agrees", False)


def test_a_framework_that_is_unavailable_speaks_for_all_cases():
    found = diff(
        run(check(), check(case="n=9"), check("linear.b")), run(silent("unavailable", ""), check("linear.b"))
    )
    assert [(change.before, change.after) for change in found.verdicts] == [("agrees", "unavailable")]
    assert not found.gone and found.worse == 1


def test_bits_are_told_by_their_digest_and_without_one_by_the_error():
    before = run(
        check(digest="a"), check(array="W", digest="b"), check(array="b"), check(array="c", units=1.0)
    )
    after = run(
        check(digest="a"), check(array="W", digest="x"), check(array="b"), check(array="c", units=1.1)
    )
    found = diff(before, after)
    assert (found.same, found.unknown) == (1, 1) and [what[-1] for what in found.moved] == ["W", "c"]
    assert not [*found.changes], "other bits alone are no worse"


def test_of_several_seeds_the_gravest_speaks():
    seeds = [check(seed=1, digest="a"), check(seed=2, units=9.0, digest="b")]
    found = diff(run(*seeds), run(seeds[0], check(seed=7, units=99.0, verdict=FAILS, digest="c")))
    assert told(found.verdicts) == [("y", "agrees", FAILS, True)] and found.compared == 1


def test_the_law_of_what_is_drawn_counts_no_roundings():
    found = diff(run(check(kind=LAW, units=1.0)), run(check(kind=LAW, units=20.0)))
    assert found.roundings == [] and found.unknown == 1


def test_rows_that_came_and_went_are_told_and_a_run_that_was_interrupted_too():
    found = diff(run(check(), check(array="W")), run(check(), check(array="b"), interrupted=True))
    assert [what[-1] for what in found.gone] == ["W"] and [what[-1] for what in found.came] == ["b"]
    assert "run was interrupted" in found.notes[0] and not found.worse


def test_ways_that_both_runs_tell_are_told_apart():
    eager, compiled = dict(mode="eager"), dict(mode="compile")
    before, after = (
        run(check(**eager), check(**compiled)),
        run(check(**eager), check(**compiled, verdict=FAILS)),
    )
    found = diff(before, after)
    assert found.key[2] == "mode" and [change.what[2] for change in found.verdicts] == ["compile"]
    without = {column: value for column, value in check().items() if column != "mode"}
    found = diff(run(without, name="old"), after)
    assert "mode" not in found.key and "tells the mode" in found.notes[0] and len(found.verdicts) == 1


def test_runs_without_anything_in_common_are_refused():
    with pytest.raises(ValueError, match="one and other have no check and no timing in common"):
        diff(run(check(), name="one"), run(check("linear.other"), name="other"))


def test_times_are_told_beyond_their_intervals_on_one_machine_alone():
    def at(ratio, **facts):
        return run(check(), timings=[timing("keras", "function", ratio, ratio)], **facts)

    assert diff(at(1.0), at(1.1)).times == []
    (slower,) = diff(at(1.0), at(3.0)).times
    assert slower.worse and slower.factor == pytest.approx(3)
    elsewhere = diff(at(1.0), at(3.0, processor="two"))
    assert (
        elsewhere.times == []
        and "not compared, since the machine is another: processor one and two" in (elsewhere.notes[0])
    )
    assert diff(at(1.0), run(check())).notes == ["Times are in one of the runs alone."]


def test_where_pytorch_is_another_times_are_in_ms():
    def at(median, torch):
        row = timing("keras", "function", median, ratio=1.0)
        return run(check(), timings=[row], versions=dict(torch=torch))

    assert diff(at(2.0, "2.13"), at(8.0, "2.13")).times == []
    assert diff(at(2.0, None), at(8.0, None)).times, "without PyTorch nothing is a multiple of it"
    found = diff(at(2.0, "2.9"), at(8.0, "2.13"))
    assert told(found.times)[0][1:] == ("2.0", "8.0", True) and "in ms beyond its quartiles" in found.notes[0]


def test_memory_is_told_from_a_quarter_on():
    def with_peak(mib, **facts):
        return run(check(), workers=dict(keras=dict(peak_mib=mib)), **facts)

    assert diff(with_peak(700.0), with_peak(800.0)).memory == []
    (more,) = diff(with_peak(700.0), with_peak(1400.0)).memory
    assert (more.what[0], more.before, more.after, more.worse) == ("Keras", "700 MiB", "1,400 MiB", True)
    assert diff(with_peak(700.0), with_peak(1400.0, cores=4)).memory == []


def test_programs_and_the_page_get_all_of_it(tmp_path):
    before = run(check(), check(array="W"), name="a", versions=dict(keras="3.12.0"))
    after = run(
        check(verdict=FAILS, units=INF, reason="y <is> off"), check(array="W", units=9.0), check(array="b"),
        name="b", versions=dict(keras="3.15.1"),
    )  # fmt: skip
    found = diff(before, after)
    facts = json.loads(json.dumps(found.facts(), allow_nan=False))
    assert facts["versions"] == [dict(name="keras", before="3.12.0", after="3.15.1")]
    assert facts["worse"] == 2 and facts["came"][0][-1] == "b" and facts["verdicts"][0]["factor"] is None
    page = diff_page.write(found, tmp_path).read_text()
    assert (
        "<b>3.15.1</b>" in page
        and "y &lt;is&gt; off" in page
        and "× 6.0" in page
        and "index.html" not in page
    )
    assert (tmp_path / "style.css").exists()
