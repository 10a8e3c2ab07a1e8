import keras


def build(truncated):
    if truncated:
        return keras.initializers.LecunNormal()
    return keras.initializers.VarianceScaling(1.0, mode="fan_in", distribution="untruncated_normal")
