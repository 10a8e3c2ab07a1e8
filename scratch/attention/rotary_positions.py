r"""Rotary positions (RoPE): pairs of features are turned by an angle that grows with the position.

    y_a = x_a cos θ − x_b sin θ        θ = pos / base^{2i/k},  i the number of the pair (a, b)
    y_b = x_a sin θ + x_b cos θ

    dx: dy turned back, by −θ

Queries and keys are turned so, head by head, before they meet; values are not. What is left of two turns in q · k is
their difference: attention sees how far two positions lie apart, not where they lie.

Which features are a pair is a matter of agreement, and of the weights that were trained with it:

    pairs = "neighbours"    x_{2i} and x_{2i+1}, as in the paper
    pairs = "halves"        x_i and x_{i+k/2}, as in GPT-NeoX

Axes: t positions, k features of a head, an even number (else ValueError); sequences, heads and whatever else, n, before
them. The first position is ``first``: from there on goes who keeps the keys of earlier ones.

Source: Su, Lu, Pan, Murtadha, Wen & Liu, *RoFormer: Enhanced Transformer with Rotary Position Embedding*, arXiv
2104.09864, 2021, section 3.2.2, equations 15 and 34.
"""

from typing import Literal

import numpy as np

from scratch.axes import halves
from scratch.checked import checked
from scratch.signature import Count, Differentiable, Float, Positive
from scratch.waves import waves


@checked
def rotary_positions(
    x: Float["*n t k"],
    *,
    pairs: Literal["neighbours", "halves"] = "neighbours",
    base: Positive = 10_000.0,
    first: Count = 0,
) -> Differentiable:
    *_, t, k = x.shape
    halves("rotary_positions", -1, "x", x)
    sin, cos = waves(t, k, base, x.dtype, first)

    def parts(x):
        """View the two of every pair."""
        return (x[..., 0::2], x[..., 1::2]) if pairs == "neighbours" else np.split(x, 2, axis=-1)

    def turned(x, sin):
        y = np.empty_like(x)
        (x_a, x_b), (y_a, y_b) = parts(x), parts(y)
        y_a[...] = x_a * cos - x_b * sin
        y_b[...] = x_a * sin + x_b * cos
        return y

    def backward(dy):
        return dict(x=turned(dy, -sin))

    return turned(x, sin), backward
