"""What frameworks rightly do otherwise is told as it is declared, and is no failure; anything else is one."""

import keras
import pytest
import torch
from keras import layers as L  # noqa: N812
from torch import nn

from comparisons.aligning.aligned import align_models
from comparisons.declaring import catalogue
from tests.aligning import pairs


class First(nn.Module):
    """A recurrence without its states."""

    def __init__(self, recurrence):
        super().__init__()
        self.recurrence = recurrence

    def forward(self, x):
        return self.recurrence(x)[0]


SEQUENCE = (2, 5, 4)
PAIRS = {
    "normalization.batch_norm": (
        lambda: nn.BatchNorm1d(4), lambda: L.BatchNormalization(momentum=0.9, epsilon=1e-5), (6, 4)
    ),
    "normalization.rms_norm": (
        lambda: nn.RMSNorm(4, eps=1e-6), lambda: L.RMSNormalization(epsilon=1e-6), (6, 4)
    ),
    "recurrent.lstm": (
        lambda: First(nn.LSTM(4, 3, batch_first=True)), lambda: L.LSTM(3, return_sequences=True), SEQUENCE
    ),
    "recurrent.gru": (
        lambda: First(nn.GRU(4, 3, batch_first=True)), lambda: L.GRU(3, return_sequences=True), SEQUENCE
    ),
    "activations.prelu": (lambda: nn.PReLU(4), L.PReLU, (6, 4)),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_every_declared_difference_of_a_layer_is_told_in_the_words_of_its_declaration(name):
    torch.manual_seed(0)
    original, port, shape = PAIRS[name]
    x = keras.Input(shape[1:])
    report = align_models(original().eval(), keras.Model(x, port()(x)), pairs.random(*shape))
    assert report.agrees, report
    differs = catalogue.load(name).differs
    causes = [
        text for whose in {"pytorch", "keras"} & differs.keys() for text in differs[whose].causes.values()
    ]
    assert causes and all(any(each in said for said in report.declared) for each in causes)


def test_what_declares_nothing_is_not_told():
    x = keras.Input((4,))
    report = align_models(nn.Linear(4, 3), keras.Model(x, L.Dense(3)(x)), pairs.random(2, 4))
    assert report.agrees and not report.declared


@pytest.mark.parametrize("wrong", [False, True])
def test_a_gradient_that_departs_as_declared_is_no_failure_and_another_is(wrong):
    class Doubled(L.PReLU):
        """Sends twice the gradient back where x is negative."""

        def call(self, x):
            y = super().call(x)
            back = keras.ops.where(x < 0, y, 0.0)
            return y + back - keras.ops.stop_gradient(back)

    inputs = pairs.random(6, 4)
    inputs[::2, 1] = 0  # here PyTorch sends a dy back, and Keras nothing
    x = keras.Input((4,))
    layer = (Doubled if wrong else L.PReLU)()
    report = align_models(nn.PReLU(4), keras.Model(x, layer(x)), inputs)
    assert report.agrees is not wrong, report
    assert any("corner" in cause or "sends back at 0" in cause for cause in report.declared)
    assert report.pairs.gradient.iloc[0] > 32
