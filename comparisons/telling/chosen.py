"""Data that a person names for a story, in the place of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from comparisons import stories
from comparisons.declaring.data import Split, digit_images
from comparisons.declaring.fashion import SAID, fashion_mnist
from comparisons.errors import Mistake, unknown

#: Of these a story that takes data can be told; the first is its own.
DATA = {"digits": digit_images, "fashion_mnist": fashion_mnist}


@dataclass(frozen=True)
class Chosen:
    """A data set by its name, and what gives it, images (n 8 8 1) and classes; ``said`` begins the story's text."""

    name: str
    data: Callable[[], Split]
    said: str


def choose(given: str | None, names: Iterable[str]) -> Chosen | None:
    """Return the data that a person names for stories, ``NAME`` or ``NAME=FOLDER``; None if it is their own.

    It is read here, so that what is wrong with it is said before anything begins. Raises Mistake if a story takes no
    other data, if the name is unknown, if the data cannot be had.
    """
    if given is None:
        return None
    taking = [name for name in stories.names() if stories.describe(name)["takes_data"]]
    for name in names:
        if name not in taking:
            raise Mistake(f"the story {name} is told on no other data; those that are: {', '.join(taking)}")
    name, _, folder = given.partition("=")
    if name not in DATA:
        raise unknown("data set", name, DATA)
    if DATA[name] is digit_images:
        if folder:
            raise Mistake(f"{name} come with scikit-learn and are in no folder; allowed: {name}")
        return None
    said = f"Told on {name}. {SAID} The text speaks of the story's own data."
    chosen = Chosen(name, partial(DATA[name], folder), said)
    try:
        chosen.data()
    except Mistake as mistake:
        raise Mistake(f"{mistake} (data sets: {', '.join(DATA)})") from None
    return chosen
