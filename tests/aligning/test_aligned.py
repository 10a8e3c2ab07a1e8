"""Two models held against each other: right ports raise no alarm, and a mistake is placed and explained."""

import keras
import numpy as np
import pytest
import torch
from torch import nn

from comparisons.aligning.aligned import align_models
from comparisons.errors import Mistake
from tests.aligning import pairs

IMAGES, IDS = pairs.random(3, 3, 8, 8), pairs.ids()


@pytest.fixture
def conv_net():
    torch.manual_seed(0)
    return pairs.ConvNet().eval()


@pytest.fixture
def reader():
    torch.manual_seed(0)
    return pairs.Reader().eval()


def ported(model, port, inputs):
    """Return a port with PyTorch's weights."""
    assert align_models(model, port, inputs, keep=True).agrees
    return port


def carried(port, right):
    """Give a port the weights of a right one, layer by layer."""
    for layer in port.layers:
        if layer.weights:
            layer.set_weights(right.get_layer(layer.name).get_weights())
    return port


def first(report):
    return report.findings.iloc[0]


@pytest.mark.parametrize("seed", range(2))
def test_a_right_port_agrees_whether_its_weights_are_carried_or_ported(seed):
    for original, port, inputs in (
        (pairs.ConvNet, pairs.conv_net, IMAGES),
        (pairs.Reader, pairs.reader, IDS),
    ):
        torch.manual_seed(seed)
        model, port = original().eval(), port()
        for known in (False, True):
            report = align_models(model, port, inputs, keep=True)
            assert report.agrees, report
            assert report.ported is known
            assert set(report.pairs.weights) == {"ported" if known else "carried"}
            assert len(report.pairs) == len([each for each in port.layers if each.weights])


def test_a_model_that_is_still_in_training_is_watched_as_it_is_used():
    torch.manual_seed(0)
    model = pairs.ConvNet()
    assert model.training and align_models(model, pairs.conv_net(), IMAGES).agrees
    finding = first(align_models(model, pairs.conv_net(activation="relu"), IMAGES))
    assert "Keras does relu where PyTorch does tanh" in finding["why"]
    assert model.training and model.drop.training


def test_both_models_are_left_as_they_were(conv_net):
    port = pairs.conv_net()
    before = [np.array(each) for each in port.get_weights()]
    state = {name: each.clone() for name, each in conv_net.state_dict().items()}
    conv_net.train()
    align_models(conv_net, port, IMAGES)
    assert conv_net.training
    assert all(np.array_equal(a, b) for a, b in zip(before, port.get_weights(), strict=True))
    assert all(torch.equal(each, state[name]) for name, each in conv_net.state_dict().items())


@pytest.mark.parametrize(
    ("changed", "what", "place", "why"),
    [
        (dict(border=0, padding="same"), "layer", "conv", "padding: PyTorch pads 1 on every side"),
        (dict(epsilon=1e-3), "layer", "norm", "epsilon is 0.001 in Keras, 1e-05 in PyTorch"),
        (dict(activation="relu"), "glue", "inner", "Keras does relu where PyTorch does tanh"),
        (dict(activation=None), "glue", "sum", "PyTorch does tanh"),
        (dict(axis=0), "glue", "log_softmax", "axis is 0 in Keras, 1 in PyTorch"),
        (dict(momentum=0.1), "training", "norm", "momentum is 0.1 in Keras"),
        (dict(rate=0.8), "training", "drop", "rate is 0.8 in Keras, p is 0.2 in PyTorch"),
        (dict(trainable=False), "training", "conv", "trainable is False in Keras"),
    ],
    ids=str,
)
def test_one_thing_written_otherwise_is_named_and_proven(conv_net, changed, what, place, why):
    report = align_models(conv_net, pairs.conv_net(**changed), IMAGES)
    finding = first(report)
    assert not report.agrees
    assert (finding["what"], finding["proven"]) == (what, True), report
    assert place in finding["keras"] or what == "glue"
    assert why in finding["why"]


