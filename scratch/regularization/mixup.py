r"""Mixup: an image is laid over another, both half seen, and so are their labels.

    x̃_i = λ_i x_i + (1 − λ_i) x_j          j = π(i), where π is a permutation of the batch
    ỹ_i = λ_i y_i + (1 − λ_i) y_j          λ ~ Beta(α, α): with a small α mostly near 0 or near 1
    dx_i = λ_i dx̃_i + (1 − λ_k) dx̃_k       where i = π(k); dy alike

In inference x̃ = x and ỹ = y. The paper's own code draws one λ for a minibatch; here each image has its own.

Axes: n images, h rows, w columns, c channels, k classes; y are labels, one-hot as a rule; share is λ (n) and partner
is π (n), as ``draw_share`` and ``draw_partner`` draw them.

Source: Zhang, Cisse, Dauphin & Lopez-Paz, *mixup: Beyond Empirical Risk Minimization*, ICLR 2018, section 2.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Int, Positive, Probability


def draw_share(rng, shape, *, alpha=0.2):
    """Draw how much is seen of each image itself."""
    return rng.beta(alpha, alpha, shape)


def draw_partner(rng, shape):
    """Draw over which other each image is laid."""
    return rng.permutation(*shape)


@checked
def mixup(
    x: Float["n h w c"],
    y: Float["n k"],
    share: Probability["n"],
    partner: Int["n", "n"],
    *,
    alpha: Positive = 0.2,
    training=True,
) -> Differentiable:
    if not training:
        return dict(x_mixed=x, y_mixed=y), lambda dx_mixed, dy_mixed: dict(x=dx_mixed, y=dy_mixed)

    x_mixed, of_x = laid_over(x, share[:, None, None, None], partner)
    y_mixed, of_y = laid_over(y, share[:, None], partner)

    def backward(dx_mixed, dy_mixed):
        return dict(x=of_x(dx_mixed), y=of_y(dy_mixed))

    return dict(x_mixed=x_mixed, y_mixed=y_mixed), backward


def laid_over(a, own, partner) -> tuple:
    """Return own a + (1 − own) a of the partners, and the function of its gradient that returns that of a."""

    def backward(da_mixed):
        da = own * da_mixed
        da[partner] += (1 - own) * da_mixed  # everybody is somebody's partner, once
        return da

    return own * a + (1 - own) * a[partner], backward
