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


def train(loss_of, data: tuple, weights: dict, **how) -> dict:
    """Return the final weights, and loss: the mean of each epoch as its minibatches saw it (epochs).

    ``loss_of(chain, *batch, **weights)`` computes the loss of a minibatch, one number, through the chain. ``data`` are
    arrays of the same samples on their first axis, in the order in which they are seen. ``how`` is said as in
    :func:`compete`.
    """
    return compete(dict(loss=(loss_of, tuple(weights))), data, weights, **how)


@np.errstate(over="ignore", invalid="ignore")  # a run that diverges ends in ∞, and then in no numbers
def compete(
    players: dict, data: tuple, weights: dict, *, learning_rate, momentum, batch_size, epochs
) -> dict:
    """Return what :func:`train` does, of players that take a step each in turn, after every minibatch.

    ``players`` has, by the name of its loss, how each computes that and the names of the weights that it moves; it
    sees those of the others as they have become.
    """
    n, dtype = len(data[0]), next(iter(weights.values())).dtype
    losses, v = {player: np.zeros(epochs, dtype) for player in players}, dict.fromkeys(weights, 0.0)
    for epoch in range(epochs):
        for start in range(0, n, batch_size):
            batch = [each[start : start + batch_size] for each in data]
            for player, (loss_of, moving) in players.items():
                chain = Chain()
                L = loss_of(chain, *batch, **weights)
                chain.back(L)
                losses[player][epoch] += L * (len(batch[0]) / n)
                v |= {name: momentum * v[name] + chain.gradient(weights[name]) for name in moving}
                moved = {name: weights[name] - learning_rate * v[name] for name in moving}
                kept = {name: chain.kept[id(w)] for name, w in weights.items() if id(w) in chain.kept}
                weights = weights | moved | kept
    return weights | losses


def predictor(model, answer):
    """Return ``predict(x, …)``: what a model answers with its weights, which are checked as those of its training are.

    ``answer(chain, x, **weights)`` computes it; its docstring says what it is. It is given what it names of all that
    the model takes, and, if it takes whatever there is, every array but y.
    """
    ours = inspect.signature(answer).parameters
    arrays = {name for name in arguments(model) if name != "y"} if _takes_any(answer) else set()
    parameters = [
        each for each in inspect.signature(model).parameters.values() if each.name in {*ours, *arrays}
    ]
    defaults = {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}

    def predict(**given):
        return answer(Chain(), **defaults | given)

    predict.__doc__, predict.__module__, predict.__qualname__ = answer.__doc__, model.__module__, "predict"
    predict.__signature__ = inspect.Signature(parameters)
    return checked(predict)


def _takes_any(function) -> bool:
    """Return whether a function takes whatever it is given by name."""
    return any(each.kind is each.VAR_KEYWORD for each in inspect.signature(function).parameters.values())
