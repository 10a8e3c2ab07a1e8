"""People's own code is found by where it is, and what is wrong with it is one line."""

import pytest

from comparisons.errors import Mistake
from comparisons.loading import load_object


@pytest.fixture
def own(tmp_path):
    (tmp_path / "neighbour.py").write_text("VALUE = 3\n")
    (tmp_path / "mine.py").write_text(
        "from neighbour import VALUE\n\nclass Outer:\n    inner = VALUE\n\ndef my_dense(x):\n    return x\n"
    )
    (tmp_path / "broken.py").write_text("import numpy\n1 / 0\n")
    return tmp_path


def test_a_file_finds_its_neighbours_and_a_name_may_stand_within_another(own):
    assert load_object(f"{own}/mine.py:Outer.inner") == 3


def test_a_file_is_run_once(own):
    assert load_object(f"{own}/mine.py:Outer") is load_object(f"{own}/mine.py:Outer")


def test_a_module_is_found_as_python_finds_it():
    assert load_object("json.decoder:JSONDecoder").__name__ == "JSONDecoder"


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("mine.py", "names no object; write FILE:NAME"),
        ("{own}/mine.py:my_dens", "did you mean my_dense?"),
        ("{own}/mien.py:my_dense", "did you mean mine.py"),
        ("{own}/broken.py:f", "broken.py cannot be imported: ZeroDivisionError: division by zero"),
        ("no_such_module:f", "no_such_module cannot be imported: ModuleNotFoundError"),
    ],
)
def test_what_cannot_be_had_is_one_line(own, where, line):
    with pytest.raises(Mistake) as refused:
        load_object(where.format(own=own))
    assert line.format(own=own) in str(refused.value) and "\n" not in str(refused.value)
