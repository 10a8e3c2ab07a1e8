"""Mistakes that people make in convolution, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("dilation ignored", "convolution.conv2d", "pytorch", "dilation=dilation", "dilation=1", "output y"),
    Fault("strides forgotten beside dilation", "convolution.conv2d", "keras", "[*layers, sift] if sift else layers",
          "layers", "output y"),
    Fault("the odd row of same padding before", "convolution.conv2d", "keras", "(total // 2, total - total // 2)",
          "(total - total // 2, total // 2)", "output y"),
    Fault("groups forgotten", "convolution.conv2d", "pytorch", "groups=groups", "groups=1", "W: layout"),
    Fault("sides of the padding exchanged", "convolution.conv2d", "pytorch", "(*padding[1], *padding[0])",
          "(*padding[0], *padding[1])", "output y"),
    Fault("padding off by one", "convolution.conv2d", "pytorch", "padding=padding", "padding=padding + 1", "output y"),
    Fault("padding forgotten on the way back", "convolution.conv2d", "scratch",
          "[:, top : top + height, left : left + width]", "[:, :height, :width]", "dx"),
    Fault("kernel flipped", "convolution.conv2d", "scratch", "kernels = W.reshape(",
          "kernels = W[::-1, ::-1].reshape(", "output y"),
    Fault("rows and columns exchanged", "convolution.conv2d", "declaration", "p q c k -> k c p q", "p q c k -> k c q p",
          "W: layout"),
    Fault("the odd row of same padding before", "convolution.conv2d", "scratch", "(total // 2, total - total // 2)",
          "(total - total // 2, total // 2)", "output y", helper="windows"),
    Fault("every group sees the first", "convolution.conv2d", "scratch", "x_padded = padded(x, sides, 0)",
          "x_padded = padded(np.concatenate([x[..., :c_of_group]] * groups, axis=3), sides, 0)", "output y"),
]  # fmt: skip
