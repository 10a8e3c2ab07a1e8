r"""Mixture of experts: a gate sends every position to a few of many networks, and weighs what these say.

    z = x W_g                                       how well each of e experts suits
    g = softmax of the top z, 0 of the others       over = "chosen"
    g = softmax(z) of the top z, 0 of the others    over = "all"
    E_i(x) = max(0, x W_1i + b_1i) W_2i + b_2i
    y = Σ_i g_i E_i(x)

    dg_i = E_i(x) · dy        dE_i = g_i dy         for the chosen, and 0 for the others
    dz: dg through the softmax
    dx = dz W_gᵀ + Σ_i what comes back through E_i

A network that is not chosen has no say and learns nothing from that position: so there can be many, at the cost of few.
Here all are computed, and the others weighed with 0, which is the same, and slower. Whom the gate chooses is a step, of
which there is no gradient; how it weighs them has one. Of the softmax of one alone, 1, there is none: with top = 1 a
gate learns nothing unless it takes the softmax over all, as Switch does. Of experts that suit alike the first are
chosen.

Axes: n sequences, t positions, d features; e experts of f hidden units each. top is the number of those that are
chosen, up to e (else ValueError).

Source: Shazeer, Mirhoseini, Maziarz, Davis, Le, Hinton & Dean, *Outrageously Large Neural Networks: The
Sparsely-Gated Mixture-of-Experts Layer*, ICLR 2017, section 2.1, equations 1, 3 and 5, without noise. The softmax over
all: Fedus, Zoph & Shazeer, *Switch Transformers*, Journal of Machine Learning Research 23, 2022, section 2.1,
equations 1 and 2.
"""

from typing import Literal

import numpy as np

from scratch.activations.softmax import softmax
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.signature import Differentiable, Float, Natural
from scratch.sublayers import feed_forward


@checked
def mixture_of_experts(
    x: Float["n t d"],
    W_g: Float["d e"],
    W_1: Float["e d f"],
    b_1: Float["e f"],
    W_2: Float["e f d"],
    b_2: Float["e d"],
    *,
    top: Natural = 2,
    over: Literal["chosen", "all"] = "chosen",
) -> Differentiable:
    e = W_g.shape[1]
    if top > e:
        raise ValueError(f"mixture_of_experts: top is {top}; allowed are numbers up to e = {e} of W_g")
    z, of_z = dense(x, W_g)
    chosen = np.zeros(z.shape, bool)
    np.put_along_axis(chosen, np.argsort(-z, axis=-1, kind="stable")[..., :top], True, axis=-1)
    p, of_p = softmax(z if over == "all" else np.where(chosen, z, -np.inf))
    g = np.where(chosen, p, 0)
    experts = [feed_forward(x, *weights, "relu") for weights in zip(W_1, b_1, W_2, b_2, strict=True)]
    y = sum(g[..., [i]] * E for i, (E, _) in enumerate(experts))

    def backward(dy):
        dg = np.stack([np.vecdot(E, dy) for E, _ in experts], axis=-1)
        of_gate = of_z(of_p(np.where(chosen, dg, 0))["x"])
        of_each = [of_E(g[..., [i]] * dy) for i, (_, of_E) in enumerate(experts)]
        gradients = {
            name: np.stack([each[name] for each in of_each]) for name in ("W_1", "b_1", "W_2", "b_2")
        }
        return gradients | dict(x=of_gate["x"] + sum(each["x"] for each in of_each), W_g=of_gate["W"])

    return y, backward
