r"""Learned positions: every place in a sequence has a vector of its own, which is learned and added.

    y_{n,t} = x_{n,t} + P_t
    dx = dy        dP_t = Σ_n dy_{n,t}                a place that no sequence reaches has the gradient 0

A table of l places is all there is: a longer sequence is refused, and what lies far back is learned from long ones
alone. The table is an embedding whose ids are the places.

Axes: n sequences, t positions, d features; l places of the table, of which the first t are taken: ValueError if t is
more than l.

Source: Gehring, Auli, Grangier, Yarats & Dauphin, *Convolutional Sequence to Sequence Learning*, ICML 2017, section
3.1.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def learned_positions(x: Float["n t d"], P: Float["l d"]) -> Differentiable:
    t, places = x.shape[1], len(P)
    if t > places:
        raise ValueError(f"learned_positions: x has t = {t} positions; allowed are up to l = {places} of P")

    def backward(dy):
        dP = np.zeros_like(P)
        dP[:t] = dy.sum(axis=0)
        return dict(x=dy, P=dP)

    return x + P[:t], backward
