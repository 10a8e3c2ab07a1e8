import keras


def build():
    return keras.losses.BinaryCrossentropy(from_logits=True)
