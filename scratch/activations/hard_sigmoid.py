r"""Hard sigmoid: a straight line from 0 to 1 in the place of the sigmoid, which needs no exponential.

    y = ReLU6(x + 3) / 6                            0 up to −3, 1 from 3 on
    dx = dy / 6 where −3 < x < 3, else 0            in both corners 0

Axes: any.

Source: Howard et al., *Searching for MobileNetV3*, ICCV 2019, section 5.2. An older one is steeper:
clip(0.2 x + 0.5, 0, 1).
"""

from scratch.activations.relu6 import relu6
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def hard_sigmoid(x: Float["*shape"]) -> Differentiable:
    y, slope = relu6(x + 3)

    def backward(dy):
        return dict(x=slope(dy / 6)["x"])

    return y / 6, backward
