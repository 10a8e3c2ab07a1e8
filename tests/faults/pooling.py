"""Mistakes that people make in pooling, each planted by itself."""

from tests.planting import Fault

FAULTS = [
    Fault("every maximum is paid", "pooling.max_pool2d", "scratch", "            unpaid ^= first",
          "            unpaid ^= False",
          "dx"),
    Fault("stride ignored", "pooling.max_pool2d", "keras", "MaxPooling2D(size, stride, padding)",
          "MaxPooling2D(size, None, padding)", "output y"),
    Fault("zeros laid around the image", "pooling.max_pool2d", "keras", "constant_values=-math.inf",
          "constant_values=0.0", "output y"),
    Fault("zeros laid around the image", "pooling.max_pool2d", "scratch", "padded(x, sides, -np.inf)",
          "padded(x, sides, 0)", "output y"),
    Fault("strides forgotten beside dilation", "pooling.max_pool2d", "keras",
          "every[:, :: self.stride[0], :: self.stride[1]]", "every", "output y"),
    Fault("rows and columns of a stride exchanged", "pooling.max_pool2d", "scratch",
          "i : i + ends[0] : stride[0], j : j + ends[1] : stride[1]",
          "i : i + ends[0] : stride[1], j : j + ends[1] : stride[0]", "max_pool2d"),
    Fault("places of a window not dilated", "pooling.max_pool2d", "scratch", "(i * dilation[0], j * dilation[1])",
          "(i, j)", "output y"),
    Fault("a window more starts behind the image", "pooling.max_pool2d", "scratch", "start < before + size",
          "start < before + size + after", "max_pool2d", helper="windows"),
    Fault("ceil mode forgotten", "pooling.max_pool2d", "pytorch", "ceil_mode=ceil_mode", "ceil_mode=False",
          "output y"),
    Fault("padding forgotten on the way back", "pooling.max_pool2d", "scratch",
          "dx[:, top : top + height, left : left + width]", "dx[:, :height, :width]", "dx"),
    Fault("windows that overlap in rows alone overwrite each other", "pooling.max_pool2d", "scratch",
          "stride[0] < reach[0] or stride[1] < reach[1]", "stride[0] < reach[0] and stride[1] < reach[1]", "dx"),
]  # fmt: skip
