import keras


def build(t, c, k, p, stride, dilation, groups, with_b):
    sift = []
    if stride > 1 and dilation > 1:
        # Conv1D refuses strides with dilation: compute every step, keep one in stride
        sift, stride = [keras.layers.MaxPooling1D(1, stride)], 1
    layer = keras.layers.Conv1D(
        k,
        p,
        strides=stride,
        padding="causal",
        dilation_rate=dilation,
        groups=groups,
        use_bias=with_b,
    )
    return keras.Sequential([keras.Input((t, c)), layer, *sift])
