import keras


def build(axis, reduction):
    return keras.losses.CosineSimilarity(axis=axis, reduction=reduction)
