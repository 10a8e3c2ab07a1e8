import keras


def build(probability, smallest, largest, fill):
    # A single number would be the upper bound of a chance that is itself drawn.
    factor = probability, probability
    return keras.layers.RandomErasing(factor, scale=(smallest, largest), fill_value=fill)
