r"""Alpha dropout: what is left out takes the value at which a SELU saturates, and then mean and variance are restored.

    y = a (x ⊙ κ + α′ (1 − κ)) + b         each κ is 1 with chance 1 − p, else 0
    dx = a dy ⊙ κ
    α′ = −λα                               the limit of a SELU at −∞
    a = 1 / √((1 − p)(1 + p α′²))          b = −a p α′

So numbers of mean 0 and variance 1 keep both. In inference y = x. With p = 1 nothing stays, and y = 0.

Axes: x of any shape; kept is κ, of the same shape, as ``draw`` draws it; rate is p, from 0 to 1.

Source: Klambauer, Unterthiner, Mayr & Hochreiter, *Self-Normalizing Neural Networks*, NIPS 2017, section 2: the new
dropout technique.
"""

from scratch.activations.selu import ALPHA, LAMBDA
from scratch.checked import checked
from scratch.regularization.dropout import draw  # noqa: F401  what is drawn is drawn as there
from scratch.signature import Bool, Differentiable, Float, Share

FLOOR = -LAMBDA * ALPHA


@checked
def alpha_dropout(
    x: Float["*shape"], kept: Bool["*shape"], *, rate: Share = 0.5, training=True
) -> Differentiable:
    if not training:
        return x, lambda dy: dict(x=dy)
    a = ((1 - rate) * (1 + rate * FLOOR**2)) ** -0.5 if rate < 1 else 0.0
    b = -a * rate * FLOOR

    def backward(dy):
        return dict(x=a * dy * kept)

    y = x - FLOOR
    y *= kept
    y += FLOOR
    return a * y + b, backward
