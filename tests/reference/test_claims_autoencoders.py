"""What is said of models that have no classes to learn, and of their training, is so in both frameworks."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401


@sees_to(
    "The loss is a mean over samples and features in both: Keras takes that of a sample's features first.",
    "Where a sample has d features, the rate is therefore d times what it would be for a sum over them.",
)
def test_a_squared_error_is_a_mean_over_samples_and_features():
    rng = np.random.default_rng(0)
    made, x = rng.standard_normal((2, 5, 3))
    of_samples = ((made - x) ** 2).mean(axis=1)
    loss = keras.losses.MeanSquaredError()
    assert loss.call(x, made).numpy() == pytest.approx(of_samples)
    assert float(loss(x, made)) == pytest.approx(of_samples.mean())
    leaf = torch.tensor(made, requires_grad=True)
    told = torch.nn.MSELoss()(leaf, torch.tensor(x))
    assert told.item() == pytest.approx(of_samples.mean())
    (of_mean,) = torch.autograd.grad(told, leaf)
    (of_sum,) = torch.autograd.grad(((leaf - torch.tensor(x)) ** 2).sum(dim=1).mean(), leaf)
    assert 3 * of_mean.numpy() == pytest.approx(of_sum.numpy())


@sees_to(
    "The loss is a sum over pixels, of which Keras's losses take the mean.",
    "binary_crossentropy is the mean over pixels: their sum is d times that.",
)
def test_a_surprise_of_pixels_is_their_mean_in_keras():
    rng = np.random.default_rng(0)
    logits, x = rng.standard_normal((5, 3)), rng.uniform(size=(5, 3))
    sums = (np.logaddexp(0, logits) - x * logits).sum(axis=1)
    assert 3 * keras.losses.binary_crossentropy(x, logits, from_logits=True).numpy() == pytest.approx(sums)
    assert 3 * float(keras.losses.BinaryCrossentropy(from_logits=True)(x, logits)) == pytest.approx(
        sums.mean()
    )


@sees_to(
    "What fit has predicted lacks the noise, which is handed over in the place of a target.",
    "What is drawn goes in beside x: Keras's fit hands it to train_step in the place of a target.",
)
def test_what_train_step_is_handed_and_what_it_tells():
    handed = []

    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.tracker = keras.metrics.Mean(name="loss")

        def train_step(self, data):
            x, epsilon = data
            handed.append(epsilon.numpy())
            self.tracker.update_state(x[:, 0])
            return dict(loss=self.tracker.result())

        @property
        def metrics(self):
            return [self.tracker]

    class OwnLoss(keras.Model):
        def __init__(self):
            super().__init__()
            self.weight = self.add_weight((), initializer="ones")

        def call(self, x):
            return self.weight * x

        def compute_loss(self, x, y, y_pred, sample_weight=None, training=True):
            handed.append(y.numpy())
            assert np.array_equal(y_pred, x)
            return keras.ops.mean(x) + 0 * self.weight

    x, epsilon = np.arange(5.0)[:, None] ** 2, np.arange(10.0).reshape(5, 2)
    for model in (Model(), OwnLoss()):
        handed.clear()
        model.compile(keras.optimizers.SGD(0.0), run_eagerly=True)
        (told,) = model.fit(x, epsilon, batch_size=4, shuffle=False, verbose=0).history["loss"]
        assert np.array_equal(np.concatenate(handed), epsilon)
        assert told == pytest.approx(x.mean()) != pytest.approx((x[:4].mean() + x[4, 0]) / 2)


@sees_to(
    "Every pixel has a class: PyTorch has the logits of classes on the second axis, where channels are, Keras on the "
    "last.",
    "Of one class alone, Keras takes the axis of classes for one too many, unless y has it, too.",
)
def test_where_a_class_of_every_pixel_is_looked_up():
    rng = np.random.default_rng(0)
    z, y = rng.standard_normal((2, 4, 5, 3)), rng.integers(0, 3, (2, 4, 5))
    p = np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
    right = -np.log(np.take_along_axis(p, y[..., None], axis=-1)).mean()
    in_pytorch = torch.nn.CrossEntropyLoss()(torch.tensor(z).movedim(-1, 1), torch.tensor(y))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    assert in_pytorch.item() == pytest.approx(right) == pytest.approx(float(loss(y, z)))
    assert float(loss(y[..., None], z)) == pytest.approx(right)
    one, alone = z[..., :1], np.zeros((2, 4, 5), int)
    with pytest.raises(ValueError, match="must have rank"):
        loss(alone, one)
    assert float(loss(alone[..., None], one)) == 0


@sees_to(
    "What skips the way down is joined along channels, so that half of the next kernel reads it: whoever joins the "
    "other way round has the halves of a kernel the other way round."
)
def test_what_is_joined_the_other_way_round_is_read_by_the_other_half_of_a_kernel():
    above, up, kernel = np.random.default_rng(0).standard_normal((3, 2, 4, 4, 4))
    kernel = kernel.reshape(4, 4, 8)[:3, :3, :, None]
    turned = np.roll(kernel, 4, axis=2)
    for joined in (
        lambda *both: keras.ops.conv(keras.ops.concatenate(both[:2], axis=-1), both[2]).numpy(),
        lambda *both: torch.conv2d(
            torch.cat([torch.tensor(each).movedim(-1, 1) for each in both[:2]], dim=1),
            torch.tensor(both[2]).permute(3, 2, 0, 1),
        ).numpy(),
    ):
        assert joined(above, up, kernel) == pytest.approx(joined(up, above, turned))
        assert joined(above, up, kernel) != pytest.approx(joined(up, above, kernel))


@pytest.fixture
def gan():
    """Two networks in PyTorch, and two in Keras, that make pairs of numbers of noise and judge them."""
    in_keras = [keras.Sequential([keras.Input((2,)), keras.layers.Dense(k)]) for k in (2, 1)]
    return torch.nn.Linear(2, 2), torch.nn.Linear(2, 1), *in_keras


@sees_to(
    "Two optimizers take turns.",
    "In PyTorch detach() keeps the first one's gradient from the generator, in Keras the tape.",
    "zero_grad comes first: the generator's backward has left gradients in the discriminator, too.",
    "What was made outside of a tape has no gradient: it is made anew.",
)
def test_a_gradient_reaches_the_generator_where_it_shall(gan):
    generator, discriminator, generator_in_keras, discriminator_in_keras = gan
    noise = np.ones((3, 2))
    fake = generator(torch.tensor(noise))
    discriminator(fake.detach()).sum().backward()
    assert generator.weight.grad is None
    first = discriminator.weight.grad.clone()
    discriminator(fake).sum().backward()
    assert generator.weight.grad.any() and torch.equal(discriminator.weight.grad, 2 * first)

    fake = generator_in_keras(noise)
    with tf.GradientTape() as tape:
        judged = discriminator_in_keras(fake)
    assert tape.gradient(judged, generator_in_keras.trainable_variables) == [None, None]
    with tf.GradientTape() as tape:
        judged = discriminator_in_keras(generator_in_keras(noise))
    assert all(np.any(each) for each in tape.gradient(judged, generator_in_keras.trainable_variables))


@sees_to(
    "One optimizer in Keras knows no weights but those that it was first applied to: each network has its own."
)
def test_an_optimizer_of_keras_knows_the_weights_that_it_was_first_applied_to(gan):
    *_, generator, discriminator = gan
    optimizer = keras.optimizers.SGD()
    of_both = [
        [np.zeros(each.shape) for each in model.trainable_variables] for model in (generator, discriminator)
    ]
    optimizer.apply(of_both[0], generator.trainable_variables)
    with pytest.raises(ValueError, match="Unknown variable"):
        optimizer.apply(of_both[1], discriminator.trainable_variables)
