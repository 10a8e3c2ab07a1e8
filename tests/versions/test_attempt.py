"""The check in another environment: it is kept, what is wrong there is a line, and Ctrl-C keeps what was done."""

import json
import re

import pytest

from comparisons.versions.asked import installed
from comparisons.versions.attempt import Attempt
from comparisons.versions.environment import Environment
from reports.kept import read

QUICK = ["activations.relu", "--quick", "--framework", "scratch"]


def attempt(tmp_path, version, name="run"):
    made = Attempt(Environment.of(dict(numpy=version), ["scratch"], tmp_path / "cache"), tmp_path / name)
    made.prepare()
    return made


def test_a_check_is_kept_and_not_done_again_if_it_is_to_be_continued(uv, tmp_path):
    said = []
    first = attempt(tmp_path, installed("numpy"))
    first.carry_out(QUICK, False, said.append)
    assert (first.state, first.trouble) == ("done", "") and len(read(first.folder).checks) > 0
    assert said[0].startswith("installing ") and any("Checking" in each for each in said)
    again, asked = attempt(tmp_path, installed("numpy")), len(uv())
    again.carry_out(QUICK, True, said.clear)
    assert again.state == "done" and said and len(uv()) == asked, "neither made nor run again"
    path = first.folder / "environment.json"
    kept = json.loads(path.read_text())
    for changed in (
        dict(interrupted=True),
        dict(versions=dict(numpy="1.0")),
        dict(command="else"),
        dict(format=99),
    ):
        path.write_text(json.dumps(kept | changed))
        other = attempt(tmp_path, installed("numpy"))
        assert not other._is_done(QUICK) and other.state == "waiting", changed


def test_what_cannot_be_had_and_what_crashes_are_lines(uv, tmp_path):
    for version, state, said in (
        ("2.9", "not to be had", "there is no version of numpy==2.9"),
        ("2.8", "not to be had", "the disk is full"),
        ("2.7", "crashed", "the check ended with exit code 9: ImportError: no such thing"),
    ):
        (tmp_path / "run").mkdir(exist_ok=True)
        (tmp_path / "run" / "environment.json").write_text("{}")
        made = attempt(tmp_path, version)
        made.carry_out(QUICK, False, lambda line: None)
        assert made.state == state and said in made.trouble and not made.has_run
    assert not (tmp_path / "run" / "environment.json").exists(), (
        "an older run is not taken for the one that crashed"
    )


def test_an_interrupt_keeps_what_was_done_until_then(uv, tmp_path):
    made = attempt(tmp_path, "2.1")

    def say(line):
        if re.match("Checking: [1-9]", line):
            raise KeyboardInterrupt  # as Ctrl-C does, which comes while a line is waited for

    everything = ["losses", "--framework", "scratch", "--threads", "1"]
    with pytest.raises(KeyboardInterrupt):
        made.carry_out(everything, False, say)
    assert made.state == "interrupted" and made.has_run
    assert read(made.folder).environment["interrupted"] is True
