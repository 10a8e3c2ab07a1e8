"""How commands end: 0 says that all that was asked for was done and is good; the last sentence says what was not."""

import json
import signal
import sys

import numpy as np
import pytest

import comparisons
from comparisons.desk.command import main
from comparisons.desk.ending import ExitCode, Part, codes, ending
from comparisons.desk.plan import LAST_SEED, Plan
from comparisons.errors import Mistake
from tests.command_line import ONE_TURN, begin, edit, hang_in, interrupt, run, wait_for


@pytest.fixture
def without_torch(tmp_path):
    """The environment of a machine whose PyTorch is broken."""
    (tmp_path / "broken" / "torch").mkdir(parents=True)
    (tmp_path / "broken" / "torch" / "__init__.py").write_text("raise ImportError('no libcudart')")
    return dict(PYTHONPATH=f"{tmp_path / 'broken'}:{comparisons.declaring.catalogue.HOUSE}")


def test_every_exit_code_is_explained_where_people_ask_for_help():
    told = " ".join(run("--help").stdout.replace("│", " ").split())
    assert codes() in told and len({*ExitCode}) == 5
    assert [code.value for code in ExitCode] == [0, 1, 2, 3, 130]


def test_what_is_unavailable_is_not_good_and_what_fails_is_worse():
    parts = [Part("stories", "told", {"xor": "xor"})]
    assert ending(False, ["scratch"], [], False, parts, "told") == (0, "")
    code, said = ending(False, ["scratch", "keras"], ["keras"], False, parts, "told", "; so it is")
    assert (code, said) == (3, "Not all that was asked for was told: keras is unavailable; so it is.")
    assert ending(False, ["pytorch", "keras"], ["pytorch", "keras"], False, parts, "told")[1] == (
        "Nothing was told: pytorch and keras are unavailable."
    )
    assert ending(True, ["keras"], ["keras"], False, parts, "told")[0] == 1
    assert ending(True, ["keras"], ["keras"], True, parts, "told")[0] == 130


def test_an_interrupt_names_what_is_left():
    part = Part("stories", "told", {name: name for name in "abcdefg"}, {"a"})
    nothing = Part("checks", "done", {})
    assert ending(False, [], [], True, [nothing, part], "told")[1] == (
        "Interrupted: 1 of 7 stories were told (left: b, c, d, e and 2 more)."
    )


@pytest.mark.parametrize(
    "named", [["--framework", "pytorch"], ["--framework", "scratch", "--framework", "pytorch"]]
)
def test_a_check_without_the_framework_that_was_asked_for_is_not_good(named, without_torch):
    done = run("check", "relu", "--quick", *named, env=without_torch)
    assert done.returncode == ExitCode.INCOMPLETE
    last = done.stdout.strip().splitlines()[-1]
    assert "pytorch is unavailable" in last and ("Nothing" in last) == (len(named) == 2)
    assert "--framework" in last


def test_json_says_so_on_standard_error_and_in_its_rows(without_torch):
    done = run("check", "relu", "--quick", "--json", "--framework", "pytorch", env=without_torch)
    assert done.returncode == ExitCode.INCOMPLETE
    assert {row["verdict"] for row in json.loads(done.stdout)} == {"unavailable"}
    assert "Nothing was checked: pytorch is unavailable" in done.stderr


def test_time_without_its_base_gives_milliseconds_and_says_once_that_it_is_absent(without_torch, tmp_path):
    once = [
        *ONE_TURN,
        "--framework",
        "pytorch",
        "--framework",
        "scratch",
    ]
    done = run("time", "relu", "--sizes", "1/16", *once, "--out", tmp_path / "out", env=without_torch)
    assert done.returncode == ExitCode.INCOMPLETE, done.stderr
    assert done.stdout.count("no libcudart") == 1 and "PyTorch eager" not in done.stdout
    assert "1 concept timed: in ms." in done.stdout


def test_a_story_and_a_notebook_without_a_panel_are_not_good(without_torch, tmp_path):
    for command in ("story", "notebook"):
        done = run(command, "forward_propagation", "--quick", "--out", tmp_path / command, env=without_torch)
        assert done.returncode == ExitCode.INCOMPLETE, done.stderr
        assert done.stdout.strip().splitlines()[-1].endswith("pytorch is unavailable.")


def test_a_report_without_a_framework_says_so(without_torch, tmp_path):
    asked = [
        "report",
        "relu",
        "--quick",
        "--patience",
        "0",
        "--framework",
        "scratch",
        "--framework",
        "pytorch",
        "--json",
    ]
    done = run(*asked, "--out", tmp_path / "out", env=without_torch)
    assert done.returncode == ExitCode.INCOMPLETE, done.stderr
    told = json.loads(done.stdout)
    assert "no libcudart" in told["missing"]["pytorch"] and "pytorch is unavailable" in told["ending"]


