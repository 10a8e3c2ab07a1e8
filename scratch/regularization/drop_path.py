r"""Drop path (stochastic depth): the whole branch of a residual block is left out by chance, sample by sample.

    y = x ⊙ κ / (1 − p)        each κ, one a sample, is 1 with chance 1 − p, else 0
    dx = dy ⊙ κ / (1 − p)

x is what the branch yields, before the block's input is added to it: where κ is 0 the block is that input alone, and
the network is a layer less deep. It is dropout whose κ is the same in all of a sample. The paper does not divide, and
multiplies by 1 − p in inference; here, as in dropout, training divides and in inference y = x.

Axes: n samples, then any axes; kept is κ (n), as ``draw`` draws it; rate is p, from 0 to 1.

Source: Huang, Sun, Liu, Sedra & Weinberger, *Deep Networks with Stochastic Depth*, ECCV 2016, equations 2 and 5.
"""

from scratch.checked import checked
from scratch.regularization.dropout import draw, thinned  # noqa: F401  what is drawn is drawn as there
from scratch.signature import Bool, Differentiable, Float, Share


@checked
def drop_path(x: Float["n *shape"], kept: Bool["n"], *, rate: Share = 0.1, training=True) -> Differentiable:
    return thinned(x, kept.reshape(len(x), *(1 for _ in x.shape[1:])), rate, training)
