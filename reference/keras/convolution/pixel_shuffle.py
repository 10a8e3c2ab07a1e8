import keras


def build(scale):
    def shuffle(x):
        # keras.ops.depth_to_space refuses a scale of 1
        return keras.ops.depth_to_space(x, scale) if scale > 1 else x

    return shuffle
