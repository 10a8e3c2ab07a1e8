r"""AMSGrad: Adam whose steps no longer grow when a large gradient is forgotten: the largest v until then counts.

    m_t = β₁ m_{t−1} + (1 − β₁) g_t
    v_t = β₂ v_{t−1} + (1 − β₂) g_t²        u_t = max(u_{t−1}, v_t)
    w_t = w_{t−1} − α m̂_t / (√û_t + ε)      with the bias undone: m̂_t = m_t / (1 − β₁ᵗ), û_t = u_t / (1 − β₂ᵗ)

Adam forgets: where a large gradient is rare and small ones lead the wrong way, their long steps win, and it does not
converge. It is Adam's setting amsgrad, where the weight decay, and the state to start from, are told too.

Axes: t steps, d weights. Returns the weights after each step (t d). ValueError where a part of the state is missing.

Source: Reddi, Kale & Kumar, *On the Convergence of Adam and Beyond*, ICLR 2018, Algorithm 2; there the bias is not
undone.
"""

import numpy as np

from scratch.checked import checked
from scratch.optimizers.adam import adam
from scratch.signature import Count, Fixed, Float, Kept, NotNegative, Path
from scratch.walking import whole_state


@checked
def amsgrad(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    v: Fixed["d", 0, np.inf] | None = None,
    v_max: Fixed["d", 0, np.inf] | None = None,
    *,
    learning_rate=0.001,
    beta1: Kept = 0.9,
    beta2: Kept = 0.999,
    epsilon: NotNegative = 1e-8,
    weight_decay=0.0,
    maximize=False,
    step: Count = 0,
) -> Path:
    state = whole_state("amsgrad", ("m", "v", "v_max"), step, m=m, v=v, v_max=v_max)
    means = dict(beta1=beta1, beta2=beta2, epsilon=epsilon, amsgrad=True)
    pull = dict(weight_decay=weight_decay, maximize=maximize)
    return adam(w, gradients, **state, learning_rate=learning_rate, **means, **pull, step=step)
