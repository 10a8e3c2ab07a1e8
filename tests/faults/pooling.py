"""Mistakes that people make in pooling, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("every maximum is paid", "pooling.max_pool2d", "scratch", "            unpaid ^= first",
          "            unpaid ^= False", "dx", helper="pooled"),
    Fault("stride ignored", "pooling.max_pool2d", "keras", "MaxPooling2D(size, stride, padding)",
          "MaxPooling2D(size, None, padding)", "output y"),
    Fault("zeros laid around the image", "pooling.max_pool2d", "keras", "constant_values=-math.inf",
          "constant_values=0.0", "output y"),
    Fault("zeros laid around the image", "pooling.max_pool2d", "scratch", "padded(x, windows, -np.inf)",
          "padded(x, windows, 0)", "output y", helper="pooled"),
    Fault("strides forgotten beside dilation", "pooling.max_pool2d", "keras",
          "every[:, :: self.stride[0], :: self.stride[1]]", "every", "output y"),
    Fault("rows and columns of a stride exchanged", "pooling.max_pool2d", "scratch",
          "x.shape[1:-1], size, stride",
          "x.shape[1:-1], size, stride[::-1] if isinstance(stride, tuple) else stride", "max_pool2d"),
    Fault("places of a window not dilated", "pooling.max_pool2d", "scratch", "start = i * self.dilation",
          "start = i", "output y", helper="windows"),
    Fault("a window more starts behind the image", "pooling.max_pool2d", "scratch", "start < window.before + size",
          "start < window.padded", "max_pool2d", helper="windows"),
    Fault("ceil mode forgotten", "pooling.max_pool2d", "pytorch", "ceil_mode=ceil_mode", "ceil_mode=False",
          "output y"),
    Fault("padding forgotten on the way back", "pooling.max_pool2d", "scratch",
          "unpadded(dx, windows)", "dx[:, : windows[0].size, : windows[1].size]", "dx", helper="pooled"),
    Fault("windows that overlap in rows alone overwrite each other", "pooling.max_pool2d", "scratch",
          "overlap = x_padded is not x, any(", "overlap = x_padded is not x, all(", "dx", helper="pooled"),
]  # fmt: skip
