import keras


def build(learning_rate, momentum, nesterov, weight_decay):
    # Keras multiplies weight_decay by the learning rate before it shrinks the weights.
    return keras.optimizers.SGD(
        learning_rate, momentum=momentum, nesterov=nesterov, weight_decay=weight_decay
    )
