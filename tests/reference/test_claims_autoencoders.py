"""What is said of models that have no classes to learn, and of their training, is so in both frameworks."""

import keras
import numpy as np
import pytest
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
    "Of a loss a sample, the mean over batches is that over samples, be the last batch shorter or not.",
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

    x, epsilon = np.arange(5.0)[:, None] ** 2, np.arange(10.0).reshape(5, 2)
    model = Model()
    model.compile(run_eagerly=True)
    (told,) = model.fit(x, epsilon, batch_size=4, shuffle=False, verbose=0).history["loss"]
    assert np.array_equal(np.concatenate(handed), epsilon)
    assert told == pytest.approx(x.mean()) != pytest.approx((x[:4].mean() + x[4, 0]) / 2)
