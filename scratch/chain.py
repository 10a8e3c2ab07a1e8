"""The chain rule for whole models: every concept that takes part in a forward pass is remembered, and differentiated.

    chain = Chain()
    h = chain(relu, chain(dense, x, W, b))      forward: a concept, its arrays, its settings
    L = chain(mean_squared_error, h, y)
    chain.back(L)                               backward: from L = f(h), h = g(W) and so on follows dL/dW
    chain.gradient(W)

Each concept knows how to send a gradient back from its output to its arrays. They are asked in the opposite order, each
with what has arrived at its output from all that used it: an array that goes two ways, as one does that skips a
layer, gets the sum of what both send back. Arrays are told apart by what they are, not by what they hold: one that is
computed outside of the chain is the end of it.

Concepts are called without the gate before them, since a model has one of its own.

What a pass changes besides, as a mean that runs along, the chain keeps: ``chain.keep(mean, moved)``.

Source: Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT 16(2), 1976; Griewank & Walther,
*Evaluating Derivatives*, 2008, section 3.2: the reverse mode, told there for single numbers.
"""

import inspect
from functools import cache

import numpy as np


class Chain:
    """A forward pass that remembers what computed what."""

    def __init__(self):
        self.links = []
        self.arrived, self.kept = {}, {}

    def __call__(self, concept, *arrays, **settings):
        """Return the output of a concept, a dict where it has several, and remember it."""
        function, names = _bare(concept)
        output, backward = function(*arrays, **settings)
        given = dict(zip(names, arrays, strict=False)) | settings
        self.links.append((given, output, backward))
        return output

    def back(self, output) -> None:
        """Differentiate one number that was computed here, with respect to every array that is the end of the chain."""
        self.arrived = {id(output): np.ones_like(output)}
        for given, output, backward in reversed(self.links):
            outputs = [output]
            if isinstance(output, dict):  # those of which backward takes a gradient
                outputs = [output[name.removeprefix("d")] for name in inspect.signature(backward).parameters]
            dy = [self.gradient(each) for each in outputs]
            for each in outputs:
                self.arrived.pop(id(each), None)  # it has been sent on
            for name, gradient in backward(*dy).items():
                key = id(given[name])
                self.arrived[key] = self.arrived[key] + gradient if key in self.arrived else gradient

    def keep(self, array, moved) -> None:
        """Remember what an array has become, which no gradient moves."""
        self.kept[id(array)] = moved

    def gradient(self, array):
        """Return what has arrived at an array; where nothing has, that is 0."""
        return self.arrived[id(array)] if id(array) in self.arrived else np.zeros_like(array)


@cache
def _bare(concept) -> tuple:
    """Return a concept without its gate, and the names of what it takes."""
    return inspect.unwrap(concept), tuple(inspect.signature(concept).parameters)


def add(a, b):
    """Return a + b, of the same shape, and backward: both ways of a layer that is skipped."""
    return a + b, lambda dy: dict(a=dy, b=dy)


def reshape(x, *, shape):
    """Return x in another shape, and backward."""
    return x.reshape(shape), lambda dy: dict(x=dy.reshape(x.shape))


def join(a, b):
    """Return a and b side by side along the last axis, and backward."""
    return np.concatenate([a, b], axis=-1), lambda dy: dict(
        zip("ab", np.split(dy, [a.shape[-1]], axis=-1), strict=True)
    )


def at_step(h, *, step):
    """Return of every sequence what it is at a step (n …, of h: n t …), one for all or each its own, and backward."""
    here = np.arange(len(h)), step

    def backward(dy):
        dh = np.zeros_like(dy, shape=h.shape)
        dh[here] = dy
        return dict(h=dh)

    return h[here], backward


def scale(x, *, by):
    """Return c x, of a number c that is given, and backward."""
    return by * x, lambda dy: dict(x=by * dy)


def along(a, b):
    """Return the scalar products of every b with an a (n m, of a: n 1 d, of b: n m d), and backward."""

    def backward(dy):
        dy = dy[..., None]
        return dict(a=(dy * b).sum(axis=1, keepdims=True), b=dy * a)

    return np.vecdot(a, b), backward
