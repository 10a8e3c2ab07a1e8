"""Types: what goes into scratch's functions and comes out of them has the axes and kinds that their signatures say."""

import os
import subprocess
import sys

import pytest

from comparisons.declaring.catalogue import HOUSE, families, select
from tests.command_line import edit


def typed(*concepts, house=HOUSE):
    """Ask concepts in all cases with types checked; return how that ended."""
    command = [sys.executable, "-m", "tests.typed", *concepts]
    env = os.environ | dict(PYTHONPATH=f"{house}{os.pathsep}{HOUSE}")
    return subprocess.run(command, cwd=house, env=env, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize("family", families())
def test_every_function_gets_and_gives_what_its_signature_says(family):
    done = typed(*select([family]))
    assert done.returncode == 0, done.stderr[-3000:]


def test_an_answer_of_another_type_is_noticed(house):
    edit(house, "scratch/linear/dense.py", "return y, backward", "return [y], backward")
    done = typed("linear.dense", house=house)
    assert done.returncode == 1 and "TypeCheckError" in done.stderr
