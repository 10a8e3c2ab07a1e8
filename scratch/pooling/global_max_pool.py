r"""Global max pooling: of every channel, only the largest number goes on.

    y = max_i x_i        dx_i = dy for the first place i of the maximum, 0 for all others

A channel that holds NaN has the maximum NaN, and its place is the first NaN.

NumPy lacks a maximum that tells its place as well: np.argmax takes eight times as long as np.max, so the place is
looked for on the way back.

Axes: n images, sequences or volumes, of any number of axes, and c channels. The axes between are left out of y, or,
with keepdims, have the length 1.

Source: Collobert, Weston, Bottou, Karlen, Kavukcuoglu & Kuksa, *Natural Language Processing (Almost) from Scratch*,
JMLR 12, 2011, section 3.2.2, for sequences; Oquab, Bottou, Laptev & Sivic, *Is Object Localization for Free?*, CVPR
2015, for images.
"""

from scratch.checked import checked
from scratch.pooled import largest_of_all
from scratch.signature import Differentiable, Float


@checked
def global_max_pool(x: Float["n *space c"], *, keepdims=False) -> Differentiable:
    y, backward = largest_of_all(x)
    if not keepdims:
        return y, backward
    return y.reshape(len(x), *[1] * (x.ndim - 2), -1), lambda dy: backward(dy.reshape(y.shape))
