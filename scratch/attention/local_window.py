r"""Local attention: a position sees its neighbours alone, so that cost need not grow with the square of the length.

    S_ij = q_i k_j / √k    if |i − j| < w,    else −∞        A = softmax(S)        y = A V

and backward as in dot-product attention, since what is hidden has A = 0. With causal j ≤ i, too: a position sees w,
itself and w − 1 before it. Layers one above the other see further: the L-th reaches L (w − 1) positions. A window that
is wider than the sequence hides nothing. Here the products of all pairs are taken, as with any mask; what the window
saves is saved by kernels that skip blocks that are hidden. Multi-head attention takes a window as its mask.

Axes: n sequences, m heads, t positions with queries and keys of k features and values of v.

Source: Beltagy, Peters & Cohan, *Longformer: The Long-Document Transformer*, 2020, section 3.1, "sliding window"; their
window of 512 is half before and half after, w = 257.
"""

from scratch.attending import attend, visible
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def local_window(
    Q: Float["n m t k"], K: Float["n m t k"], V: Float["n m t v"], *, width=257, causal=False
) -> Differentiable:
    *_, t, k = Q.shape
    y, _, attend_backward = attend(Q, K, V, k**-0.5, visible(t, t, causal=causal, width=width))

    def backward(dy):
        dQ, dK, dV, _ = attend_backward(dy)
        return dict(Q=dQ, K=dK, V=dV)

    return y, backward
