"""A metric over how well scores tell classes apart: what it says of guesses, and how it grows."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.portraits.looks import COLOUR, OTHER, field, grid

_SAMPLES, _CLASSES, _LOOKED_AT = 400, 5, 1.5
_APART = np.linspace(0, 5, 41)
_SETTINGS = {"f1_score": dict(average="macro"), "top_k_accuracy": dict(top=2)}


def score(concept: Concept, figure: Figure) -> str:
    """Draw what the metric says over how far the scores of the true class lie above the others; a matrix at one place.

    Scores have noise of deviation 1, the same at every place.
    """
    if concept.kind != "metric":
        return ""
    rng, settings = np.random.default_rng(0), _SETTINGS.get(concept.name.split(".")[1], {})
    several, truth = len(concept.arguments["z"].axes) > 1, concept.arguments["y"]
    classes = rng.integers(0, _CLASSES if several else 2, _SAMPLES)
    high = np.eye(_CLASSES)[classes] if several else classes
    y = classes if truth.whole else high.astype(bool)
    noise = rng.standard_normal(high.shape)
    *said, at_one = (concept.function(z=far * high + noise, y=y, **settings) for far in (*_APART, _LOOKED_AT))
    axes = figure.subplots()
    if np.ndim(at_one) == 2:
        field(axes, at_one)
        axes.set(xlabel="said", ylabel="true class")
        return f"what {_SAMPLES} samples are taken for, whose true class has {_LOOKED_AT} deviations more"
    if isinstance(at_one, dict):
        for name, colour in zip(at_one, (COLOUR, OTHER), strict=True):
            axes.plot(_APART, [each[name] for each in said], color=colour, label=name)
        axes.legend()
    else:
        axes.plot(_APART, said, color=COLOUR)
    axes.set(ylim=(0, 1.03), xlabel="true class's score, in deviations")
    grid(axes)
    return "the metric over how far the score of the true class lies above the others, in deviations of each"
