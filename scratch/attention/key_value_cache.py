r"""Key-value cache: when a text grows by a word, its keys and values are kept, and only those of the new word are made.

    K = [K₀; k]        V = [V₀; v]        the new below those of before, which a next step takes as its K₀ and V₀
    y = softmax(q Kᵀ / √d) V

    [dK₀; dk] = dK + what comes back from y        [dV₀; dv] = dV + what comes back from y

As a position sees none that follow, y is the last row of causal attention to the whole text, and all rows of before
stay what they were. Where several words are new, a prompt, say, each sees those of before, itself, and the new ones
before it. Without K₀ and V₀ the text begins. The attention is that of each head of multi-head attention, after its
projections.

Axes: n sequences, m heads, s positions of before, t new ones, one as a rule; d features of queries and keys, e of
values. K₀ and V₀ are given together: else ValueError.
Returns y (n m t e), K (n m s+t d) and V (n m s+t e).

Source: Shazeer, *Fast Transformer Decoding: One Write-Head is All You Need*, 2019, section 2.4, incremental multihead
attention.
"""

import numpy as np

from scratch.attending import attend, visible
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def key_value_cache(
    q: Float["n m t d"],
    k: Float["n m t d"],
    v: Float["n m t e"],
    K0: Float["n m s d"] | None = None,
    V0: Float["n m s e"] | None = None,
) -> Differentiable:
    if (K0 is None) != (V0 is None):
        raise ValueError("key_value_cache: K0 and V0 are kept together; allowed are both or none")
    K = k if K0 is None else np.concatenate([K0, k], axis=2)
    V = v if V0 is None else np.concatenate([V0, v], axis=2)
    t, s = q.shape[2], K.shape[2] - q.shape[2]
    may = visible(t, s + t, causal=True, from_last=True) if t > 1 else None  # the last sees all
    y, _, attend_backward = attend(q, K, V, q.shape[3] ** -0.5, may)

    def backward(dy, dK, dV):
        dq, dK_seen, dV_seen, _ = attend_backward(dy)
        dK, dV = dK + dK_seen, dV + dV_seen
        gradients = dict(q=dq, k=dK[:, :, s:], v=dV[:, :, s:])
        return gradients if K0 is None else gradients | dict(K0=dK[:, :, :s], V0=dV[:, :, :s])

    return dict(y=y, K=K, V=V), backward
