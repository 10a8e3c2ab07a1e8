import math

import keras


def build(h, w, c, d, k, p, q, stride, padding, dilation, with_b):
    layers = [keras.Input((h, w, c))]
    sift = None
    if isinstance(stride, tuple) and stride[0] != stride[1]:
        # TensorFlow has one stride for both axes of a depthwise kernel: compute every place, keep one in stride
        if padding == "same":
            padding = same((h, w), (p, q), stride, dilation)
        sift, stride = keras.layers.MaxPooling2D(1, stride), 1
    if not isinstance(padding, str):
        layers.append(keras.layers.ZeroPadding2D(padding))
        padding = "valid"
    layers.append(
        keras.layers.SeparableConv2D(
            k,
            (p, q),
            strides=stride,
            padding=padding,
            depth_multiplier=d // c,
            dilation_rate=dilation,
            use_bias=with_b,
        )
    )
    return keras.Sequential([*layers, sift] if sift else layers)


def same(image, kernel, stride, dilation):
    """Lay as many zeros around an image as leave ⌈size / stride⌉ places of it, the odd one after."""
    sides = []
    for axis in range(2):
        step, between = (each[axis] if isinstance(each, tuple) else each for each in (stride, dilation))
        reach = between * (kernel[axis] - 1) + 1
        total = max((math.ceil(image[axis] / step) - 1) * step + reach - image[axis], 0)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)
