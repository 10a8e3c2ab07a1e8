import keras
from keras import ops


def build(temperature, reduction):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=reduction)

    def info_nce(q, k):
        similarities = ops.normalize(q, axis=1) @ ops.transpose(ops.normalize(k, axis=1))
        return loss(ops.arange(len(q)), similarities / temperature)

    return info_nce
