r"""Low-rank adaptation (LoRA): a trained layer stays as it is, and what it is to learn besides goes through r numbers.

    y = x W + b + (α / r) x A B                     W and b stay, A and B learn

    dx = dy Wᵀ + dh Aᵀ        with h = x A and dh = (α / r) dy Bᵀ
    dA = Σ_n x_nᵀ dh_n        dB = (α / r) Σ_n h_nᵀ dy_n

Of i × k weights, r (i + k) learn. B begins at zero, so that nothing is changed at first; and at the end W + (α / r) A B
takes the place of W, at no cost.

Axes: samples, n, on any number of axes, none included; i inputs, k outputs, r the rank. Without b nothing is added.

Source: Hu, Shen, Wallis, Allen-Zhu, Li, Wang, Wang & Chen, *LoRA: Low-Rank Adaptation of Large Language Models*, ICLR
2022, section 4.1, equation 3, where A and B have each other's names for rows.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Fixed, Float


@checked
def low_rank_adaptation(
    x: Float["*n i"],
    W: Fixed["i k"],
    A: Float["i r"],
    B: Float["r k"],
    b: Fixed["k"] | None = None,
    *,
    alpha=1.0,
) -> Differentiable:
    scale = alpha / A.shape[1]
    h = x @ A
    y = x @ W + scale * (h @ B)

    def backward(dy):
        dh = scale * (dy @ B.T)
        rows, every_dh = x.reshape(-1, x.shape[-1]), dh.reshape(-1, A.shape[1])
        every_h, every_dy = h.reshape(-1, A.shape[1]), dy.reshape(-1, dy.shape[-1])
        return dict(x=dy @ W.T + dh @ A.T, A=rows.T @ every_dh, B=scale * (every_h.T @ every_dy))

    return y if b is None else y + b, backward
