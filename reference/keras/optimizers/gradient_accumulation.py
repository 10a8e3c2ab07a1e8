import keras


def build(steps, learning_rate, momentum):
    # Keras wants 2 or more, and None for one.
    return keras.optimizers.SGD(
        learning_rate, momentum=momentum, gradient_accumulation_steps=steps if steps > 1 else None
    )
