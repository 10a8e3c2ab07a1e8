"""TensorFlow chooses a device by itself, for weights and data alike. A scope says which one it must be."""

import keras


def run_on_processor(build, x):
    with keras.device("cpu"):
        return build()(x)
