r"""ReLU6: a rectified linear unit that is full at 6, so that a few bits can hold what it says.

    y = min(max(0, x), 6)
    dx = dy where 0 < x < 6, else 0                 in both corners 0

Axes: any.

Source: Krizhevsky, *Convolutional Deep Belief Networks on CIFAR-10*, 2010; Sandler, Howard, Zhu, Zhmoginov & Chen,
*MobileNetV2: Inverted Residuals and Linear Bottlenecks*, CVPR 2018, for numbers of few bits.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def relu6(x: Float["*shape"]) -> Differentiable:
    y = np.clip(x, 0, 6)

    def backward(dy):
        return dict(x=dy * ((x > 0) & (x < 6)))

    return y, backward
