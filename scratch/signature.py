"""The words in which a concept states its schema: its signature is all that anybody needs to know of it.

Arguments carry their axes::

    x: Float["n i"]        a real array that is differentiated: backward returns its gradient
    t: Fixed["n k"]        a real array that is given, not differentiated: targets, running statistics
    ids: Int["n"]          whole numbers: class labels, token ids

and the return annotation says what kind of concept it is::

    -> Differentiable      (output, backward), or (dict of outputs, backward) where there are several;
                           backward(dy) takes the gradient of output y and returns a dict of gradients
    -> Run                 a training run: final weights and history, by name
    -> Path                an optimizer: the weights after each step, with axes (steps, *weights)

A single output is returned bare; its name is read from backward: ``backward(dy)`` belongs to output ``y``.
Settings are keyword-only and have the defaults of the source that the module names.
"""

from collections.abc import Callable
from typing import Annotated, Any

import jaxtyping
import numpy as np

Array = np.ndarray | np.floating
Gradients = dict[str, Array]
Backward = Callable[..., Gradients]

Differentiable = Annotated[tuple[Array | dict[str, Array], Backward], "operation"]
Run = Annotated[dict[str, Array], "training run"]
Path = Annotated[np.ndarray, "optimizer"]


class Float:
    """A real array with named axes that is differentiated: ``Float["n d"]``."""

    def __class_getitem__(cls, axes: str):
        return jaxtyping.Float[Any, axes]


class Fixed:
    """A real array with named axes that is given and has no gradient: ``Fixed["n d"]``."""

    def __class_getitem__(cls, axes: str):
        return Annotated[jaxtyping.Float[Any, axes], "fixed"]


class Int:
    """An array of whole numbers with named axes: ``Int["n"]``."""

    def __class_getitem__(cls, axes: str):
        return jaxtyping.Int[Any, axes]