@pytest.mark.parametrize(
    ("changed", "place", "why"),
    [
        (dict(causal=True), "attention", "use_causal_mask: Keras hides the future"),
        (dict(order=1e-3), "norm1", "epsilon is 0.001"),
        (dict(reset="relu"), "second", "activation is relu in Keras, tanh in PyTorch"),
    ],
    ids=str,
)
def test_sequences_are_read_alike(reader, changed, place, why):
    finding = first(align_models(reader, pairs.reader(**changed), IDS))
    assert finding["keras"] == place and finding["proven"]
    assert why in finding["why"]


def test_an_early_mistake_does_not_smear_later_layers(conv_net):
    report = align_models(conv_net, pairs.conv_net(epsilon=0.1), IMAGES)
    assert len(report.findings) == 1
    assert (report.pairs.set_index("keras").output.drop("norm") < 32).all()


@pytest.mark.parametrize(
    ("layer", "spoil", "why"),
    [
        ("inner", lambda w: [w[0].swapaxes(0, 1), w[1]], "kernel: rows and columns are exchanged"),
        ("inner", lambda w: [w[0][::-1, ::-1], w[1]], "kernel: it is flipped along rows and columns"),
        ("conv", lambda w: [w[0], 0 * w[1]], "bias: it was not carried over: it is 0"),
        ("norm", lambda w: [*w[:2], w[3], w[2]], "moving_mean and moving_variance are exchanged"),
        ("head", lambda w: [w[0].reshape(8, 16, 5).swapaxes(0, 1).reshape(128, 5), w[1]], "kernel: "),
    ],
)
def test_a_weight_that_was_ported_wrongly_is_told_with_the_mistake_that_makes_it(conv_net, layer, spoil, why):
    port = ported(conv_net, pairs.conv_net(), IMAGES)
    port.get_layer(layer).set_weights(spoil(port.get_layer(layer).get_weights()))
    report = align_models(conv_net, port, IMAGES)
    assert len(report.findings) == 1
    assert (first(report)["what"], first(report)["keras"]) == ("weights", layer)
    assert why in first(report)["why"]


def test_gates_in_another_order_and_a_forgotten_bias_are_told(reader):
    port = ported(reader, pairs.reader(), IDS)
    kernel, recurrent, _ = port.get_layer("first").get_weights()
    bias = reader.lstm.bias_ih_l0.detach().numpy()

    def turned(array):
        return np.concatenate([np.split(array, 4, -1)[n] for n in (0, 1, 3, 2)], -1)

    port.get_layer("first").set_weights([kernel, recurrent, bias])
    assert "bias_hh is missing" in first(align_models(reader, port, IDS))["why"]
    port.get_layer("first").set_weights([turned(kernel), recurrent, bias])
    assert "the gates stand in the order i f o g" in first(align_models(reader, port, IDS))["why"]


def test_twins_are_told_apart_by_what_they_feed():
    class Twins(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two, self.three = (nn.Linear(6, 6) for _ in range(3))
            self.end = nn.Linear(6, 2)

        def forward(self, x):
            one, two, three = self.one(x), self.two(x), self.three(x)
            return self.end((one @ two.transpose(1, 2)).softmax(-1) @ three)

    x = keras.Input((5, 6))
    three, two, one = (keras.layers.Dense(6, name=name)(x) for name in ("p", "q", "r"))
    weights = keras.ops.softmax(keras.ops.matmul(one, keras.ops.transpose(two, (0, 2, 1))), -1)
    port = keras.Model(x, keras.layers.Dense(2)(keras.ops.matmul(weights, three)))
    report = align_models(Twins(), port, pairs.random(2, 5, 6))
    assert report.agrees, report
    assert report.pairs.set_index("keras").pytorch["p"] == "three"


def test_a_gradient_that_is_stopped_is_seen_and_placed():
    x = keras.Input((4,))
    h = keras.ops.stop_gradient(keras.layers.Dense(4, activation="relu", name="below")(x))
    port = keras.Model(x, keras.layers.Dense(2)(h))
    report = align_models(
        nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2)), port, pairs.random(3, 4)
    )
    assert first(report)["what"] == "gradient" and first(report)["proven"]
    assert "stop_gradient" in first(report)["why"]


