"""``check --out`` keeps a run, ``diff`` compares two, and its exit code is for CI."""

import json

import pandas as pd
import pytest

from reports.kept import read
from reports.write import keep
from tests.command_line import run
from tests.made_tables import check, timing


def kept(folder, *rows, timings=(), **environment):
    return keep(dict(checks=pd.DataFrame(rows), timings=pd.DataFrame(timings)), environment, folder)


def test_a_small_run_is_kept_and_against_itself_nothing_changed(tmp_path):
    folder = tmp_path / "run"
    done = run("check", "relu", "--quick", "--framework", "scratch", "--seeds", "3,4", "--out", folder)
    assert done.returncode == 0, done.stderr
    found = read(folder)
    environment = found.environment
    assert {row["concept"] for row in found.checks} == {"activations.relu"} and environment["format"] == 1
    assert environment["seeds"] == [3, 4] and environment["quick"] and not environment["interrupted"]
    assert {"numpy", "triptych", "python"} <= set(environment["versions"])
    assert (
        environment["workers"]["scratch"]["peak_mib"] > 10 and environment["workers"]["scratch"]["cpu_s"] > 0
    )
    same = run("diff", folder, folder)
    assert same.returncode == 0 and same.stdout.splitlines()[-1].endswith("Nothing notable changed.")
    assert max(map(len, run("diff", "run", "run", cwd=tmp_path).stdout.splitlines())) <= 120


def test_what_is_worse_is_exit_code_1_and_the_other_way_round_0(tmp_path):
    old = kept(tmp_path / "old", check(), check(array="W"), versions=dict(keras="3.12.0"))
    worse = check(array="W", units=1e9, verdict="FAILS", reason="W is 1e+09 roundings off")
    new = kept(tmp_path / "new", check(), worse, versions=dict(keras="3.15.1"))
    done = run("diff", old, new, "--out", tmp_path / "page")
    assert done.returncode == 1, done.stderr
    assert "linear.dense: W is 1e+09 roundings off" in done.stdout and "3.15.1" in done.stdout
    assert "1 verdict (1 worse)" in done.stdout and (tmp_path / "page" / "diff.html").exists()
    back = run("diff", new, old, "--json")
    facts = json.loads(back.stdout)
    assert back.returncode == 0 and facts["worse"] == 0
    assert [(each["before"], each["after"]) for each in facts["verdicts"]] == [("FAILS", "agrees")]


def test_changes_that_are_alike_are_one_line(tmp_path):
    cases = [f"n={number}" for number in range(50)]
    old = kept(tmp_path / "old", *(check(case=case) for case in cases))
    new = kept(tmp_path / "new", *(check(case=case, units=9.0) for case in cases))
    said = run("diff", old, new).stdout
    (line,) = [each for each in said.splitlines() if each.strip().startswith("linear.dense")]
    assert "× 6.0" in line and line.split()[-1] == "49"


def test_times_alone_can_be_compared(tmp_path):
    same = dict(versions=dict(torch="2.13.0"))
    old = kept(tmp_path / "old", timings=[timing("keras", "function", ratio=1.0)], **same)
    new = kept(tmp_path / "new", timings=[timing("keras", "function", ratio=4.0)], **same)
    done = run("diff", old, new)
    assert done.returncode == 1 and "linear.dense Keras function" in done.stdout and "× 4.0" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["nowhere", "old"],
            "no run is kept in nowhere: there is no such folder; triptych check --out FOLDER",
        ),
        ([".", "old"], "no run is kept in .: it holds no environment.json"),
        (["old", "newer"], "has format 99; this Triptych reads 1 to"),
        (["old", "none"], "names no format: it was kept by an earlier Triptych"),
        (["old", "other"], "old and other have no check and no timing in common"),
        (["old", "old", "--factor", "1"], "the factor must be more than 1, not 1"),
        (["old", "old", "--factor", "nan"], "the factor must be more than 1, not nan"),
        (["old", "old", "--out", ""], "--out is empty"),
    ],
)
def test_what_cannot_be_compared_is_a_line(arguments, says, tmp_path):
    for name, concept in (
        ("old", "linear.dense"),
        ("other", "linear.other"),
        ("newer", "a.b"),
        ("none", "a.b"),
    ):
        kept(tmp_path / name, check(concept))
    for name, number in (("newer", 99), ("none", None)):
        path = tmp_path / name / "environment.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | dict(format=number)))
    done = run("diff", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and not done.stdout


def test_a_check_keeps_nothing_where_it_cannot_write():
    done = run("check", "relu", "--quick", "--out", "/proc/nowhere")
    assert done.returncode == 2 and "cannot write to --out '/proc/nowhere'" in done.stderr
