import keras


def build(gain, truncated):
    if truncated and gain == 1:
        return keras.initializers.GlorotNormal()
    normal = "truncated_normal" if truncated else "untruncated_normal"
    return keras.initializers.VarianceScaling(gain**2, mode="fan_avg", distribution=normal)
