"""Real data that come with scikit-learn or lie beside this file, split once, the same for all three panels.

Every function takes nothing and returns a :class:`Split`. Features have mean 0 and deviation 1 on the training
part, but for pixels of images; samples lie in one random order that is fixed here, so that minibatches are the same
everywhere.
"""

import re
from dataclasses import astuple, dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

#: Data that lie in files; README.md there says whence they are.
FILES = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Split:
    """A data set: x (n d) are features, or pixels, y (n) is the target, in a training part and one that is held out.

    What else is known of each sample is ``beside`` both, by name: a pair of arrays, of the training part and of the
    held-out one. There is no y where samples are their own target.
    """

    x_train: np.ndarray
    y_train: np.ndarray | None
    x_test: np.ndarray
    y_test: np.ndarray | None
    beside: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)

    def training(self) -> dict[str, np.ndarray]:
        """Return the training part under the names that concepts use."""
        return _there(
            x=self.x_train, y=self.y_train, **{name: each for name, (each, _) in self.beside.items()}
        )

    def test(self) -> dict[str, np.ndarray]:
        """Return the held-out part under the names that concepts use."""
        return _there(x=self.x_test, y=self.y_test, **{name: each for name, (_, each) in self.beside.items()})


def _there(**arrays) -> dict[str, np.ndarray]:
    return {name: each for name, each in arrays.items() if each is not None}


def _parts(x, y) -> Split:
    """Hold a quarter of the samples out, of each class alike, and put all in one random order."""
    from sklearn.model_selection import train_test_split

    classes = y if y.dtype.kind in "iu" else None
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.25, random_state=0, stratify=classes
    )
    return Split(x_train, y_train, x_test, y_test)


def _split(x, y) -> Split:
    x_train, y_train, x_test, y_test, _ = astuple(_parts(x, y))
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    deviation[deviation == 0] = 1  # a pixel that is never inked
    return Split((x_train - mean) / deviation, y_train, (x_test - mean) / deviation, y_test)


@cache
def iris() -> Split:
    """150 flowers, 4 measures in cm, 3 species (Fisher, 1936): y is 0, 1 or 2."""
    from sklearn.datasets import load_iris

    return _split(*load_iris(return_X_y=True))


@cache
def iris_signs() -> Split:
    """The first two species of iris, which a line can separate: y is −1 (setosa) or 1 (versicolor)."""
    from sklearn.datasets import load_iris

    x, y = load_iris(return_X_y=True)
    return _split(x[y < 2], 2 * y[y < 2] - 1)


@cache
def iris_lengths() -> Split:
    """The first two species of iris by the lengths of sepal and petal alone: y is −1 (setosa) or 1 (versicolor)."""
    from sklearn.datasets import load_iris

    x, y = load_iris(return_X_y=True)
    return _split(x[y < 2][:, [0, 2]], 2 * y[y < 2] - 1)


@cache
def two_clouds() -> Split:
    """160 points of the plane in two clouds with a gap between them, made by scikit-learn: y is −1 or 1."""
    from sklearn.datasets import make_classification

    x, y = make_classification(
        n_samples=160, n_features=2, n_redundant=0, n_clusters_per_class=1, flip_y=0, class_sep=1.2,
        random_state=5,
    )  # fmt: skip
    return _split(x, 2 * y - 1)


@cache
def breast_cancer() -> Split:
    """569 tumours, 30 measures of cell nuclei (Street, Wolberg & Mangasarian, 1993): y is 1 where benign, else 0."""
    from sklearn.datasets import load_breast_cancer

    return _split(*load_breast_cancer(return_X_y=True))


@cache
def digits() -> Split:
    """1797 handwritten digits of 8 × 8 pixels (Alpaydin & Kaynak, 1998): y is 0 to 9."""
    from sklearn.datasets import load_digits

    return _split(*load_digits(return_X_y=True))


@cache
def digit_images() -> Split:
    """The same digits as images (n 8 8 1), from 0 without ink to 1, in the same parts and order."""
    from sklearn.datasets import load_digits

    images, y = load_digits(return_X_y=True)
    return _parts(images.reshape(-1, 8, 8, 1) / 16, y)


@cache
def digit_strokes() -> Split:
    """The same digits, each a sequence of its columns of 8 pixels from the first with ink to the last (n 8 8).

    They are 3 to 8 columns wide. What follows the ``last`` of each is padding, zeros.
    """
    images = digit_images()
    (x_train, last_train), (x_test, last_test) = map(_strokes, (images.x_train, images.x_test))
    return Split(x_train, images.y_train, x_test, images.y_test, dict(last=(last_train, last_test)))


