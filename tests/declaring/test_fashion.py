"""Fashion-MNIST is read from its four files, from Keras's cache too, and where it cannot be had one line says why."""

import gzip
import time

import numpy as np
import pytest

from comparisons.declaring.fashion import FILES, fashion_mnist, read_idx
from comparisons.errors import Mistake

NUMBERS = {"train": 1347, "test": 450}


def idx(array):
    sizes = np.array(array.shape, ">u4").tobytes()
    return bytes([0, 0, 8, array.ndim]) + sizes + array.astype(np.uint8).tobytes()


def made_set(folder):
    """Write a set in the format of Fashion-MNIST: each class is bright at a place of its own, in noise.

    Return its arrays by name. Half of the files are compressed.
    """
    rng, arrays = np.random.default_rng(0), {}
    for part, number in NUMBERS.items():
        y = rng.integers(0, 10, number + 5)
        x = rng.integers(0, 120, (len(y), 28, 28))
        for image, label in zip(x, y, strict=True):
            row, column = 4 + 10 * (label // 5), 2 + 5 * (label % 5)
            image[row : row + 8, column : column + 5] += 130
        arrays |= {f"x_{part}": x, f"y_{part}": y}
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        if name.startswith("x"):
            (folder / f"{FILES[name]}.gz").write_bytes(gzip.compress(idx(array), 1))
        else:
            (folder / FILES[name]).write_bytes(idx(array))
    return arrays


def test_it_is_as_many_and_as_small_as_the_digits(tmp_path):
    arrays, split = made_set(tmp_path), fashion_mnist(str(tmp_path))
    assert split.x_train.shape == (1347, 8, 8, 1) and split.x_test.shape == (450, 8, 8, 1)
    np.testing.assert_array_equal(split.y_train, arrays["y_train"][:1347])
    np.testing.assert_array_equal(split.y_test, arrays["y_test"][:450])
    first = arrays["x_train"][0] / 255
    assert split.x_train[0, 2, 3, 0] == pytest.approx(first[6:10, 10:14].mean())
    assert split.x_train[0, 0, 0, 0] == pytest.approx(first[:2, :2].sum() / 16), "the rest of it is the frame"
    assert split.x_train.mean() == pytest.approx(arrays["x_train"][:1347].mean() / 255 * 28**2 / 32**2)


def test_keras_is_asked_if_no_folder_is_named(tmp_path, monkeypatch):
    cache = tmp_path / "datasets" / "fashion-mnist"
    arrays = made_set(cache)
    for path in cache.iterdir():
        if path.suffix != ".gz":
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    split = fashion_mnist.__wrapped__()
    np.testing.assert_array_equal(split.y_train, arrays["y_train"][:1347])


def test_without_a_network_one_line_says_so_and_where_the_files_belong(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # where nobody answers
    started = time.perf_counter()
    with pytest.raises(
        Mistake, match=r"URL fetch failure on https://.*into Keras's cache.*fashion_mnist=FOLDER"
    ):
        fashion_mnist.__wrapped__()
    assert time.perf_counter() - started < 60


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a", "no IDX file"),
        (b"\0\0\x08", "a", "no IDX file"),
        (b"\0\0\x08\1\0\0", "a", "no IDX file"),
        (b"\0\0\x08\0", "a", "no IDX file"),
        (b"\0\0\x0d\1\0\0\0\1\0", "a", "no IDX file of bytes"),
        (idx(np.ones((2, 3)))[:-1], "a", "not a whole one"),
        (idx(np.ones((2, 3))) + b"\0", "a", "no IDX file"),
        (b"<html>", "a.gz", "cannot be read"),
        (gzip.compress(idx(np.ones(99)))[:-9], "a.gz", "cannot be read"),
    ],
    ids=["empty", "short", "cut", "no_axes", "floats", "not_whole", "too_long", "no_gzip", "broken_gzip"],
)
def test_a_file_that_is_none_is_named(tmp_path, content, name, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Mistake, match=f"{name} .*{says}"):
        read_idx(tmp_path / name)


def test_files_that_are_missing_or_of_another_set_are_named(tmp_path):
    with pytest.raises(Mistake, match=f"there is no {FILES['x_train']} and no .*gz in {tmp_path}"):
        fashion_mnist(str(tmp_path))
    made_set(tmp_path)
    (tmp_path / FILES["y_test"]).write_bytes(idx(np.full(455, 11)))
    with pytest.raises(Mistake, match="classes from 0 to 9"):
        fashion_mnist(str(tmp_path))
    (tmp_path / f"{FILES['x_test']}.gz").write_bytes(gzip.compress(idx(np.ones((455, 32, 32)))))
    with pytest.raises(Mistake, match=r"\(455, 32, 32\).*Fashion-MNIST has \(n, 28, 28\)"):
        fashion_mnist(str(tmp_path))
