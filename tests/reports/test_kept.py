"""A run that is kept can be read a year later, or is refused in a line that says why."""

import json

import pandas as pd
import pytest

from reports.kept import FORMAT, read
from reports.write import keep, write, write_timings
from tests.made_tables import check, timing, whole


def environment(folder, **changed):
    path = folder / "environment.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


def test_what_is_kept_is_read_to_the_last_bit(tmp_path):
    checks = pd.DataFrame([check(units=0.1 + 0.2, seed=3), check(array="W", kind="gradient")])
    keep(dict(checks=checks), dict(versions=dict(numpy="2.4.6")), tmp_path)
    run = read(tmp_path)
    assert [(row["units"], row["label"]) for row in run.checks] == [(0.1 + 0.2, "y"), (1.5, "dW")]
    assert (
        run.checks[0]["seed"] == 3 and run.timings == [] and run.environment["versions"]["numpy"] == "2.4.6"
    )
    assert (tmp_path / "checks.csv").read_text().startswith("concept,")


def test_a_report_and_a_run_of_the_clock_are_kept_runs_too(tmp_path):
    write(whole(), {}, tmp_path / "report")
    write_timings(pd.DataFrame([timing("pytorch", "eager")]), {}, tmp_path / "time")
    report, clock = read(tmp_path / "report"), read(tmp_path / "time")
    assert len(report.checks) == 20 and len(report.timings) == 4
    assert clock.checks == [] and len(clock.timings) == 1


def test_what_another_run_left_in_the_folder_is_not_read(tmp_path):
    write(whole(), {}, tmp_path)
    keep(dict(checks=pd.DataFrame([check()])), {}, tmp_path)
    assert (tmp_path / "timings.parquet").exists() and read(tmp_path).timings == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (dict(format=FORMAT + 1), f"has format {FORMAT + 1}; this Triptych reads 1 to {FORMAT}"),
        (dict(format=0), "has format 0"),
        (dict(format=None), "names no format: it was kept by an earlier Triptych"),
        (dict(format="1"), "names no format"),
        (dict(tables=None), "names no format"),
    ],
)
def test_another_format_is_refused(tmp_path, changed, says):
    keep(dict(checks=pd.DataFrame([check()])), {}, tmp_path)
    environment(tmp_path, **changed)
    with pytest.raises(ValueError, match=says) as error:
        read(tmp_path)
    assert "\n" not in str(error.value) and str(tmp_path) in str(error.value)


@pytest.mark.parametrize("file", ["environment.json", "checks.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"{", b"[]"])
def test_what_is_damaged_or_not_there_is_refused(tmp_path, file, content):
    keep(dict(checks=pd.DataFrame([check()])), {}, tmp_path)
    (tmp_path / file).unlink()
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(ValueError) as error:
        read(tmp_path)
    assert str(tmp_path) in str(error.value) and len(str(error.value).splitlines()) == 1


def test_where_nothing_is_there_it_says_how_a_run_is_kept(tmp_path):
    with pytest.raises(ValueError, match="there is no such folder; triptych check --out FOLDER keeps one"):
        read(tmp_path / "nowhere")
    with pytest.raises(ValueError, match="it holds no environment"):
        read(tmp_path)
