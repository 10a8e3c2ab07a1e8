"""Training: the few lines that are the same for every model, minibatch by minibatch.

L = loss of a minibatch                 forward
g = dL/dw                               backward, of every weight
v ← μ v + g        w ← w − α v          a step against the gradient; with μ = 0 there is no momentum
"""

import inspect

import numpy as np

from scratch.arguments import arguments
from scratch.chain import Chain
from scratch.checked import checked


def train(loss_of, data: tuple, weights: dict, *, learning_rate, momentum, batch_size, epochs) -> dict:
    """Return the final weights, and loss: the mean of each epoch as its minibatches saw it (epochs).

    ``loss_of(chain, *batch, **weights)`` computes the loss of a minibatch, one number, through the chain. ``data`` are
    arrays of the same samples on their first axis, in the order in which they are seen.
    """
    n, dtype = len(data[0]), next(iter(weights.values())).dtype
    loss, v = np.zeros(epochs, dtype), {name: np.zeros_like(w) for name, w in weights.items()}
    for epoch in range(epochs):
        for start in range(0, n, batch_size):
            batch = [each[start : start + batch_size] for each in data]
            chain = Chain()
            L = loss_of(chain, *batch, **weights)
            chain.back(L)
            loss[epoch] += L * (len(batch[0]) / n)
            v = {name: momentum * v[name] + chain.gradient(w) for name, w in weights.items()}
            moved = {name: w - learning_rate * v[name] for name, w in weights.items()}
            weights = moved | {name: chain.kept[id(w)] for name, w in weights.items() if id(w) in chain.kept}
    return weights | dict(loss=loss)


def predictor(model, answer):
    """Return ``predict(x, …)``: what a model answers with its weights, which are checked as those of its training are.

    ``answer(chain, x, **weights)`` computes it; its docstring says what it is. It is given what it names of all that
    the model takes, and, if it takes whatever there is, every array but y.
    """
    ours = inspect.signature(answer).parameters
    arrays = {name for name in arguments(model) if name != "y"} if _takes_any(answer) else set()
    parameters = inspect.signature(model).parameters.values()

    def predict(**given):
        return answer(Chain(), **given)

    predict.__doc__, predict.__module__, predict.__qualname__ = answer.__doc__, model.__module__, "predict"
    predict.__signature__ = inspect.Signature([each for each in parameters if each.name in {*ours, *arrays}])
    return checked(predict)


def _takes_any(function) -> bool:
    """Return whether a function takes whatever it is given by name."""
    return any(each.kind is each.VAR_KEYWORD for each in inspect.signature(function).parameters.values())
