"""``triptych versions``: a column for each environment, also where one is not to be had; the others go on."""

import json
import sys

import pytest

from comparisons.desk import command, versioned, versions
from comparisons.desk.ending import Part
from comparisons.desk.terminal import open_console
from comparisons.versions import environment
from reports.kept import read
from tests.command_line import run
from tests.made_tables import NAN
from tests.versions.fake import uv  # noqa: F401  a fixture

QUICK = ["relu", "--quick", "--plain"]


@pytest.fixture
def call(uv, monkeypatch, capsys, tmp_path):  # noqa: F811
    """Call the command in this process, with a uv that installs nothing; return exit code, output and errors."""

    def call(*words):
        where = ["--cache", str(tmp_path / "cache"), "--out", str(tmp_path / "out")]
        monkeypatch.setattr(sys, "argv", ["triptych", "versions", *words, *QUICK, *where])
        with pytest.raises(SystemExit) as end:
            command.main()
        return end.value.code, *capsys.readouterr()

    return call


def test_each_environment_is_a_column_and_what_is_not_to_be_had_says_so(call, tmp_path):
    code, said, errors = call("numpy==2.1,2.2,2.9,2.7")
    assert code == 1, "the check crashes in one of them"
    header, states, *_ = said.splitlines()
    assert header.split() == ["numpy", "2.1", "numpy", "2.2", "numpy", "2.9", "numpy", "2.7"]
    assert states.split() == ["done", "done", "not", "to", "be", "had", "crashed"]
    assert "numpy 2.9 not to be had: No solution found when resolving dependencies: Because there is" in said
    assert "numpy 2.7 crashed: the check ended with exit code 9: ImportError: no such thing" in said
    assert "numpy 2.1 → numpy 2.2" in said and "Nothing notable changed." in said
    assert "4 environments in" in errors and "0 there, 3 to be made, about 2.7 GB" in errors
    assert (tmp_path / "out" / "numpy-2.2" / "diff.html").exists()


def test_environments_that_are_there_are_used_again_and_programs_are_told_all(call):
    assert call("numpy==2.1,2.2")[0] == 0
    code, said, errors = call("numpy==2.1,2.9", "--json")
    assert code == 3 and "1 there, 1 not to be had" in errors
    assert "Not all that was asked for was checked: numpy 2.9 not to be had." in errors
    base, lacking = json.loads(said)["environments"]
    assert (base["versions"], base["state"], base["diff"]) == (dict(numpy="2.1"), "done", None)
    assert lacking["run"] is None and "numpy==2.9" in lacking["trouble"]


def test_environments_are_timed_against_the_first_taking_turns(call, tmp_path):
    said = call("numpy==2.1,2.2,2.9", "--time", "--patience", "0", "--json")[1]
    first, second = json.loads(said)["times"]
    assert (first["framework"], first["ratio"], second["framework"]) == ("numpy 2.1", 1.0, "numpy 2.2")
    assert second["ratio_low"] <= second["ratio"] <= second["ratio_high"] and second["mode"] == "numpy"
    assert [row["framework"] for row in read(tmp_path / "out" / "times").timings] == [
        "numpy 2.1",
        "numpy 2.2",
    ]


def test_a_time_is_told_beyond_its_interval_and_a_slower_one_is_bad(capsys):
    def row(ratio, low, high):
        return dict(concept="a.b", framework="numpy 2.2", mode="numpy", reason="") | dict(
            ratio=ratio, ratio_low=low, ratio_high=high
        )

    first = row(1.0, 1.0, 1.0) | dict(framework="numpy 2.1")
    sure, unsure, near, faster = (
        row(2.0, 1.5, 3.0),
        row(2.0, 0.9, 4.0),
        row(1.2, 1.1, 1.3),
        row(0.5, 0.4, 0.6),
    )
    none = row(NAN, NAN, NAN) | dict(reason="crashed: no memory")
    versioned._print_times(open_console(True), [first, sure, unsure, near, faster, none], "numpy 2.1")
    said = capsys.readouterr().out
    assert "2 of 4 times are 1.25 times" in said and "[1.5, 3.0]" in said and "[0.40, 0.60]" in said
    assert "a.b numpy 2.2: crashed: no memory" in said
    for times, code in (([faster, unsure, near, none], 0), ([sure], 1)):
        assert versioned.ending([], {}, times, Part("", "", {}), False) == (code, "")


def test_a_disk_without_room_is_told_before_anything_is_made(call, monkeypatch, tmp_path):
    monkeypatch.setattr(versions.shutil, "disk_usage", lambda folder: type("Usage", (), dict(free=1e9)))
    code, said, errors = call("numpy==2.1,2.2")
    assert code == 2 and "has 1.0 GB of room, and about 1.8 GB are needed; name another --cache" in errors
    assert not said and not [*(tmp_path / "cache").iterdir()]


def test_an_interrupt_tells_what_is_left(call, monkeypatch):
    def interrupted(self, packages):
        raise KeyboardInterrupt

    monkeypatch.setattr(environment.Environment, "make", interrupted)
    code, said, _ = call("numpy==2.1,2.2")
    assert code == 130 and said.splitlines()[-1] == (
        "Interrupted: 0 of 2 environments were checked (left: numpy 2.1, numpy 2.2). The same command with --resume "
        "continues."
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["dense"], "no versions are named; write PACKAGE==VERSION,VERSION"),
        (["keras==3.12,3.15", "lstn"], "unknown concept or family 'lstn'; did you mean recurrent.lstm?"),
        (
            ["keras==3.12,3.15", "--framework", "pytorch"],
            "keras is of keras alone, which --framework leaves out",
        ),
        (["keras==3.12,3.15", "--seeds", "x"], "'x' is no seed"),
        (["keras==3.12,3.15", "--cache", "/proc/nowhere"], "cannot keep environments in '/proc/nowhere'"),
        (["keras==3.12,3.15", "--out", ""], "--out is empty"),
    ],
)
def test_what_can_be_seen_before_a_run_is_a_line(words, says, tmp_path):
    done = run("versions", *words, cwd=tmp_path, env=dict(XDG_CACHE_HOME=str(tmp_path)))
    assert done.returncode == 2 and says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and not done.stdout
