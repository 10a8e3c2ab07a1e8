"""The words in which a concept states its schema: its signature is all that anybody needs to know of it.

Arguments carry their axes::

    x: Float["n i"]        a real array that is differentiated: backward returns its gradient
    t: Fixed["n k"]        a real array that is given, not differentiated: targets, running statistics
    p: Float["n", 0, 1]    a real array whose numbers are from 0 to 1; of Fixed there may be bounds, too
    y: Probability["n k"]  Fixed, each from 0 to 1: one-hot truth, yes or no, and what lies between
    s: Sign["n"]           Fixed, each −1 or 1: classes of which there are two
    ids: Int["n", "v"]     whole numbers, each from 0 to v − 1: class labels, token ids
    y: Int["n", "k", "ignore_index"]      the same, or the number that this setting has
    step: Int["t"]         whole numbers from 0
    mask: Bool["n t"]      yes or no
    b: Float["k"] | None = None           an array that may be absent; then it has no gradient either
    c: Float["n s=t e=d"] | None = None   the same; where it is absent, s is t and e is d in all others

and the return annotation says what kind of concept it is::

    -> Differentiable      (output, backward), or (dict of outputs, backward) where there are several;
                           backward(dy) takes the gradient of output y and returns a dict of gradients
    -> Run                 a training run: final weights and history, by name
    -> Path                an optimizer: the weights after each step, with axes (steps, *weights), of one array w along
                           its gradients; or a dict of some by name, where b goes along b_gradients
    -> Rates               a schedule: the learning rate, at every step that is given, or after every loss
    -> Metric              a metric: a number, or an array of some, of samples on the first axis of all arguments; or a
                           dict of some by name
    -> Sample              a distribution: an array of numbers that are drawn; it takes ``rng: Generator, shape: Shape``
                           (or KernelShape: two axes or more)

A single output is returned bare; its name is read from backward: ``backward(dy)`` belongs to output ``y``.
Settings are keyword-only and have the defaults of the source that the module names. A setting is of the kind of its
default, or of those that its annotation names::

    stride: ByAxis = 1                    2, or (2, 1): axis by axis
    padding: BySide = 0                   1, or (1, 2): axis by axis, or ((0, 1), (2, 2)): before and after each
    reduction: Literal["mean", "sum", "none"] = "mean"
    boundaries: tuple[Natural, ...] = (1, 2)     any number of them
    delta: Positive = 1.0                 a real number within bounds: Positive, NotNegative, Share, Kept
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import jaxtyping
import numpy as np

from scratch.arguments import Generator, KernelShape, Shape  # noqa: F401  words of a signature, too
from scratch.settings import Span

Array = np.ndarray | np.floating
Gradients = dict[str, Array]
Backward = Callable[..., Gradients]

Differentiable = Annotated[tuple[Array | dict[str, Array], Backward], "operation"]
Run = Annotated[dict[str, Array], "training run"]
Path = Annotated[np.ndarray | dict[str, np.ndarray], "optimizer"]
Rates = Annotated[np.ndarray, "schedule"]
Metric = Annotated[Array | dict[str, Array], "metric"]
Sample = Annotated[np.ndarray, "distribution"]

#: A whole number from 0, whatever its default is.
Count = Annotated[int, 0]

#: A whole number from 1, whatever its default is.
Natural = Annotated[int, 1]

#: A real number above 0, one from 0, and one from 0 to 1, whatever its default is.
Positive = Annotated[float, Span(0, above=True)]
NotNegative = Annotated[float, Span(0)]
Share = Annotated[float, Span(0, 1)]

#: One from 0 to less than 1: how much a running mean keeps of what it was.
Kept = Annotated[float, Span(0, 1, below=True)]

#: A whole number from 1 for both axes of an image, or one for each.
ByAxis = Natural | tuple[Natural, Natural]

#: A whole number for all sides of an image, one for each axis, two for each axis (before and after), or by rule.
BySide = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | Literal["same", "valid"]

#: The same without a rule, of what is laid around an image: whole numbers from 0.
Around = Count | tuple[Count, Count] | tuple[tuple[Count, Count], tuple[Count, Count]]

#: A whole number for both sides of a sequence, one before and one after, or by rule.
BothSides = int | tuple[int, int] | Literal["same", "valid"]

#: The same of a volume, which has three axes.
ByAxis3 = Natural | tuple[Natural, Natural, Natural]
BySide3 = (
    int
    | tuple[int, int, int]
    | tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
    | Literal["same", "valid"]
)


def _array(kind, axes: str, *said: str | int | float):
    """Return the annotation of an array: for whoever checks types, and what is said of it, its axes first.

    An axis that follows from others has any size for whoever checks types; the gate knows it.
    """
    known = [axis.partition("=")[0] for axis in axes.split()]
    known = [axis if axis.lstrip("*").isidentifier() or axis.isdigit() else "_" for axis in known]
    return Annotated[kind[Any, " ".join(known)], axes, *said]


class Float:
    """A real array with named axes that is differentiated: ``Float["n d"]``; with bounds ``Float["n d", 0, 1]``."""

    def __class_getitem__(cls, said: str | tuple):
        axes, *bounds = (said,) if isinstance(said, str) else said
        return _array(jaxtyping.Float, axes, "real", *bounds)


class Fixed:
    """A real array with named axes that is given and has no gradient: ``Fixed["n d"]``, ``Fixed["n d", 0, 1]``."""

    def __class_getitem__(cls, said: str | tuple):
        axes, *bounds = (said,) if isinstance(said, str) else said
        return _array(jaxtyping.Float, axes, "fixed", *bounds)


class Sign:
    """A real array with named axes that is given, of −1 and 1 alone: ``Sign["n"]``."""

    def __class_getitem__(cls, axes: str):
        return _array(jaxtyping.Float, axes, "sign")


class Probability:
    """A real array with named axes that is given, of numbers from 0 to 1: ``Probability["n k"]``."""

    def __class_getitem__(cls, axes: str):
        return Fixed[axes, 0, 1]


class Int:
    """An array of whole numbers, each from 0 to the size of another array's axis, less 1: ``Int["n", "v"]``.

    A third word names a setting whose value is allowed as well: ``Int["n", "k", "ignore_index"]``. Without the second
    there is no largest.
    """

    def __class_getitem__(cls, said: str | tuple[str, ...]):
        axes, *bounds = (said,) if isinstance(said, str) else said
        return _array(jaxtyping.Int, axes, "whole", *bounds)


class Bool:
    """An array of yes and no with named axes: ``Bool["n t"]``."""

    def __class_getitem__(cls, axes: str):
        return _array(jaxtyping.Bool, axes, "boolean")
