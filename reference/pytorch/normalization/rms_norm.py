from torch import nn


class Along(nn.Module):
    """A layer that takes the last axes is given others, which are brought there and back."""

    def __init__(self, axes, layer):
        super().__init__()
        self.axes, self.last, self.layer = axes, tuple(range(-len(axes), 0)), layer

    def forward(self, x):
        return self.layer(x.movedim(self.axes, self.last)).movedim(self.last, self.axes)


def build(shape, axis, epsilon, with_gamma):
    axes = sorted(each % len(shape) for each in ([axis] if isinstance(axis, int) else axis))
    normalize = nn.RMSNorm([shape[each] for each in axes], eps=epsilon, elementwise_affine=with_gamma)
    return normalize if axes[0] == len(shape) - len(axes) else Along(axes, normalize)
