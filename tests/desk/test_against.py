"""``triptych against``: exit codes, one-line errors, JSON."""

import json

import pytest

from tests.command_line import run

OWN = """
import numpy as np
def relu(x):
    return np.maximum(x, 0), lambda dy: dy * (x > 0)
def leaky(x):
    return np.maximum(x, 0.1 * x)
def dense(inputs, weights, b=None):
    return inputs @ weights.T + (0 if b is None else b)
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.py"
    path.write_text(OWN)
    return path


def test_what_agrees_ends_with_0(own):
    done = run("against", "relu", f"{own}:relu", "--seeds", "0..1")
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.startswith(
        "relu (NumPy function) against activations.relu: agrees (32 checks in 8 cases)"
    )


def test_what_does_not_ends_with_1_and_is_json_for_programs(own):
    done = run("against", "relu", f"{own}:leaky", "--dtype", "float64", "--quick", "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert said["agrees"] is False and said["concept"] == "activations.relu"
    assert {each["verdict"] for each in said["checks"]} == {"agrees", "FAILS"}


def test_layouts_are_taken_from_the_command_line(own):
    done = run(
        "against",
        "dense",
        f"{own}:dense",
        "--dtype",
        "float64",
        "--weights",
        "W=weights: i k -> k i",
        "--json",
    )
    said = json.loads(done.stdout)
    assert done.returncode == 0 and said["weights"] == dict(x="inputs", W="weights: i k -> k i")


def test_a_class_is_judged(own, tmp_path):
    done = run("against", "--all", own.parent, "relu", "--dtype", "float64", "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "| own | activations.relu | ✓ | 8 | 0 |  |" in done.stdout
    assert (tmp_path / "out/pages/own.html").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["relu"], "triptych against CONCEPT FILE:NAME, or --all FOLDER"),
        (["relux", "own.py:relu"], "did you mean activations.relu"),
        (["relu", "{own}:rleu"], "unknown name in {own}: 'rleu'; did you mean relu?"),
        (["relu", "{own}"], "names no object; write FILE:NAME"),
        (["relu", "{own}:relu", "--weights", "x"], "--weights 'x' says no layout; write ARRAY=LAYOUT"),
        (["dense", "{own}:dense", "--weights", "W=weights: i k"], "has no arrow"),
        (["relu", "{own}:relu", "--timeout", "0"], "the time-out must be more than 0 s"),
        (["relu", "{own}:relu", "--dtype", "half"], "unknown dtype 'half'"),
        (["relu", "{own}:relu", "--all", "."], "--all judges a folder"),
        (["--all", "nowhere"], "'nowhere' is no folder"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(own, arguments, says):
    done = run("against", *(each.format(own=own) for each in arguments))
    assert done.returncode == 2
    assert says.format(own=own) in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""
