r"""Inverted residual: between thin ends, which are joined by a shortcut, an image is widened and filtered.

    e = ReLU6(x W_e + b_e)                      expansion: at every place to t times as many channels
    f = ReLU6(depthwise(e; W_d) + b_d)          every channel by itself
    y = f W_p + b_p                             linear: what is thin has no room to lose what ReLU6 cuts off
    y += x                                      where the stride is 1 and y has the shape of x

An ordinary residual block is wide at its ends and thin between. Here it is the other way round, since only a depthwise
convolution, which is cheap, works on what is wide. Batch normalization, which the paper has after each of the three
products, is in its inference form: a scale and a shift for each channel, which are taken into weights and biases.

Most of the time goes into the depthwise convolution, as its own file says.

Axes: n images of h rows, w columns, c channels, widened to e = t c; a kernel W_d of p rows, q columns; k channels of y.
Stride and padding are those of :mod:`scratch.convolution.depthwise_conv2d`; by rule, without any, y has ⌈h / S⌉ rows.

Source: Sandler, Howard, Zhu, Zhmoginov & Chen, *MobileNetV2: Inverted Residuals and Linear Bottlenecks*, CVPR 2018,
sections 3.2 and 3.3, table 1.
"""

from scratch.activations.relu6 import relu6
from scratch.checked import checked
from scratch.convolution.depthwise_conv2d import depthwise_conv2d
from scratch.linear.dense import dense
from scratch.signature import BySide, Differentiable, Float, Natural


@checked
def inverted_residual(
    x: Float["n h w c"],
    W_e: Float["c e"],
    b_e: Float["e"],
    W_d: Float["p q 1 e"],
    b_d: Float["e"],
    W_p: Float["e k"],
    b_p: Float["k"],
    *,
    stride: Natural = 1,
    padding: BySide = "same",
) -> Differentiable:
    expanded, of_expansion = dense(x, W_e, b_e)
    e, of_e = relu6(expanded)
    filtered, of_filter = depthwise_conv2d(e, W_d, b_d, stride=stride, padding=padding)
    f, of_f = relu6(filtered)
    y, of_projection = dense(f, W_p, b_p)
    shortcut = stride == 1 and y.shape == x.shape

    def backward(dy):
        projection = of_projection(dy)
        filtering = of_filter(of_f(projection["x"])["x"])
        expansion = of_expansion(of_e(filtering["x"])["x"])
        steps = dict(e=expansion, d=filtering, p=projection)
        gradients = {f"{name}_{step}": steps[step][name] for step in steps for name in ("W", "b")}
        return gradients | dict(x=expansion["x"] + dy if shortcut else expansion["x"])

    return y + x if shortcut else y, backward
