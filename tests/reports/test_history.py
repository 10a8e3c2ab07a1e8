"""The history: the last runs are kept beside the site, and a page tells what is not as it was."""

import pandas as pd
import pytest

from reports import changes, history
from reports.report import Report
from reports.verdicts import DIFFERS, FAILS
from reports.write import write
from tests.made_tables import INF, NAN, check, timing, whole, with_checks
from tests.reports.test_reports import broken_links, text


def day(number):
    return dict(
        date=f"2026-11-{number:02}T09:00:00+00:00",
        versions=dict(numpy=f"2.{number}"),
        command="triptych report",
    )


def run(*checks, timings=(), number=1, **facts):
    tables = dict(checks=pd.DataFrame(checks), timings=pd.DataFrame(list(timings)))
    return history.runs(Report(tables, day(number) | facts), [])[-1]


def test_a_run_is_kept_as_it_was_with_the_worst_of_every_array(tmp_path):
    tables = with_checks(check(units=9.0, case="n=1"), check(units=INF, array="W", verdict=FAILS))
    write(tables, day(3), tmp_path)
    (kept,) = history.kept(tmp_path)
    assert kept.name == "2026-11-03T09-00-00" and kept.environment["versions"] == dict(numpy="2.3")
    worst = {
        tuple(row[column] for column in history.CHECKS): (row["verdict"], row["units"]) for row in kept.checks
    }
    assert worst["linear.dense", "pytorch", "float64", "y"] == ("agrees", 9.0)
    assert worst["linear.dense", "pytorch", "float64", "W"] == (FAILS, INF)
    assert len(kept.checks) == 20 and len(kept.timings) == 4
    (now,) = history.runs(Report(tables, day(3)), [])
    assert (now.checks, now.name) == (kept.checks, kept.name)


def test_the_last_twenty_runs_are_kept_and_the_page_tells_of_all(tmp_path):
    timings = pd.DataFrame([timing("scratch", "numpy", 9.0, 3.0) | {"pass": "forward and backward"}])
    for number in range(1, 23):
        write(whole() | dict(timings=timings), day(number), tmp_path)
    assert [each.name[8:10] for each in history.kept(tmp_path)] == [f"{number:02}" for number in range(3, 23)]
    page = text(tmp_path, "history.html")
    assert "over the 20 runs" in page and "since the run of 2026-11-21 09:00 UTC" in page
    assert "Times as multiples of PyTorch eager" in page and page.count('<th scope="row">2026-11') == 20
    assert list(broken_links(tmp_path)) == [] and 'href="history.html"' in text(tmp_path)


def test_the_first_run_has_a_page_and_a_run_without_a_date_none(tmp_path):
    write(whole(), day(1), tmp_path / "first")
    assert "first run that is kept" in text(tmp_path / "first", "history.html")
    write(whole(), {}, tmp_path / "none")
    assert not (tmp_path / "none" / "history.html").exists() and "history.html" not in text(tmp_path / "none")


def test_a_run_that_is_written_twice_is_kept_once(tmp_path):
    for _ in range(2):
        write(whole(), day(1), tmp_path)
    assert len(history.kept(tmp_path)) == 1


@pytest.mark.parametrize("broken", ["environment.json", "checks.parquet", "timings.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"{", b"[]"])
def test_a_run_that_cannot_be_read_is_passed_over(tmp_path, broken, content):
    for number in (1, 2):
        write(whole(), day(number), tmp_path)
    path = tmp_path / "history" / "2026-11-01T09-00-00" / broken
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    (tmp_path / "history" / "a file").write_text("of someone else's")
    assert [each.name for each in history.kept(tmp_path)] == ["2026-11-02T09-00-00"]
    write(whole(), day(3), tmp_path)
    assert "since the run of 2026-11-02" in text(tmp_path, "history.html")


def test_a_verdict_that_is_another_is_told_the_gravest_first():
    before = run(check(), check(array="W"), check(array="b", verdict=FAILS), check(array="c"))
    after = run(
        check(verdict=DIFFERS), check(array="W", verdict=FAILS, units=1e9), check(array="b"), check(array="d")
    )
    told = [(each.what[-1], each.before, each.after) for each in changes.verdicts(before, after)]
    assert told == [("W", "agrees", FAILS), ("y", "agrees", DIFFERS), ("b", FAILS, "agrees")]


@pytest.mark.parametrize(
    ("before", "after", "factor"),
    [(1, 1.9, None), (1, 3, 3), (0, 0.9, None), (0, 5, 5), (30, 3, 0.1), (8, INF, INF), (INF, INF, None),
     (NAN, 3, None)],
)  # fmt: skip
def test_roundings_are_told_where_they_are_twice_as_many_or_half(before, after, factor):
    found = changes.roundings(run(check(units=before)), run(check(units=after)))
    assert [each.factor for each in found] == ([] if factor is None else [pytest.approx(factor)])


def test_times_are_told_where_the_intervals_part():
    def at(ratio):
        return run(
            check(), timings=[timing("scratch", "numpy", ratio=ratio), timing("keras", "xla", NAN, NAN)]
        )

    assert changes.times(at(1.0), at(1.1)) == []
    (slower,) = changes.times(at(1.0), at(3.0))
    assert slower.factor == pytest.approx(3) and slower.what[:3] == ("linear.dense", "scratch", "numpy")


def test_a_day_with_several_runs_tells_their_hours():
    runs = [
        run(check(), date=date)
        for date in ("2026-11-01T09:00:00", "2026-11-02T09:00:00", "2026-11-02T10:30:00")
    ]
    assert changes._days(runs) == ["11-01", "11-02 09:00", "11-02 10:30"]


def test_versions_and_the_machine_are_told_where_they_are_others(tmp_path):
    before, after = run(check(), number=1, cores=2), run(check(), number=2, cores=4)
    assert [(each.what, each.before, each.after) for each in changes.environment(before, after)] == [
        (("numpy",), "2.1", "2.2"),
        (("cores",), "2", "4"),
    ]
    assert changes.come_and_gone(before, run(check("linear.new"))) == (["linear.new"], ["linear.dense"])


def test_changes_are_seen_on_the_page(tmp_path):
    write(whole(), day(1), tmp_path)
    slow = [timing("scratch", "numpy", 50.0, 25.0), timing("pytorch", "eager")]
    write(
        with_checks(check(array="W", units=1e9, verdict=FAILS)) | dict(timings=pd.DataFrame(slow)),
        day(2),
        tmp_path,
    )
    page = text(tmp_path, "history.html")
    assert (
        '<a href="concepts/linear.dense.html#agreement">Dense</a> <small>PyTorch · float64 · W</small>'
        in page
    )
    said = "Since the run of 2026-11-01 09:00 UTC, 1 verdict and 1 timing changed."
    assert f'<a href="history.html">{said}</a>' in text(tmp_path)
    assert '<td class="verdict fails">fails</td>' in page and "× 10" in page and "<td>2.2</td>" in page
