from torch import nn


def build(c, k, p, q, r, stride, padding, output_padding, dilation, groups, with_b):
    cut = []
    if isinstance(padding, str):
        padding, output_padding = by_rule(padding, (p, q, r), stride, output_padding, dilation)
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        # ConvTranspose3d cuts an axis alike on both sides; less than 0 laid around a volume are places cut off
        (front, back), (top, bottom), (left, right) = padding
        cut, padding = [nn.ZeroPad3d((-left, -right, -top, -bottom, -front, -back))], 0
    layer = nn.ConvTranspose3d(
        c,
        k * groups,
        kernel_size=(p, q, r),
        stride=stride,
        padding=padding,
        output_padding=output_padding or 0,
        dilation=dilation,
        groups=groups,
        bias=with_b,
    )
    return nn.Sequential(layer, *cut) if cut else layer


def by_rule(word, kernel, stride, output_padding, dilation):
    """Say TensorFlow's rules in numbers: how much is cut off before and after each axis, and how much is added."""
    sides, added = [], []
    for axis in range(3):
        step, between, more = (
            each[axis] if isinstance(each, tuple) else each for each in (stride, dilation, output_padding)
        )
        reach = between * (kernel[axis] - 1) + 1
        if word == "same":
            total = reach - (step if more is None else reach % 2 + more)
        else:
            total = min(reach - step, 0) if more is None else -more
        sides.append((max(total, 0) // 2, (max(total, 0) + 1) // 2))
        added.append(max(-total, 0))
    return tuple(sides), tuple(added)