def test_a_job_of_the_clock_that_crashes_is_not_good(house, tmp_path):
    edit(house, "reference/pytorch/activations/relu.py", "return", "raise RuntimeError('boom')\n    return")
    once = [
        *ONE_TURN,
        "--framework",
        "pytorch",
        "--out",
        tmp_path / "out",
    ]
    done = run("time", "relu", "--sizes", "1/16", *once, house=house)
    assert done.returncode == ExitCode.BAD and "reference/pytorch/activations/relu.py:" in done.stdout


def test_a_check_that_is_interrupted_says_what_was_not_checked():
    process = begin("check", "losses", "--framework", "pytorch", "--framework", "scratch", "--plain")
    said, errors = interrupt(process, r"Checking: [1-9]")
    assert process.returncode == ExitCode.INTERRUPTED, errors
    last = said.strip().splitlines()[-1]
    assert last.startswith("Interrupted: ") and "checks of a concept in a framework were done (left: " in last
    assert " in pytorch" in last and "Traceback" not in errors


def test_a_check_that_is_interrupted_says_so_in_json(house, tmp_path):
    at_work = hang_in(house, "reference/pytorch/activations/relu.py", tmp_path / "at_work")
    asked = "dense", "relu", "--framework", "pytorch", "--quick", "--json", "--out", tmp_path / "out"
    process, journal = begin("check", *asked, house=house), tmp_path / "out" / "checked.jsonl"
    assert wait_for(at_work.exists)
    assert wait_for(lambda: len(journal.read_text().splitlines()) == 2), "the other is judged"
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    *done, left = json.loads(said)
    assert {row["concept"] for row in done} == {"linear.dense"}
    assert (left["concept"], left["framework"]) == ("activations.relu", "pytorch")
    assert left["verdict"] == "interrupted before it was done" and "1 of 2 checks" in errors


@pytest.mark.parametrize("before", ["plan.Plan.make", "runs.check", "terminal.print_checks"])
def test_an_interrupt_before_and_after_a_run_is_told(before, monkeypatch, capsys):
    def interrupted(*arguments, **settings):
        raise KeyboardInterrupt

    monkeypatch.setattr(f"comparisons.desk.{before}", interrupted)
    monkeypatch.setattr(sys, "argv", ["triptych", "check", "relu", "--quick", "--framework", "scratch"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == ExitCode.INTERRUPTED
    assert capsys.readouterr().err.splitlines()[-1] == "Interrupted."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["time", "relu", "--modes", "numpy", "--framework", "keras"],
            "there is nothing to time: keras has no mode",
        ),
        (["time", "relu", "--dtype", "float32", "--dtype", "float64"], "one dtype is timed at a time"),
        (["time", "relu", "--rounds", "0"], "rounds must be 1 or more, not 0"),
        (["check", "relu", "--timeout", "nan"], "at most 1000000 s, not nan"),
        (["check", "relu", "--timeout", "inf"], "at most 1000000 s, not inf"),
        (["check", "relu", "--seed", "-1"], f"a whole number from 0 to {LAST_SEED}, not -1"),
        (["report", "relu", "--seed", "9" * 22], f"a whole number from 0 to {LAST_SEED}, not 999"),
        (["check", "relu", "--seeds", ""], "'' is no seed; write a number, or a range such as 0..99"),
        (["time", "relu", "--patience", "nan"], "the patience must be 0 to 1000000 s, not nan"),
        (["report", "relu", "--patience", "-1"], "the patience must be 0 to 1000000 s, not -1"),
        (["check", "LSTM"], "did you mean recurrent.lstm?"),
    ],
)
def test_what_can_be_seen_before_a_run_is_refused_in_a_line(arguments, says):
    done = run(*arguments)
    assert done.returncode == ExitCode.MISTAKE and says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and not done.stdout


def test_a_string_is_one_name_and_what_is_no_name_is_refused():
    plan = Plan.make("relu", "keras", "float32")
    assert (plan.names, plan.frameworks, plan.dtypes) == (["activations.relu"], ["keras"], ["float32"])
    with pytest.raises(Mistake, match=r"is named by a string, not by \['relu', 'lstm'\]"):
        comparisons.check(["relu", "lstm"])
    with pytest.raises(Mistake, match="a framework is named by a string, not by 3"):
        comparisons.check("relu", frameworks=[3])
    with pytest.raises(Mistake, match="not -1"):
        comparisons.check("relu", seed=-1)
    with pytest.raises(Mistake, match="rounds must be 1 or more, not 0"):
        comparisons.measure("relu", rounds=0)


def test_on_a_gpu_nobody_means_the_framework_that_has_none_unless_it_is_named():
    assert Plan.make(device="cuda").frameworks == ["pytorch", "keras"]
    assert Plan.make(device="cuda", frameworks=["scratch"]).frameworks == ["scratch"]


def test_versions_are_told_without_importing_any_framework():
    done = run("--version", env=dict(PYTHONPROFILEIMPORTTIME="1"))
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert told["numpy"] == np.__version__ and {"triptych", "torch", "keras"} <= set(told)
    assert not any(f" {name}\n" in done.stderr for name in ("torch", "keras", "tensorflow"))
