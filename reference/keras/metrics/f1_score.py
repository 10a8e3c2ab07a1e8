import keras


def build(average, threshold):
    return keras.metrics.F1Score(average=None if average == "none" else average, threshold=threshold)
