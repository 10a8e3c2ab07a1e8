from torch import nn


class LayerNorm(nn.LayerNorm):
    """PyTorch's own takes the last axes: others are brought there and back."""

    def __init__(self, axes, *sizes, **settings):
        super().__init__(*sizes, **settings)
        self.axes, self.last = axes, tuple(range(-len(axes), 0))

    def forward(self, x):
        return super().forward(x.movedim(self.axes, self.last)).movedim(self.last, self.axes)


def build(shape, axis, epsilon, with_gamma, with_beta):
    axes = [axis] if isinstance(axis, int) else axis
    axes = sorted(each % len(shape) for each in axes)
    normalize = LayerNorm(
        axes,
        [shape[each] for each in axes],
        eps=epsilon,
        elementwise_affine=with_gamma or with_beta,
        bias=with_beta,
    )
    if with_beta and not with_gamma:  # a layer that shifts has a scale: leave it at 1
        normalize.weight.requires_grad_(False)
    return normalize