def test_a_layer_too_many_or_too_few_is_said(conv_net):
    x = keras.Input((4,))
    port = keras.Model(x, keras.layers.Dense(2, name="end")(x))
    report = align_models(nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2)), port, pairs.random(3, 4))
    assert "unpaired" in set(report.findings.what)


def test_a_setting_without_effect_on_these_inputs_is_told_as_such():
    x = keras.Input((4,))
    port = keras.Model(x, keras.layers.LayerNormalization(epsilon=1.001e-5)(x))
    report = align_models(nn.LayerNorm(4), port, pairs.random(3, 4))
    assert first(report)["what"] == "setting"
    assert "without effect on these inputs" in first(report)["why"]


def test_shapes_that_do_not_fit_are_one_line(conv_net):
    with pytest.raises(
        Mistake, match=r"input 0 has the shape \(3, 3, 9, 9\) in PyTorch's order; the Keras model takes"
    ):
        align_models(nn.Flatten(), pairs.conv_net(), np.zeros((3, 3, 9, 9), "float32"))
    with pytest.raises(Mistake, match="the Keras model takes 1 inputs, 2 are given"):
        align_models(nn.Bilinear(2, 2, 2), pairs.conv_net(), [np.zeros((1, 2), "float32")] * 2)
    with pytest.raises(Mistake, match="the PyTorch model cannot be run on inputs of shape"):
        align_models(conv_net, pairs.conv_net(), np.zeros((3, 5), "float32"))


def test_positions_that_are_a_parameter_here_and_a_table_there_are_the_same():
    class Placed(nn.Module):
        def __init__(self):
            super().__init__()
            self.words, self.places = nn.Embedding(20, 6), nn.Parameter(torch.randn(5, 6))
            self.read = nn.Linear(6, 3)

        def forward(self, ids):
            return self.read(self.words(ids) + self.places)

    class PlacedToo(keras.Model):
        def __init__(self):
            super().__init__()
            self.words, self.places = keras.layers.Embedding(20, 6), keras.layers.Embedding(5, 6)
            self.read = keras.layers.Dense(3)

        def call(self, ids):
            return self.read(self.words(ids) + self.places(keras.ops.arange(5)))

    torch.manual_seed(0)
    model, port, ids = Placed(), PlacedToo(), np.random.default_rng(0).integers(0, 20, (2, 5))
    for known in (False, True):
        report = align_models(model, port, ids, keep=True)
        assert report.agrees and report.ported is known, report
    port.places.set_weights([np.roll(port.places.get_weights()[0], 1, 0)])
    assert first(align_models(model, port, ids)).why == "it is shifted by one along axis 0"


def test_features_that_become_an_image_stand_in_keras_order():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(5, 24), nn.ReLU(), nn.Unflatten(1, (2, 3, 4)), nn.Conv2d(2, 3, 2)).eval()
    layers = keras.layers
    port = keras.Sequential(
        [
            keras.Input((5,)),
            layers.Dense(24, "relu", name="spread"),
            layers.Reshape((3, 4, 2)),
            layers.Conv2D(3, 2),
        ]
    )
    x = pairs.random(3, 5)
    for known in (False, True):
        report = align_models(model, port, x, keep=True)
        assert report.agrees and report.ported is known, report
    port.get_layer("spread").set_weights([each.detach().numpy().T for each in model[0].parameters()])
    assert "while Keras reshapes to (rows, columns, channels)" in first(align_models(model, port, x)).why


def test_a_gradient_that_is_a_long_sum_is_judged_by_all_of_its_terms():
    model = nn.BatchNorm2d(4).train()
    images = pairs.random(2, 4, 112, 112)
    model(torch.as_tensor(images))
    inputs = keras.Input((112, 112, 4))
    port = keras.Model(inputs, keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(inputs))
    report = align_models(model.eval(), port, images)
    assert report.agrees, report


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
