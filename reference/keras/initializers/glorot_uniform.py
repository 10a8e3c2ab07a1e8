import keras


def build(gain):
    if gain == 1:
        return keras.initializers.GlorotUniform()
    return keras.initializers.VarianceScaling(gain**2, mode="fan_avg", distribution="uniform")
