import keras
from keras import ops

if keras.config.backend() == "tensorflow":
    import tensorflow as tf


def build(pixels, size, alpha, beta, k):
    is_image = len(pixels) == 3 and size % 2 and keras.config.floatx() == "float32"
    if is_image and keras.config.backend() == "tensorflow":
        return lambda x: tf.nn.local_response_normalization(
            x, depth_radius=size // 2, bias=k, alpha=alpha, beta=beta
        )

    # The kernel takes images of float32 alone, and as many neighbours on either side.
    def normalize(x):
        around = [[0, 0]] * len(pixels) + [[size // 2, (size - 1) // 2]]
        squares = ops.pad(ops.square(x), around)
        sums = sum(squares[..., first : first + x.shape[-1]] for first in range(size))
        return x / (k + alpha * sums) ** beta

    return normalize
