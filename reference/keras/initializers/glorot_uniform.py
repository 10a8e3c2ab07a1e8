import keras


def build(gain):
    return keras.initializers.VarianceScaling(gain**2, mode="fan_avg", distribution="uniform")
