import keras
from keras import ops


# Keras takes both as probabilities.
def build(log_target, reduction):
    loss = keras.losses.KLDivergence(reduction)
    return lambda log_q, p: loss(ops.exp(p) if log_target else p, ops.exp(log_q))
