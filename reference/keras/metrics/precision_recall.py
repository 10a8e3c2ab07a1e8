import keras


def build(threshold):
    return dict(
        precision=keras.metrics.Precision(thresholds=threshold),
        recall=keras.metrics.Recall(thresholds=threshold),
    )
