r"""Separable convolution: each channel is convolved by itself, then all channels are mixed at each place by itself.

    d = depthwise(x; W)                     as many channels as x has, or some times as many
    y = d V + b                             at every place the same product: a convolution of 1 × 1

    dd = dy Vᵀ        dV = Σ dᵀ dy        db = Σ dy        dx and dW are what dd sends back

Most of the time goes into the first step, as :mod:`scratch.convolution.depthwise_conv2d` says.

So places and channels are looked at apart: by p q d + d k weights, where one kernel for both has p q c k.

Axes: n images of h rows, w columns, c channels; a kernel W of p rows, q columns, d channels between; y has k
channels. The first step is :mod:`scratch.convolution.depthwise_conv2d`, with its stride, padding and dilation, the
second :mod:`scratch.linear.dense`. Without b nothing is added.

Source: Chollet, *Xception: Deep Learning with Depthwise Separable Convolutions*, CVPR 2017, section 1.2.
"""

from scratch.checked import checked
from scratch.convolution.depthwise_conv2d import depthwise_conv2d
from scratch.linear.dense import dense
from scratch.signature import ByAxis, BySide, Differentiable, Float


@checked
def separable_conv2d(
    x: Float["n h w c"],
    W: Float["p q 1 d"],
    V: Float["d k"],
    b: Float["k"] | None = None,
    *,
    stride: ByAxis = 1,
    padding: BySide = 0,
    dilation: ByAxis = 1,
) -> Differentiable:
    d, of_d = depthwise_conv2d(x, W, stride=stride, padding=padding, dilation=dilation)
    y, of_y = dense(d, V, b)

    def backward(dy):
        gradients = of_y(dy)
        gradients["V"] = gradients.pop("W")
        return gradients | of_d(gradients["x"])

    return y, backward
