import math

from torch import nn
from torch.nn import functional


class InvertedResidual(nn.Module):
    def __init__(self, c, e, k, kernel_size, stride, padding):
        super().__init__()
        self.expand = nn.Conv2d(c, e, 1)
        self.depthwise = nn.Conv2d(e, e, kernel_size, stride, groups=e)
        self.project = nn.Conv2d(e, k, 1)
        self.stride, self.padding = stride, padding

    def forward(self, x):
        y = functional.relu6(self.expand(x))
        y = functional.relu6(self.depthwise(functional.pad(y, self.padding)))
        y = self.project(y)
        return x + y if self.stride == 1 and x.shape == y.shape else y


def build(h, w, c, e, k, p, q, stride, padding):
    if isinstance(padding, str):
        padding = sides(padding, (h, w), (p, q), stride)
    (top, bottom), (left, right) = (
        each if isinstance(each, tuple) else (each, each)
        for each in (padding if isinstance(padding, tuple) else (padding, padding))
    )
    return InvertedResidual(c, e, k, (p, q), stride, (left, right, top, bottom))


def sides(word, image, kernel, stride):
    """Say in numbers how many zeros TensorFlow's rules lay around an image, the odd one after."""
    totals = [
        max((math.ceil(size / stride) - 1) * stride + places - size, 0) if word == "same" else 0
        for size, places in zip(image, kernel, strict=True)
    ]
    return tuple((total // 2, total - total // 2) for total in totals)
