"""Whom each place attends to, as a field of weights, and what tells places apart."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.portraits.looks import called, field
from scratch.attention.sinusoidal_positions import sinusoidal_positions

_PLACES, _FEATURES, _HEADS = 10, 16, 8
_SETTINGS = {
    "local_window": dict(width=3),
    "multi_head": dict(heads=1, causal=True),
    "grouped_query": dict(heads=1, groups=1),
}


def attention(concept: Concept, figure: Figure) -> str:
    """Draw the weights: they are what comes out where values are unit vectors, and nothing is changed after."""
    known, needed = _known(), [name for name, each in concept.arguments.items() if not each.optional]
    if len(needed) < 3 or not set(needed) <= set(known):
        return ""
    given = {name: known[name] for name in needed}
    for name in needed:
        if "m" in concept.arguments[name].axes:
            given[name] = np.repeat(known[name][:, None], _HEADS, axis=1)
    settings = _SETTINGS.get(concept.name.split(".")[1], {})
    y = called(concept, **given, **settings)
    axes = figure.subplots()
    field(axes, y.reshape(-1, *y.shape[-2:])[0, :, :_PLACES], largest=0.5)
    axes.set(xlabel="key", ylabel="query")
    told = (
        "how much each query attends to each key, here of places that are the more alike the nearer they are"
    )
    return told + (", where none looks ahead" if settings.get("causal") else "")


def _known() -> dict[str, np.ndarray]:
    """Return arrays by the names that attentions have for them."""
    rng, waves = np.random.default_rng(1), sinusoidal_positions(np.zeros((1, _PLACES, _FEATURES)))[0]
    keep, unit = np.eye(_FEATURES), np.eye(_PLACES)[None]
    to_unit = np.zeros((_FEATURES, _FEATURES))
    to_unit[:, :_PLACES] = np.linalg.pinv(waves[0])
    scores = dict(
        W=rng.normal(size=(_FEATURES, 8)), U=2 * rng.normal(size=(_PLACES, 8)), a=2 * rng.normal(size=8)
    )
    asking = dict(Q=3 * waves, q=3 * waves, s=waves, x=waves, W_q=3 * keep)
    asked = dict(K=waves, k=waves, context=waves, W_k=keep)
    telling = dict(V=unit, v=unit, h=unit, W_v=to_unit, W_o=keep)
    biases = {name: np.zeros(_FEATURES) for name in ("b_q", "b_k", "b_v", "b_o")}
    return scores | asking | asked | telling | biases


def positions(concept: Concept, figure: Figure) -> str:
    """Draw what every place gets: what is added to its features, or how the same features are turned there."""
    if not concept.name.endswith("positions") or set(concept.arguments) != {"x"}:
        return ""
    turns = concept.name.split(".")[1].startswith("rotary")
    x = np.full((1, 2 * _PLACES, _FEATURES), float(turns))
    axes = figure.subplots()
    field(axes, called(concept, x=x)[0])
    axes.set(xlabel="feature", ylabel="place", aspect="auto")
    return "what every place has in each feature" + (", all of which were 1" if turns else "")
