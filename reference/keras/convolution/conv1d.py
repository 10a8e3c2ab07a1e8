import math

import keras


def build(t, c, k, p, stride, padding, dilation, groups, with_b):
    layers = [keras.Input((t, c))]
    sift = None
    if stride > 1 and dilation > 1:
        # Conv1D refuses strides with dilation: compute every step, keep one in stride
        if padding == "same":
            total = max((math.ceil(t / stride) - 1) * stride + dilation * (p - 1) + 1 - t, 0)
            padding = (total // 2, total - total // 2)
        sift, stride = keras.layers.MaxPooling1D(1, stride), 1
    if not isinstance(padding, str):
        layers.append(keras.layers.ZeroPadding1D(padding))
        padding = "valid"
    layers.append(
        keras.layers.Conv1D(
            k,
            p,
            strides=stride,
            padding=padding,
            dilation_rate=dilation,
            groups=groups,
            use_bias=with_b,
        )
    )
    return keras.Sequential([*layers, sift] if sift else layers)
