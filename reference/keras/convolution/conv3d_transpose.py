import keras
from keras import ops


class GroupedConv3DTranspose(keras.Layer):
    """Conv3DTranspose with groups, which Keras has not, and with dilation.

    Conv3DTranspose refuses dilation beside strides, and on a processor TensorFlow refuses it at all: a kernel with
    zeros between its places does the same.
    """

    def __init__(self, k, kernel_size, dilation, groups, strides, padding, output_padding, use_bias):
        super().__init__()
        self.k, self.kernel_size, self.groups, self.use_bias = k, kernel_size, groups, use_bias
        self.dilation = dilation if isinstance(dilation, tuple) else (dilation,) * 3
        self.cut = dict(strides=strides, padding=padding, output_padding=output_padding)

    def build(self, shape):
        self.kernel = self.add_weight((*self.kernel_size, self.k, shape[-1]), name="kernel")
        if self.use_bias:
            self.bias = self.add_weight((self.k * self.groups,), initializer="zeros", name="bias")

    def call(self, x):
        slices, rows, columns = (
            ops.eye(step * (places - 1) + 1, dtype=x.dtype)[::step]
            for places, step in zip(self.kernel_size, self.dilation, strict=True)
        )
        kernel = ops.einsum("px,qy,rz,pqrkc->xyzkc", slices, rows, columns, self.kernel)
        runs = zip(ops.split(x, self.groups, -1), ops.split(kernel, self.groups, -1), strict=True)
        y = ops.concatenate([ops.conv_transpose(*run, **self.cut) for run in runs], axis=-1)
        return y + self.bias if self.use_bias else y


def build(d, h, w, c, k, p, q, r, stride, padding, output_padding, dilation, groups, with_b):
    cut = []
    if not isinstance(padding, str):
        # Conv3DTranspose cuts off by rule alone: let it make all there is
        cut, padding, output_padding = [keras.layers.Cropping3D(padding)], "valid", output_padding or 0
    if groups > 1 or dilation not in (1, (1, 1, 1)):
        layer = GroupedConv3DTranspose(
            k, (p, q, r), dilation, groups, stride, padding, output_padding, with_b
        )
    else:
        layer = keras.layers.Conv3DTranspose(
            k,
            (p, q, r),
            strides=stride,
            padding=padding,
            output_padding=output_padding,
            use_bias=with_b,
        )
    return keras.Sequential([keras.Input((d, h, w, c)), layer, *cut])
