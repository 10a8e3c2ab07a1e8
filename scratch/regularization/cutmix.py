r"""CutMix: a box of an image is cut out of another, and the label takes as large a share of the other's label.

    h_b = √(1 − λ) h        w_b = √(1 − λ) w        the box has the share 1 − λ of the image
    r ≤ row < r + h_b       s ≤ column < s + w_b    its place: r from 0 to h − h_b, s from 0 to w − w_b
    x̃_i = x_j in the box, x_i outside               j = π(i), where π is a permutation of the batch
    ỹ_i = λ_i y_i + (1 − λ_i) y_j                   λ ~ Beta(α, α): with α = 1 every λ as likely
    dx_i = dx̃_i outside the box of i, and, where i = π(k), + dx̃_k in the box of k
    dy_i = λ_i dỹ_i + (1 − λ_k) dỹ_k

In inference x̃ = x and ỹ = y. The paper draws the middle of the box anywhere in the image and cuts off what sticks out,
and one λ for a minibatch; here the box lies inside, so that λ is its very share but for pixels at its edge, and each
image has its own.

Axes: n images, h rows, w columns, c channels, k classes; y are labels, one-hot as a rule; share is λ (n), corner holds
r and s as shares of the room that there is (n 2), and partner is π (n), as ``draw_share``, ``draw_corner`` and
``draw_partner`` draw them.

Source: Yun, Han, Oh, Chun, Choe & Yoo, *CutMix: Regularization Strategy to Train Strong Classifiers with Localizable
Features*, ICCV 2019, equations 1 and 2.
"""

import numpy as np

from scratch.checked import checked
from scratch.regularization.mixup import draw_partner, laid_over  # noqa: F401  partners are drawn as there
from scratch.signature import Differentiable, Float, Int, Positive, Probability


def draw_share(rng, shape, *, alpha=1.0):
    """Draw how much is kept of each image."""
    return rng.beta(alpha, alpha, shape)


def draw_corner(rng, shape):
    """Draw where each box lies."""
    return rng.random(shape)


@checked
def cutmix(
    x: Float["n h w c"],
    y: Float["n k"],
    share: Probability["n"],
    corner: Probability["n 2"],
    partner: Int["n", "n"],
    *,
    alpha: Positive = 1.0,
    training=True,
) -> Differentiable:
    if not training:
        return dict(x_mixed=x, y_mixed=y), lambda dx_mixed, dy_mixed: dict(x=dx_mixed, y=dy_mixed)
    outside = ~box(share, corner, *x.shape[1:3])[..., None]
    x_mixed, of_x = laid_over(x, outside.astype(x.dtype), partner)
    y_mixed, of_y = laid_over(y, share[:, None], partner)

    def backward(dx_mixed, dy_mixed):
        return dict(x=of_x(dx_mixed), y=of_y(dy_mixed))

    return dict(x_mixed=x_mixed, y_mixed=y_mixed), backward


def box(share, corner, h, w):
    """Return which pixels lie in the box of each image (n h w)."""
    rows, columns = (
        (start[:, None] <= np.arange(size)) & (np.arange(size) < (start + length)[:, None])
        for size, length, start in places(share, corner, h, w)
    )
    return rows[:, :, None] & columns[:, None, :]


def places(share, corner, h, w):
    """Yield, of rows and of columns, how many there are, how long each box is (n), and where it begins (n)."""
    for size, room in zip((h, w), corner.T, strict=True):
        length = np.sqrt(1 - share) * size
        yield size, length, room * (size - length)
