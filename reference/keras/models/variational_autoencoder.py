import keras
from keras import layers, ops


class VAE(keras.Model):
    def __init__(self, d, h, z):
        super().__init__()
        self.hidden = layers.Dense(h, activation="tanh", name="encoder")
        self.mean = layers.Dense(z, name="mean")
        self.log_var = layers.Dense(z, name="log_var")
        self.decoder = keras.Sequential(
            [
                keras.Input((z,)),
                layers.Dense(h, activation="tanh", name="decoder"),
                layers.Dense(d, name="output"),
            ]
        )

    def encode(self, x):
        hidden = self.hidden(x)
        return self.mean(hidden), self.log_var(hidden)

    def call(self, x):
        mean, _ = self.encode(x)
        return self.decoder(mean)

    def compute_loss(self, x, y, y_pred, sample_weight=None, training=True):
        # What fit has predicted lacks the noise, which is handed over in the place of a target.
        mean, log_var = self.encode(x)
        logits = self.decoder(mean + ops.exp(log_var / 2) * ops.cast(y, mean.dtype))
        # binary_crossentropy is the mean over pixels: their sum is d times that.
        surprise = x.shape[1] * keras.losses.binary_crossentropy(x, logits, from_logits=True)
        divergence = -0.5 * ops.sum(1 + log_var - mean**2 - ops.exp(log_var), axis=1)
        return ops.mean(surprise + divergence)


def build(d, h, z):
    model = VAE(d, h, z)
    model(keras.Input((d,)))
    return model


def train(model, x, epsilon, *, learning_rate, momentum, batch_size, epochs):
    model.compile(optimizer=keras.optimizers.SGD(learning_rate, momentum))
    history = model.fit(x, epsilon, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
