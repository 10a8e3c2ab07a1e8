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
    Fault("padding forgotten on the way back", "convolution.conv2d", "scratch", "return unpadded(image, windows)",
          "return image[:, : windows[0].size, : windows[1].size]", "dx", helper="convolving"),
    Fault("kernel flipped", "convolution.conv2d", "scratch", "groups), by_group(W, groups)",
          "groups), by_group(W[::-1, ::-1], groups)", "output y", helper="convolving"),
    Fault("rows and columns exchanged", "convolution.conv2d", "declaration", "p q c k -> k c p q", "p q c k -> k c q p",
          "W: layout"),
    Fault("the odd row of same padding before", "convolution.conv2d", "scratch",
          "before=total // 2, after=total - total // 2", "before=total - total // 2, after=total // 2", "output y",
          helper="windows"),
    Fault("every group sees the first", "convolution.conv2d", "scratch", "groups, c // groups)",
          "groups, c // groups)[..., :1, :].repeat(groups, axis=-2)", "output y", helper="convolving"),
]  # fmt: skip
