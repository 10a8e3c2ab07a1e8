r"""Layer scale: each channel of a residual branch is multiplied by a number that is learned, and starts small.

    y = γ ⊙ x
    dγ = Σ dy ⊙ x           over all but the channels
    dx = γ ⊙ dy

In a block that computes h + y, a γ near 0 makes the block nearly the identity at first, so that very deep networks
begin to train; in the paper it starts at 0.1 up to 18 blocks, at 1e-5 up to 24, at 1e-6 beyond. It must not start at 0
together with a branch that ends in zeros: then no gradient passes at all.

Axes: channels, c, are the last axis of x; any before it.

Source: Touvron, Cord, Sablayrolles, Synnaeve & Jégou, *Going Deeper with Image Transformers*, ICCV 2021, section 2.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Float
from scratch.standardized import scaled_anew


@checked
def layer_scale(x: Float["*batch c"], gamma: Float["c"]) -> Differentiable:
    y, of_y = scaled_anew(x, gamma)

    def backward(dy):
        dx, dgamma = of_y(dy)
        return dict(x=dx, **dgamma)

    return y, backward
