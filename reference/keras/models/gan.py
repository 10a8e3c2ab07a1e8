import keras

# Keras has no gradient of its own: two losses whose optimizers take turns want the tape of TensorFlow.
import tensorflow as tf
from keras import layers, ops


class GAN(keras.Model):
    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator, self.discriminator = generator, discriminator
        self.discriminator_tracker = keras.metrics.Mean(name="discriminator_loss")
        self.generator_tracker = keras.metrics.Mean(name="generator_loss")

    def compile(self, discriminator_optimizer, generator_optimizer):
        super().compile()
        self.discriminator_optimizer = discriminator_optimizer
        self.generator_optimizer = generator_optimizer

    def call(self, x):
        return self.discriminator(x)

    def train_step(self, data):
        x, z = data
        fake = self.generator(z)
        with tf.GradientTape() as tape:
            losses = taken_for(1, self.discriminator(x)) + taken_for(0, self.discriminator(fake))
            loss = ops.mean(losses)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        self.discriminator_tracker.update_state(losses)

        # What was made outside of a tape has no gradient: it is made anew.
        with tf.GradientTape() as tape:
            losses = taken_for(1, self.discriminator(self.generator(z)))
            loss = ops.mean(losses)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        self.generator_tracker.update_state(losses)
        return {metric.name: metric.result() for metric in self.metrics}

    @property
    def metrics(self):
        return [self.discriminator_tracker, self.generator_tracker]


def taken_for(truth, logits):
    return keras.losses.binary_crossentropy(truth * ops.ones_like(logits), logits, from_logits=True)


def build(d, m, h):
    generator = keras.Sequential(
        [
            keras.Input((m,)),
            layers.Dense(h, activation="tanh", name="hidden"),
            layers.Dense(d, activation="sigmoid", name="output"),
        ],
        name="generator",
    )
    discriminator = keras.Sequential(
        [
            keras.Input((d,)),
            layers.Dense(h, activation="tanh", name="hidden"),
            layers.Dense(1, name="output"),
        ],
        name="discriminator",
    )
    return GAN(generator, discriminator)


def train(model, x, z, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        discriminator_optimizer=keras.optimizers.SGD(learning_rate, momentum),
        generator_optimizer=keras.optimizers.SGD(learning_rate, momentum),
    )
    history = model.fit(x, z, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
