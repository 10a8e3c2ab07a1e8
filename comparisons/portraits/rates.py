"""Learning rates over the steps of a training."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.portraits.looks import COLOUR, DASHED, grid

_RATE = 0.1


def schedule(concept: Concept, figure: Figure) -> str:
    """Draw the rate over so many steps that all phases are seen, up to where it stays what it is."""
    if "step" not in concept.arguments:
        return ""
    numbers = [
        each
        for value in concept.defaults.values()
        for each in np.atleast_1d(value)
        if type(value) is not bool
    ]
    whole = [int(each) for each in numbers if isinstance(each, int | np.integer)]
    beside = dict(peak=np.float64(10 * _RATE)) if "peak" in concept.arguments else {}
    for times in (4, 16, 64):  # until it has fallen, or risen, to the half
        step = np.unique(np.linspace(0, times * max(whole, default=1000), 801).astype(int))
        rates = concept.function(step=step, rate=np.float64(_RATE), **beside)
        if rates.min() <= rates.max() / 2:
            break
    moves = np.flatnonzero(np.abs(np.diff(rates)) > 1e-4 * np.max(rates))
    end = min(len(step), int(1.15 * (moves[-1] + 2))) if len(moves) else len(step)
    axes = figure.subplots()
    axes.plot(step[:end], rates[:end], color=COLOUR)
    axes.set(xlabel="step", ylabel="rate", ylim=(0, None))
    axes.locator_params(nbins=4)
    grid(axes)
    return "the learning rate over the steps"


def plateau(concept: Concept, figure: Figure) -> str:
    """Draw the rate of a schedule that listens to the loss, and a loss that falls and then lies flat."""
    if "loss" not in concept.arguments:
        return ""
    step = np.arange(80)
    loss = np.maximum(np.exp(-step / 8), 0.2) - 0.06 * (step > 45)
    rates = concept.function(loss=loss, rate=np.float64(_RATE))
    axes = figure.subplots()
    axes.step(step, rates / _RATE, color=COLOUR, label="rate")
    axes.plot(step, loss, **DASHED, label="loss")
    axes.set(xlabel="losses", yticks=[0, 0.5, 1])
    axes.legend()
    grid(axes)
    return "the learning rate, and the loss that it listens to"
