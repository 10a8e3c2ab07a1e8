from torch import nn


def build(c, k, p, stride, padding, output_padding, dilation, groups, with_b):
    cut = []
    if isinstance(padding, str):
        padding, output_padding = by_rule(padding, dilation * (p - 1) + 1, stride, output_padding)
    if isinstance(padding, tuple):
        # ConvTranspose1d cuts off alike on both sides; less than 0 laid around a sequence are steps cut off
        before, after = padding
        cut, padding = [nn.ZeroPad1d((-before, -after))], 0
    layer = nn.ConvTranspose1d(
        c,
        k * groups,
        kernel_size=p,
        stride=stride,
        padding=padding,
        output_padding=output_padding or 0,
        dilation=dilation,
        groups=groups,
        bias=with_b,
    )
    return nn.Sequential(layer, *cut) if cut else layer


def by_rule(word, reach, stride, output_padding):
    """Say TensorFlow's rules in numbers: how much is cut off before and after, and how much is added."""
    if word == "same":
        total = reach - (stride if output_padding is None else reach % 2 + output_padding)
    else:
        total = min(reach - stride, 0) if output_padding is None else -output_padding
    return (max(total, 0) // 2, (max(total, 0) + 1) // 2), max(-total, 0)
