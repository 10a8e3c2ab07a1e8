r"""Adam: each weight takes steps of its own length, from running means of its gradient and the gradient's square.

    m_t = β₁ m_{t−1} + (1 − β₁) g_t
    v_t = β₂ v_{t−1} + (1 − β₂) g_t²
    m̂_t = m_t / (1 − β₁ᵗ)        v̂_t = v_t / (1 − β₂ᵗ)          both means start at zero: undo that bias
    w_t = w_{t−1} − α m̂_t / (√v̂_t + ε)

With amsgrad v̂_t is made of the largest v until then, so that no step grows because a large gradient is forgotten. With
weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t.

Whoever goes on from earlier steps gives the m and v after the last of them, with amsgrad their largest v too, and how
many they were: t counts on from there, and with it the bias that is undone.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError unless 0 ≤ β₁, β₂ < 1 and ε ≥ 0, where a
part of the state is missing, and where a v is below 0.

Source: Kingma & Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015, Algorithm 1; for amsgrad Reddi, Kale &
Kumar, *On the Convergence of Adam and Beyond*, ICLR 2018, Algorithm 2, with the bias undone.
"""

import numpy as np

from scratch.checked import checked
from scratch.penalized import penalized
from scratch.signature import Count, Fixed, Float, Path

BLOCK = 2**15  # weights


@checked
def adam(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    v: Fixed["d", 0, np.inf] | None = None,
    v_max: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.001,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    amsgrad=False,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    if not (0 <= beta1 < 1 and 0 <= beta2 < 1 and epsilon >= 0):
        given = f"beta1 is {beta1}, beta2 {beta2}, epsilon {epsilon}"
        raise ValueError(f"adam: {given}; allowed are 0 to less than 1 for both betas, and epsilon from 0")
    demand_whole(dict(m=m, v=v, v_max=v_max), amsgrad, step)
    path = np.empty_like(gradients)
    # Block by block: in small arrays, whose memory is used again and again, 1.4 to 7 times as fast.
    for start in range(0, len(w), BLOCK):
        block = slice(start, start + BLOCK)
        w_t = w[block]
        m_t, v_t, largest = (
            np.zeros_like(w_t) if before is None else before[block].astype(w.dtype)
            for before in (m, v, v_max)
        )
        for t, (g, place) in enumerate(zip(gradients[:, block], path[:, block], strict=True), start=step + 1):
            g = penalized(g, w_t, weight_decay, maximize)
            m_t *= beta1
            m_t += (1 - beta1) * g
            v_t *= beta2
            v_t += (1 - beta2) * g * g  # from the left: in float32 g² is ∞ from 2e19 on
            if amsgrad:
                largest = np.maximum(largest, v_t)
            far = largest if amsgrad else v_t
            m_hat, root = m_t / (1 - beta1**t), np.sqrt(far) / (1 - beta2**t) ** 0.5  # √v̂: v̂ itself may be ∞
            w_t = np.subtract(w_t, learning_rate * m_hat / (root + epsilon), out=place)
    return path


def demand_whole(state, amsgrad, step):
    """Raise ValueError for a part of the state without the rest."""
    given = [name for name, array in state.items() if array is not None]
    whole = ["m", "v", "v_max"] if amsgrad else ["m", "v"]
    if given != whole and (given or step):
        told = f"step is {step}, amsgrad {amsgrad}, and {', '.join(given) or 'nothing'} of the state is given"
        raise ValueError(f"adam: {told}; allowed are {', '.join(whole)} together, or none of them at step 0")
