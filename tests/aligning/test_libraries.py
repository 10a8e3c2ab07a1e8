"""What models of libraries have beside a course: twins by the dozen, layers of their own, branches that are dropped."""

import keras
import pytest
import torch
from torch import nn

from comparisons.aligning.aligned import align_models
from tests.aligning import pairs


def first(report):
    return report.findings.iloc[0]


class Branches(nn.Module):
    """A pool, then a block as Inception has it: twins of one pixel, one behind a pool, and twins that lie and stand."""

    def __init__(self):
        super().__init__()
        self.first, self.last, self.pool = nn.Conv2d(6, 6, 1), nn.Conv2d(24, 2, 1), nn.AvgPool2d(3, 1, 1)
        self.plain, self.pooled = nn.Conv2d(6, 6, 1), nn.Conv2d(6, 6, 1)
        self.lying, self.standing = (nn.Conv2d(6, 6, size, padding="same") for size in ((1, 3), (3, 1)))

    def forward(self, x):
        x = 1 + self.first(self.pool(x)) / 10
        lying, plain = self.lying(x), self.plain(x)
        parts = self.pooled(self.pool(x)), plain, self.standing(x), lying
        return self.last(torch.cat(parts, 1))


def test_twins_are_told_apart_by_what_agrees_of_what_arrives_and_by_the_shape_of_a_kernel():
    def pool(x):
        return keras.layers.AveragePooling2D(3, 1, padding="same")(x)

    def conv(x, name, size=1, filters=6):
        return keras.layers.Conv2D(filters, size, padding="same", name=name)(x)

    torch.manual_seed(0)
    inputs = keras.Input((10, 10, 6))
    x = 1 + conv(pool(inputs), "a") / 10
    b, c, d, e = conv(x, "b"), conv(x, "c", (1, 3)), conv(pool(x), "d"), conv(x, "e", (3, 1))
    joined = keras.layers.Concatenate()([d, b, e, c])  # the order in which they are called
    port = keras.Model(inputs, conv(joined, "f", filters=2))
    report = align_models(Branches().eval(), port, pairs.random(2, 6, 10, 10))
    right = dict(a="first", b="plain", c="lying", d="pooled", e="standing", f="last")
    assert dict(zip(report.pairs.keras, report.pairs.pytorch, strict=True)) == right, report
    assert len(report.findings) == 2
    assert all("count_include_pad is False in Keras, True in PyTorch" in why for why in report.findings.why)


def test_a_layer_normalization_of_ones_own_is_over_the_channels_of_an_image():
    class OverChannels(nn.LayerNorm):
        def forward(self, x):
            return super().forward(x.movedim(1, -1)).movedim(-1, 1)

    for size in (5, 6):  # with 6 no shape tells which axis it is
        model = nn.Sequential(nn.Conv2d(3, 6, 1), OverChannels(6), nn.AdaptiveAvgPool2d(1), OverChannels(6))
        model.append(nn.Flatten()).append(nn.Linear(6, 2))
        x = inputs = keras.Input((size, size, 3))
        x = keras.layers.LayerNormalization(epsilon=1e-5)(keras.layers.Conv2D(6, 1)(x))
        x = keras.layers.LayerNormalization(epsilon=1e-5)(keras.layers.GlobalAveragePooling2D()(x))
        report = align_models(
            model, keras.Model(inputs, keras.layers.Dense(2)(x)), pairs.random(2, 3, size, size)
        )
        assert report.agrees and len(report.pairs) == 4, report


def test_a_table_of_positions_that_is_a_mere_weight_in_keras_is_the_same():
    class Numbered(nn.Module):
        def __init__(self):
            super().__init__()
            self.words, self.places, self.head = nn.Embedding(9, 4), nn.Embedding(7, 4), nn.Linear(4, 2)

        def forward(self, ids):
            return self.head(torch.tanh(self.words(ids) + self.places(torch.arange(ids.shape[1]))))

    class Places(keras.Layer):
        def build(self, shape):
            self.table = self.add_weight(shape=(7, shape[-1]), name="table")

        def call(self, x):
            return x + self.table[: x.shape[1]]

    ids = keras.Input((5,), dtype="int32")
    x = keras.ops.tanh(Places()(keras.layers.Embedding(9, 4)(ids)))
    port = keras.Model(ids, keras.layers.Dense(2)(x))
    report = align_models(Numbered(), port, pairs.ids()[:, :5] % 9)
    assert report.agrees and not report.notes, report
    assert report.found.gradient is not None


