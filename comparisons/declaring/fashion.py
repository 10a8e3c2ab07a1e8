"""Fashion-MNIST: small photographs of clothes in ten classes, as many and as small as the images of digits here.

No library brings it. Keras downloads it when it is asked to and keeps it in the user's cache; or a folder has its four
files, plain or as ``.gz``.

Source: Xiao, Rasul & Vollgraf, *Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms*,
arXiv:1708.07747, 2017. The format of the files, IDX, is told at http://yann.lecun.com/exdb/mnist.
"""

import gzip
import subprocess
import sys
import zlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from comparisons.declaring.data import Split, digit_images
from comparisons.errors import Mistake

FILES = {
    "x_train": "train-images-idx3-ubyte", "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte", "y_test": "t10k-labels-idx1-ubyte",
}  # fmt: skip

#: What is to be known of it where a story is told on it.
SAID = (
    "The first of its images, as many as there are digits. Of 28 × 28 pixels two of darkness are put around, and each "
    "4 × 4 become their mean, so that networks for 8 × 8 pixels can see them."
)

#: Seconds in which an answer must begin, and in which all must be there.
SILENCE, PATIENCE = 5, 60

#: What Keras is asked in a process of its own, since it takes seconds to import and prints what it does.
_LOAD = f"""
import signal, socket, sys
def late(*_): raise TimeoutError("not there after {PATIENCE} s")
signal.signal(signal.SIGALRM, late)
signal.alarm({PATIENCE})
socket.setdefaulttimeout({SILENCE})
from keras.datasets.fashion_mnist import load_data
import numpy
(x_train, y_train), (x_test, y_test) = load_data()
numpy.savez(sys.argv[1], x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
"""


@cache
def fashion_mnist(folder: str = "") -> Split:
    """Return images (n 8 8 1), from 0 to 1, and classes (n) from 0 to 9: the first ones, as many as there are digits.

    folder    where its four files are; if none is named, Keras is asked for it

    Two dark pixels are put around, as around the digits of LeNet (LeCun et al., 1998), and each 4 × 4 become their
    mean. Raises Mistake if it cannot be had, or if a file is not what it should be.
    """
    arrays = _read(Path(folder).expanduser()) if folder else _ask_keras()
    digits, parts = digit_images(), []
    for part, number in (("train", len(digits.y_train)), ("test", len(digits.y_test))):
        x, y = arrays[f"x_{part}"], arrays[f"y_{part}"]
        if x.shape[1:] != (28, 28) or y.shape != x.shape[:1] or len(x) < number or y.max() > 9:
            raise Mistake(
                f"{FILES[f'x_{part}']} has the shape {x.shape} and {FILES[f'y_{part}']} {y.shape}; Fashion-MNIST has "
                f"(n, 28, 28) and (n,), at least {number} samples, and classes from 0 to 9"
            )
        parts += [_small(x[:number]), y[:number].astype(int)]
    return Split(*parts)


def _small(x: np.ndarray) -> np.ndarray:
    """Return images (n 28 28) of bytes as (n 8 8 1), from 0 to 1."""
    framed = np.pad(x, ((0, 0), (2, 2), (2, 2)))
    return framed.reshape(-1, 8, 4, 8, 4).mean(axis=(2, 4))[..., None] / 255


def _ask_keras() -> dict[str, np.ndarray]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fashion_mnist.npz"
        done = subprocess.run([sys.executable, "-c", _LOAD, path], capture_output=True, text=True)
        if done.returncode == 0:
            with np.load(path) as arrays:
                return dict(arrays)
    why, files = (
        (done.stderr.strip().splitlines() or ["it died"])[-1],
        [f"{name}.gz" for name in FILES.values()],
    )
    raise Mistake(
        f"fashion_mnist cannot be had: keras.datasets.fashion_mnist.load_data() says: {why}; put its four files, "
        f"{', '.join(files)}, into Keras's cache, ~/.keras/datasets/fashion-mnist, or into any folder and name it: "
        "fashion_mnist=FOLDER"
    )


def _read(folder: Path) -> dict[str, np.ndarray]:
    arrays = {}
    for each, name in FILES.items():
        path = next((path for path in (folder / name, folder / f"{name}.gz") if path.is_file()), None)
        if path is None:
            raise Mistake(
                f"there is no {name} and no {name}.gz in {folder}; it must hold {', '.join(FILES.values())}"
            )
        arrays[each] = read_idx(path)
    return arrays


def read_idx(path: Path) -> np.ndarray:
    """Return an array of bytes from an IDX file, which a name with ``.gz`` says to be compressed.

    Raises Mistake if it is none, or not whole.
    """
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise Mistake(f"{path} cannot be read: {error}") from None
    axes = content[3] if content[:3] == b"\0\0\x08" and len(content) > 3 else 0  # 8 says that they are bytes
    shape = np.frombuffer(content[4 : 4 + 4 * axes], ">u4") if len(content) >= 4 + 4 * axes else []
    if not axes or len(content) != 4 + 4 * axes + np.prod(shape):
        raise Mistake(f"{path} is no IDX file of bytes, or not a whole one")
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape.astype(int))
