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
