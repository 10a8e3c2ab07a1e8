"""First weights as they are drawn, and the law that they follow."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.judging.answering import by_name
from comparisons.portraits.looks import COLOUR, DASHED

_SHAPE = (64, 64)


def distribution(concept: Concept, figure: Figure) -> str:
    """Draw a histogram of one matrix of weights under the density of their law."""
    w = concept.function(np.random.default_rng(0), _SHAPE)
    law = concept.law.distribution(**by_name(concept.law.distribution, concept.defaults | dict(shape=_SHAPE)))
    axes = figure.subplots()
    axes.hist(w.ravel(), bins=32, density=True, color=COLOUR, alpha=0.45)
    low, high = w.min(), w.max()
    x = np.linspace(low - 0.15 * (high - low), high + 0.15 * (high - low), 161)
    axes.plot(x, law.pdf(x), **DASHED)
    axes.set(yticks=[], xlabel="weight")
    axes.locator_params(axis="x", nbins=5)
    return f"{w.size:,} first weights, and the density of their law"
