import keras


def build(batch, c, momentum, batches, epsilon, with_gamma, with_beta):
    if momentum is None:  # Keras has no mean over all batches: momentum is set anew for each
        momentum = 1 / (batches + 1)
    # PyTorch's momentum is the share of the new batch, Keras's that of the past.
    normalize = keras.layers.BatchNormalization(
        momentum=1 - momentum, epsilon=epsilon, center=with_beta, scale=with_gamma
    )
    return keras.Sequential([keras.Input((*batch[1:], c)), normalize])
