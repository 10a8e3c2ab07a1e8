"""What PyTorch keeps in several modules and Keras in one layer is put together: a separable convolution."""

import math
from collections import Counter
from typing import Any

from torch import nn

from comparisons.aligning import kinds
from comparisons.aligning.calls import Call, Record


class Separable(nn.Module):
    """A depthwise convolution and one of one pixel after it; the weights are theirs."""

    def __init__(self, depthwise: nn.Module, pointwise: nn.Module):
        super().__init__()
        self.depthwise, self.pointwise = depthwise, pointwise
        for name in ("in_channels", "kernel_size", "stride", "padding", "padding_mode", "dilation"):
            setattr(self, name, getattr(depthwise, name))

    @property
    def bias(self):
        """The bias of what comes out."""
        return self.pointwise.bias

    def forward(self, x):
        """Return what both return, one after the other."""
        return self.pointwise(self.depthwise(x))


def put_together(record: Record, keras_model: Any) -> None:
    """Make one call of two in a record of PyTorch, as often as Keras has a separable convolution of their sizes."""
    layers = [each for each in keras_model._flatten_layers() if kinds.of_keras(each) == "separable_conv"]
    wanted = Counter(tuple(map(_size, each.weights[:2])) for each in layers if each.built)
    for first in record.layers if wanted else ():
        after = [call for call in record.calls if set(first.made) & set(call.given)]
        if len(after) != 1 or not _separable(first, after[0]):
            continue
        (second,), sizes = after, tuple(_size(call.what.weight) for call in (first, *after))
        if wanted[sizes]:
            wanted[sizes] -= 1
            record.calls[record.calls.index(second)] = Call(
                "separable_conv", f"{first.name} and {second.name}", Separable(first.what, second.what), {},
                first.inputs, first.given, second.outputs, second.made, first.template, layer=True, dtype=first.dtype,
            )  # fmt: skip
            record.calls.remove(first)


def _separable(first: Call, second: Call) -> bool:
    if not first.kind == second.kind == "conv":
        return False
    one, other = first.what, second.what
    alone = one.groups == one.in_channels and one.bias is None
    pixel = (
        set(other.kernel_size) == set(other.stride) == {1} and other.groups == 1 and not any(other.padding)
    )
    return alone and pixel


def _size(weight: Any) -> int:
    return math.prod(weight.shape)