def test_inputs_by_name_stand_in_the_order_in_which_keras_names_them():
    class Difference(nn.Module):
        def __init__(self):
            super().__init__()
            self.head = nn.Linear(4, 2)

        def forward(self, a, z):
            return self.head(a - z)

    z, a = keras.Input((4,), name="z"), keras.Input((4,), name="a")
    port = keras.Model(dict(z=z, a=a), keras.layers.Dense(2)(a - z))
    assert [each.name for each in port.inputs] == ["a", "z"]
    report = align_models(Difference(), port, [pairs.random(3, 4), pairs.random(3, 4, seed=1)])
    assert report.agrees, report


class Paths(nn.Module):
    """Drops whole branches of some samples, as libraries write it."""

    def __init__(self, drop_prob):
        super().__init__()
        self.drop_prob = drop_prob

    def forward(self, x):
        return x if not self.training else x * (torch.rand(len(x), 1) > self.drop_prob) / (1 - self.drop_prob)


DropPath = type("DropPath", (Paths,), {})


@pytest.mark.parametrize(
    ("theirs", "mine", "says"),
    [
        (DropPath(0.25), keras.layers.Dropout(0.25, noise_shape=(None, 1)), ""),
        (DropPath(0.25), keras.layers.Dropout(0.5, noise_shape=(None, 1)), "rate is 0.5 in Keras, p is 0.25"),
        (DropPath(0.25), keras.layers.Dropout(0.25), "Keras drops single numbers, PyTorch whole samples"),
        (nn.Dropout(0.25), keras.layers.Dropout(0.25), ""),
    ],
)
def test_whole_branches_that_are_dropped_are_dropouts(theirs, mine, says):
    class Branch(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner, self.drop, self.head = nn.Linear(4, 4), theirs, nn.Linear(4, 2)

        def forward(self, x):
            return self.head(x + self.drop(self.inner(x)))

    x = keras.Input((4,))
    port = keras.Model(x, keras.layers.Dense(2)(x + mine(keras.layers.Dense(4)(x))))
    report = align_models(Branch(), port, pairs.random(3, 4))
    assert report.agrees if not says else [says in why for why in report.findings.why] == [True], report


def test_what_a_function_drops_in_training_alone_is_said_to_be_unseen():
    class Hidden(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner, self.head = nn.Linear(4, 4), nn.Linear(4, 2)

        def forward(self, x):
            x = self.inner(x)
            return self.head(nn.functional.dropout(x, 0.5 if self.training else 0.0, self.training))

    x = keras.Input((4,))
    port = keras.Model(x, keras.layers.Dense(2)(keras.layers.Dropout(0.5)(keras.layers.Dense(4)(x))))
    report = align_models(Hidden(), port, pairs.random(3, 4))
    assert report.agrees, report
    assert any("not seen" in each for each in report.notes)


def test_weights_that_keras_alone_trains_are_said():
    model = nn.Sequential(nn.Linear(4, 4, bias=False), nn.Linear(4, 2, bias=False))
    port = keras.Sequential([keras.Input((4,)), keras.layers.Dense(4, name="a"), keras.layers.Dense(2)])
    report = align_models(model, port, pairs.random(3, 4))
    assert report.agrees, report
    assert report.notes == [
        "a and 1 more: use_bias is True in Keras, PyTorch has no such weight: training moves it"
    ]


class Within(nn.BatchNorm2d):
    """A normalization with an activation within it, as libraries write it."""

    def __init__(self, channels, act):
        super().__init__(channels)
        self.drop, self.act = nn.Identity(), act
        self.running_mean.normal_(0, 0.3)

    def forward(self, x):
        return self.act(self.drop(super().forward(x)))


@pytest.mark.parametrize("mine", ["silu", "relu"])
def test_an_activation_within_a_normalization_is_glue(mine):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 4, 1), Within(4, nn.SiLU()), nn.Conv2d(4, 2, 1)).eval()
    x = inputs = keras.Input((5, 5, 3))
    x = keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(keras.layers.Conv2D(4, 1)(x))
    port = keras.Model(inputs, keras.layers.Conv2D(2, 1)(keras.layers.Activation(mine)(x)))
    report = align_models(model, port, pairs.random(2, 3, 5, 5))
    assert len(report.pairs) == 3
    assert [each.split(";")[0] for each in report.findings.why] == (
        [] if mine == "silu" else ["Keras does relu where PyTorch does silu"]
    ), report
    assert type(model[1]) is Within and list(dict(model[1].named_children())) == ["drop", "act"]
