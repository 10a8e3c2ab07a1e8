import keras
from keras import ops


class GroupedConv1DTranspose(keras.Layer):
    """Conv1DTranspose with groups, which Keras has not, and with dilation.

    Conv1DTranspose refuses dilation beside strides, and on a processor TensorFlow refuses it at all: a kernel with
    zeros between its steps does the same.
    """

    def __init__(self, k, kernel_size, dilation, groups, strides, padding, output_padding, use_bias):
        super().__init__()
        self.k, self.kernel_size, self.groups, self.use_bias = k, kernel_size, groups, use_bias
        self.dilation = dilation
        self.cut = dict(strides=strides, padding=padding, output_padding=output_padding)

    def build(self, shape):
        self.kernel = self.add_weight((self.kernel_size, self.k, shape[-1]), name="kernel")
        if self.use_bias:
            self.bias = self.add_weight((self.k * self.groups,), initializer="zeros", name="bias")

    def call(self, x):
        steps = ops.eye(self.dilation * (self.kernel_size - 1) + 1, dtype=x.dtype)[:: self.dilation]
        kernel = ops.einsum("pr,pkc->rkc", steps, self.kernel)
        runs = zip(ops.split(x, self.groups, -1), ops.split(kernel, self.groups, -1), strict=True)
        y = ops.concatenate([ops.conv_transpose(*run, **self.cut) for run in runs], axis=-1)
        return y + self.bias if self.use_bias else y


def build(t, c, k, p, stride, padding, output_padding, dilation, groups, with_b):
    cut = []
    if not isinstance(padding, str):
        # Conv1DTranspose cuts off by rule alone: let it make all there is
        cut, padding, output_padding = [keras.layers.Cropping1D(padding)], "valid", output_padding or 0
    if groups > 1 or dilation > 1:
        layer = GroupedConv1DTranspose(k, p, dilation, groups, stride, padding, output_padding, with_b)
    else:
        layer = keras.layers.Conv1DTranspose(
            k,
            p,
            strides=stride,
            padding=padding,
            output_padding=output_padding,
            use_bias=with_b,
        )
    return keras.Sequential([keras.Input((t, c)), layer, *cut])
