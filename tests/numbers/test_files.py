"""Arrays in files: what can be read is read, and everything else is one line."""

import numpy as np
import pytest

from comparisons.errors import Mistake
from comparisons.numbers.files import demand_writable, read_arrays


def test_arrays_are_read_by_name_and_answers_are_passed_over(tmp_path):
    np.savez(
        tmp_path / "mine.npz", **{"x": np.ones(3), "layer/kernel": np.ones(2), "float32/keras/y": np.ones(1)}
    )
    assert sorted(read_arrays(str(tmp_path / "mine.npz"))) == ["layer/kernel", "x"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nine.npz", "unknown file 'nine.npz'; did you mean mine.npz or "),
        ("objects.npz", "holds Python objects, which are not read; write one with np.savez(FILE, x=x, W=W)"),
        ("text.npz", "is no npz file"),
        ("one.npy", "holds one array without a name"),
        ("cut.npz", "is no npz file"),
        ("", "unknown file"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path, name, says):
    np.savez(tmp_path / "mine.npz", x=np.ones(300))
    np.savez(tmp_path / "objects.npz", x=np.array([1, "b"], object))
    np.save(tmp_path / "one.npy", np.ones(3))
    (tmp_path / "text.npz").write_text("hello")
    (tmp_path / "cut.npz").write_bytes((tmp_path / "mine.npz").read_bytes()[:900])
    with pytest.raises(Mistake) as raised:
        read_arrays(str(tmp_path / name))
    assert says in str(raised.value) and "\n" not in str(raised.value)


def test_where_nothing_can_be_written_is_said_before_anything_is_asked(tmp_path):
    assert demand_writable(str(tmp_path / "out.npz")) == tmp_path / "out.npz"
    (tmp_path / "folder.npz").mkdir()
    for path, says in [
        ("out.txt", "does not end so"),
        ("no/out.npz", "there is no folder"),
        ("folder.npz", "a folder"),
    ]:
        with pytest.raises(Mistake, match=says):
            demand_writable(str(tmp_path / path))
