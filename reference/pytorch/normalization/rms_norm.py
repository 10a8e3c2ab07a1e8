from torch import nn


class RMSNorm(nn.RMSNorm):
    """PyTorch's own takes the last axes: others are brought there and back."""

    def __init__(self, axes, *sizes, **settings):
        super().__init__(*sizes, **settings)
        self.axes, self.last = axes, tuple(range(-len(axes), 0))

    def forward(self, x):
        return super().forward(x.movedim(self.axes, self.last)).movedim(self.last, self.axes)


def build(shape, axis, epsilon, with_gamma):
    axes = [axis] if isinstance(axis, int) else axis
    axes = sorted(each % len(shape) for each in axes)
    return RMSNorm(axes, [shape[each] for each in axes], eps=epsilon, elementwise_affine=with_gamma)
