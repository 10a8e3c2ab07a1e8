r"""Elastic net: both penalties at once, of which ℓ₁ chooses among weights and ℓ₂ keeps those together that go together.

    R = λ₁ Σ |w| + λ₂ Σ w²
    dw = (λ₁ sign(w) + 2 λ₂ w) dR

It is added to the loss. λ₁ and λ₂ are ``lambd1`` and ``lambd2``.

Axes: w of any shape. Returns one number.

Source: Zou & Hastie, *Regularization and variable selection via the elastic net*, Journal of the Royal Statistical
Society B 67(2), 2005, equation 3.
"""

from scratch.checked import checked
from scratch.regularization.l1 import l1
from scratch.regularization.l2 import l2
from scratch.signature import Differentiable, Float, NotNegative


@checked
def elastic_net(
    w: Float["*shape"], *, lambd1: NotNegative = 0.01, lambd2: NotNegative = 0.01
) -> Differentiable:
    first, back_from_first = l1(w, lambd=lambd1)
    second, back_from_second = l2(w, lambd=lambd2)

    def backward(dpenalty):
        return dict(w=back_from_first(dpenalty)["w"] + back_from_second(dpenalty)["w"])

    return first + second, backward
