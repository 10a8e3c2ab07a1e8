"""In pytest: a test for each case, messages that say what is wrong, nothing imported for those who do not ask."""

import subprocess
import sys
import tomllib

from comparisons.declaring.catalogue import HOUSE
from tests.command_line import environment

TESTS = """
import numpy as np
import pytest
import triptych

def relu(x):
    return np.maximum(x, 0)

@pytest.mark.triptych("relu", dtypes=["float64"])
def test_right(triptych_case):
    triptych_case.assert_agrees(relu)

@pytest.mark.triptych("relu", dtypes=["float64"])
def test_wrong(triptych_case):
    triptych_case.assert_agrees(lambda x: -relu(x), explain=False)

@pytest.mark.triptych("softmax", dtypes=["float64"])
def test_skipped(triptych_case):
    e = lambda x: np.exp(x - x.max(-1, keepdims=True))
    triptych_case.assert_agrees(lambda x: e(x) / e(x).sum(-1, keepdims=True))

def test_asserted():
    triptych.assert_agrees("relu", lambda x: x + 1, explain=False)
"""


def pytest_on(folder, text, *arguments):
    (folder / "test_own.py").write_text(text)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "comparisons.yours.plugin",
        "-p",
        "no:cacheprovider",
        "-q",
    ]
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=environment(HOUSE) | dict(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"),  # it may be installed, too
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_installing_is_all_that_it_takes():
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["entry-points"]["pytest11"] == {"triptych": "comparisons.yours.plugin"}


def test_a_test_for_each_case_with_messages(tmp_path):
    done = pytest_on(tmp_path, TESTS, "-rs", "--strict-markers")
    assert "test_wrong[shape=(3,4) float64]" in done.stdout
    assert (
        "<lambda> (NumPy function) against activations.relu: does not agree (1 of 1 checks in 1 case fail)"
        in done.stdout
    )
    assert "output y is " in done.stdout
    assert "not asked: 1 case with axis, which <lambda> does not take" in done.stdout
    assert "AssertionError: <lambda> (NumPy function) against activations.relu: does not agree" in done.stdout
    assert "holding.py" not in done.stdout, "no traceback through this house"


def test_a_concept_that_is_unknown_is_one_line(tmp_path):
    done = pytest_on(
        tmp_path, "import pytest\n@pytest.mark.triptych('relux')\ndef test_it(triptych_case): pass\n"
    )
    assert "unknown concept or family 'relux'; did you mean activations.relu" in done.stdout
    assert "plugin.py" not in done.stdout


def test_a_case_without_a_concept_is_one_line(tmp_path):
    done = pytest_on(tmp_path, "def test_it(triptych_case): pass\n")
    assert "mark it with @pytest.mark.triptych(<concept>)" in done.stdout


def test_it_costs_nothing_to_those_who_do_not_ask(tmp_path):
    text = (
        "import sys\ndef test_it(): assert not {'numpy', 'scratch', 'torch', 'pandas'} & set(sys.modules)\n"
    )
    done = pytest_on(tmp_path, text, "-p", "no:jaxtyping")
    assert done.returncode == 0, done.stdout
