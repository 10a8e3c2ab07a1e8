from torch import nn


class Along(nn.Module):
    """A layer that takes the last axes is given others, which are brought there and back."""

    def __init__(self, axes, layer):
        super().__init__()
        self.axes, self.last, self.layer = axes, tuple(range(-len(axes), 0)), layer

    def forward(self, x):
        return self.layer(x.movedim(self.axes, self.last)).movedim(self.last, self.axes)


def build(shape, axis, epsilon, with_gamma, with_beta):
    axes = sorted(each % len(shape) for each in ([axis] if isinstance(axis, int) else axis))
    sizes = [shape[each] for each in axes]
    normalize = nn.LayerNorm(sizes, eps=epsilon, elementwise_affine=with_gamma or with_beta, bias=with_beta)
    if with_beta and not with_gamma:  # a layer that shifts has a scale: leave it at 1
        normalize.weight.requires_grad_(False)
    return normalize if axes[0] == len(shape) - len(axes) else Along(axes, normalize)
