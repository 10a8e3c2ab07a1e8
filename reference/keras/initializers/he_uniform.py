import keras


def build(slope, mode):
    if slope == 0 and mode == "fan_in":
        return keras.initializers.HeUniform()
    return keras.initializers.VarianceScaling(2 / (1 + slope**2), mode=mode, distribution="uniform")
