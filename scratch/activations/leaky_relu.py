r"""Leaky ReLU: negative numbers pass too, much reduced, so that no unit is ever without a gradient.

    y = max(0, x) + a min(0, x) = s ⊙ x             s = 1 where x > 0, else a: the negative slope
    dx = s ⊙ dy

NumPy lacks a quick choice between two numbers: np.where takes as long as ten products. So s is made by a comparison, a
product and a sum, each of them a pass over memory, where one would do.

Axes: any.

Source: Maas, Hannun & Ng, *Rectifier Nonlinearities Improve Neural Network Acoustic Models*,
ICML workshop on deep learning for audio, speech and language processing, 2013.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def leaky_relu(x: Float["*shape"], *, negative_slope=0.01) -> Differentiable:
    s = (x > 0).astype(x.dtype)  # 1 or 0, then 1 or a: np.where is ten times slower
    s *= 1 - negative_slope
    s += negative_slope

    def backward(dy):
        return dict(x=s * dy)

    return s * x, backward