def _strokes(images) -> tuple[np.ndarray, np.ndarray]:
    columns = images[..., 0].swapaxes(1, 2)
    ink, place = columns.any(axis=2), np.arange(columns.shape[1])
    first, end = ink.argmax(axis=1)[:, None], len(place) - ink[:, ::-1].argmax(axis=1)[:, None]
    x, last = np.zeros_like(columns), end - first - 1
    x[place <= last] = columns[(first <= place) & (place < end)]
    return x, last[:, 0]


@cache
def digit_pixels() -> Split:
    """The same images as rows of 64 pixels, without their classes: there is no y."""
    images = digit_images()
    return Split(images.x_train.reshape(-1, 64), None, images.x_test.reshape(-1, 64), None)


@cache
def noisy_digits() -> Split:
    """The same images in noise of deviation 0.5, drawn once: y (n 8 8) is 1 where a pixel has half its ink, else 0."""
    images, noise = digit_images(), np.random.default_rng(0)
    parts = []
    for x in (images.x_train, images.x_test):
        parts += [x + noise.normal(0, 0.5, x.shape), (x[..., 0] >= 0.5).astype(int)]
    return Split(*parts)


@cache
def diabetes() -> Split:
    """442 patients, 10 measures (Efron et al., 2004): y is the disease's progress after a year, standardised."""
    from sklearn.datasets import load_diabetes

    x, y = load_diabetes(return_X_y=True)
    return _split(x, (y - y.mean()) / y.std())


@cache
def sunspots() -> Split:
    """Sunspot numbers of the years 1700 to 2008 (SILSO): x is a window of 12 years (n 12 1), y the year after it (n 1).

    Windows are in the order of time; the last quarter is held out. All is measured in deviations from the mean of the
    years before.
    """
    _, numbers = np.loadtxt(FILES / "sunspots.csv", delimiter=",", skiprows=1, unpack=True)
    number = 3 * len(numbers) // 4
    known = numbers[:number]
    x, y = _windows((numbers[:, None] - known.mean()) / known.std(), 12)
    number -= 12  # a window begins 12 years before what it is to forecast
    return Split(x[:number], y[:number], x[number:], y[number:])


@cache
def letters() -> Split:
    """Lincoln's address at Gettysburg in pieces of 32 letters: x (n 32), and y, the same one letter later.

    Of the text its words are left, written small, with spaces between: 0 is a space, 1 to 26 are a to z. The last
    quarter is held out.
    """
    text = np.array([" abcdefghijklmnopqrstuvwxyz".index(letter) for letter in " ".join(_words())])
    number = (len(text) - 1) // 32
    x, y = text[: 32 * number].reshape(number, 32), text[1 : 32 * number + 1].reshape(number, 32)
    known = 3 * number // 4
    return Split(x[:known], y[:known], x[known:], y[known:])


@cache
def neighbours() -> Split:
    """The address word by word: x (n 1) is a word, ``words`` (n 6) are one of its company and five that were drawn.

    Company stands within two words of it. What is drawn is drawn as the paper of skip-gram does, by how often a word
    occurs, to the power of 3/4. y (n 6) is 1 for the first, else 0.

    Words are numbered in alphabetical order. A quarter of the pairs is held out; who guesses finds a sixth of them.
    """
    from sklearn.model_selection import train_test_split

    vocabulary, text, counts = np.unique(_words(), return_inverse=True, return_counts=True)
    pairs = [
        (text[place], text[beside])
        for place in range(len(text))
        for beside in range(max(place - 2, 0), min(place + 3, len(text)))
        if beside != place
    ]
    x, company = np.array(pairs).T[..., None]
    often = counts**0.75
    drawn = np.random.default_rng(0).choice(len(vocabulary), (len(x), 5), p=often / often.sum())
    words = np.concatenate([company, drawn], axis=1)
    y = np.zeros(words.shape)
    y[:, 0] = 1
    x_train, x_test, words_train, words_test, y_train, y_test = train_test_split(
        x, words, y, test_size=0.25, random_state=0
    )
    return Split(x_train, y_train, x_test, y_test, dict(words=(words_train, words_test)))


def _words() -> list[str]:
    """Return the words of the address, written small."""
    text = (FILES / "gettysburg.txt").read_text(encoding="utf-8").lower()
    return re.findall(r"[a-z]+", text)


def _windows(series, steps) -> tuple[np.ndarray, np.ndarray]:
    """Return all windows of so many steps, and what comes after each."""
    starts = np.arange(len(series) - steps)
    return series[starts[:, None] + np.arange(steps)], series[steps:]
