"""Dropouts, which do nothing at rest: where what they drop goes is seen, and told where it is elsewhere."""

import keras
import torch
from keras import layers
from torch import nn

from comparisons.aligning.aligned import align_models
from tests.aligning import pairs


class Around(nn.Module):
    """A block with a dropout in it and a way around both."""

    def __init__(self):
        super().__init__()
        self.first, self.inner, self.last = nn.Linear(6, 5), nn.Linear(5, 5), nn.Linear(5, 3)
        self.drop = nn.Dropout(0.25)

    def forward(self, x):
        y = torch.relu(self.first(x))
        return self.last(y + self.inner(self.drop(y)))


def around(both_ways=False, after=False):
    x = keras.Input((6,))
    y = layers.Dense(5, activation="relu", name="first")(x)
    h = layers.Dropout(0.25, name="drop")(y)
    y = h if both_ways else y
    h = layers.Dense(5, name="inner")(y if after else h)
    h = layers.Dropout(0.25, name="late")(h) if after else h
    return keras.Model(x, layers.Dense(3, name="last")(layers.Add()([y, h])))


def findings(**changed):
    torch.manual_seed(0)
    return align_models(Around().eval(), around(**changed), pairs.random(4, 6)).findings


def test_a_way_around_that_is_not_dropped_is_no_finding():
    assert len(findings()) == 0


def test_what_is_dropped_on_the_way_around_too_is_told():
    (found,) = findings(both_ways=True).itertuples()
    assert (found.what, found.keras, found.pytorch, found.proven) == ("training", "drop", "drop", True)
    assert found.why == "dropout: Keras gives last what is dropped, PyTorch does not"


def test_a_dropout_at_another_place_is_told_on_both_sides():
    told = findings(after=True)
    assert list(zip(told.keras, told.pytorch, strict=True)) == [("late", ""), ("", "drop")]
    assert told.why.str.contains("drops out here").all()
