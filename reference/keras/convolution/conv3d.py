import math

import keras


def build(d, h, w, c, k, p, q, r, stride, padding, dilation, groups, with_b):
    x = y = keras.Input((d, h, w, c))
    kept = None
    if stride not in (1, (1, 1, 1)) and dilation not in (1, (1, 1, 1)):
        # Conv3D refuses strides with dilation: compute every place, keep one in stride
        if padding == "same":
            padding = same((d, h, w), (p, q, r), stride, dilation)
        kept, stride = stride if isinstance(stride, tuple) else (stride,) * 3, 1
    if not isinstance(padding, str):
        y = keras.layers.ZeroPadding3D(padding)(y)
        padding = "valid"
    convolve = keras.layers.Conv3D(
        k,
        (p, q, r),
        strides=stride,
        padding=padding,
        dilation_rate=dilation,
        groups=groups,
        use_bias=with_b,
    )
    y = convolve(y)
    return keras.Model(x, y[:, :: kept[0], :: kept[1], :: kept[2]] if kept else y)


def same(volume, kernel, stride, dilation):
    """Lay as many zeros around a volume as leave ⌈size / stride⌉ places of it, the odd one after."""
    sides = []
    for axis in range(3):
        step, between = (each[axis] if isinstance(each, tuple) else each for each in (stride, dilation))
        reach = between * (kernel[axis] - 1) + 1
        total = max((math.ceil(volume[axis] / step) - 1) * step + reach - volume[axis], 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)
