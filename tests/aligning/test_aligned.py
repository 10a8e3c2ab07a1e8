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
