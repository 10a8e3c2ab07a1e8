import keras
from keras import layers, ops


class Distillation(keras.Model):
    def __init__(self, d, g, h, k):
        super().__init__()
        self.teacher, self.student = network(d, g, k, "teacher"), network(d, h, k, "student")
        self.teacher.trainable = False

    def call(self, x):
        return self.student(x)

    def distil(self, temperature, share):
        self.temperature, self.share = temperature, share

    def compute_loss(self, x, y, y_pred, sample_weight=None, training=True):
        taught = ops.softmax(self.teacher(x) / self.temperature)
        hard = keras.losses.sparse_categorical_crossentropy(y, y_pred, from_logits=True)
        soft = keras.losses.categorical_crossentropy(taught, y_pred / self.temperature, from_logits=True)
        return ops.mean((1 - self.share) * hard + self.share * self.temperature**2 * soft)


def network(d, h, k, name):
    return keras.Sequential(
        [
            keras.Input((d,)),
            layers.Dense(h, activation="relu", name=f"{name}_hidden"),
            layers.Dense(k, name=f"{name}_output"),
        ]
    )


def build(d, g, h, k):
    return Distillation(d, g, h, k)


def train(model, x, y, *, temperature, share, learning_rate, momentum, batch_size, epochs):
    model.distil(temperature, share)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate, momentum))
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
