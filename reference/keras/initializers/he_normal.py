import keras


def build(slope, mode, truncated):
    if truncated and slope == 0 and mode == "fan_in":
        return keras.initializers.HeNormal()
    normal = "truncated_normal" if truncated else "untruncated_normal"
    return keras.initializers.VarianceScaling(2 / (1 + slope**2), mode=mode, distribution=normal)
