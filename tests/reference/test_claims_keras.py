"""What pages say about Keras on TensorFlow is so: each sentence is tried on the two themselves."""

import inspect
import random
import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf

from scratch.pooling.max_pool2d import max_pool2d
from tests.claims import sees_to
from tests.precision import float32  # noqa: F401

layers = keras.layers


def slope(function, at):
    """Return the derivative of a function of one number."""
    x = tf.constant(at)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return float(tape.gradient(y, x))


def run(code):
    """Run code in a process of its own, and return what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@sees_to(
    "TensorFlow chooses a device by itself, for weights and data alike.", "A scope says which one it must be."
)
def test_tensorflow_chooses_a_device_unless_a_scope_says_which():
    two_devices = (
        "tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)"
    )
    code = f"""
import keras, tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
{two_devices}
def places():
    layer = keras.layers.Dense(2)
    y = layer(keras.ops.ones((1, 2)))
    return {{each.device.rpartition("/device:")[2] for each in (y, layer.kernel.value, layer.bias.value)}}
first = places()
with keras.device("cpu:1"):
    there = places()
print(first, there, places())
"""
    assert run(code).split() == ["{'CPU:0'}", "{'CPU:1'}", "{'CPU:0'}"]


@sees_to(
    "A tape records what is done under it, and returns gradients when it is asked.",
    "Nothing is kept with the weights.",
    "Keras has no gradient of its own: this is TensorFlow's.",
    "Keras has no gradient of its own: two losses whose optimizers take turns want the tape of TensorFlow.",
    "Nothing is recorded outside a tape.",
)
def test_a_tape_records_what_is_done_under_it():
    layer, x = layers.Dense(1), tf.ones((4, 2))
    outside = layer(x)
    kept = {name for name in dir(layer.kernel) if "grad" in name.lower()}
    with tf.GradientTape(persistent=True) as tape:
        inside = layer(x)
    assert tape.gradient(outside, layer.kernel.value) is None
    for _ in range(2):  # asked again, it does not add
        assert tape.gradient(inside, layer.kernel.value).numpy().tolist() == [[4.0], [4.0]]
    assert {name for name in dir(layer.kernel) if "grad" in name.lower()} == kept
    assert not hasattr(layer.kernel, "grad")
    named = {name for where in (keras, keras.ops) for name in dir(where) if "grad" in name.lower()}
    assert named == {"stop_gradient", "custom_gradient"}, "which take none"


@sees_to("A loss takes the truth, then the prediction.")
def test_a_loss_takes_the_truth_first():
    y, p = np.array([1.0, 0.25], "float32"), np.array([0.3, 0.9], "float32")
    loss = keras.losses.BinaryCrossentropy()
    bernoulli = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    assert (
        float(loss(y, p)) == pytest.approx(bernoulli, rel=1e-5) != pytest.approx(float(loss(p, y)), rel=1e-5)
    )
    truth, logits = np.array([2]), np.array([[0.1, -1.0, 0.5]], "float32")
    sparse = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    expected = np.log(np.exp(logits).sum()) - logits[0, 2]
    assert float(sparse(truth, logits)) == pytest.approx(expected, rel=1e-5)


@sees_to("A call says whether it trains; a call that says nothing does not.")
def test_a_call_that_says_nothing_does_not_train():
    dropout, normalize, x = layers.Dropout(0.5), layers.BatchNormalization(), np.ones((8, 4), "float32")
    for model in (dropout, normalize, keras.Sequential([layers.Dropout(0.5), layers.BatchNormalization()])):
        infers, trains = model(x, training=False), model(x, training=True)
        assert np.array_equal(model(x), model(x, training=False)) and not np.allclose(infers, trains)


@sees_to("One seed for Python, NumPy and TensorFlow; or a generator of one's own.")
def test_one_seed_for_python_numpy_and_tensorflow():
    def draw():
        return (
            random.random(),
            np.random.rand(),
            float(tf.random.uniform(())),
            float(keras.random.uniform(())),
        )

    keras.utils.set_random_seed(7)
    first, second = draw(), draw()
    assert all(one != other for one, other in zip(first, second, strict=True))
    keras.utils.set_random_seed(7)
    assert draw() == first


@sees_to("A whole number as seed draws the same numbers at every call, a generator goes on.")
def test_a_whole_number_draws_the_same_and_a_generator_goes_on():
    draw = keras.random.uniform
    assert np.array_equal(draw((3,), seed=7), draw((3,), seed=7))
    generator = keras.random.SeedGenerator(7)
    one, two = draw((3,), seed=generator), draw((3,), seed=generator)
    assert not np.array_equal(one, two)
    keras.utils.set_random_seed(8)  # is not the generator's
    assert np.array_equal(draw((3,), seed=keras.random.SeedGenerator(7)), one)


@sees_to(
    "A file that ends with ``.keras`` holds the layers, the weights and the optimizer.",
    "If all layers are Keras's own, it is loaded without other code.",
)
def test_a_file_holds_layers_weights_and_optimizer(tmp_path):
    x = np.ones((8, 4), "float32")
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="tanh"), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.125, momentum=0.5), loss="mse")
    model.fit(x, x[:, :1], epochs=2, verbose=0)
    model.save(tmp_path / "model.keras")
    code = f"""
import keras, numpy as np
model = keras.models.load_model({str(tmp_path / "model.keras")!r})
print(repr(model(np.ones((8, 4), "float32")).numpy().ravel().tolist()))
print([type(each).__name__ for each in model.layers], model.layers[0].activation.__name__)
print(type(model.optimizer).__name__, float(model.optimizer.learning_rate), int(model.optimizer.iterations))
print(repr([float(abs(each.numpy()).sum()) for each in model.optimizer.variables]))
"""
    answer, made_of, optimizer, state = run(code).strip().splitlines()
    assert eval(answer) == model(x).numpy().ravel().tolist()
    assert (made_of, optimizer) == ("['Dense', 'Dense'] tanh", "SGD 0.125 2")
    assert eval(state) == [float(abs(each.numpy()).sum()) for each in model.optimizer.variables]

    class Own(layers.Layer):
        def call(self, x):
            return x

    keras.Sequential([keras.Input((4,)), Own()]).save(tmp_path / "own.keras")
    with pytest.raises(TypeError, match="Own"):
        keras.models.load_model(tmp_path / "own.keras")


@sees_to(
    "``compile`` says how to train, ``fit`` is the loop.",
    "It shuffles and counts along unless it is told not to.",
)
def test_fit_shuffles_and_counts_along_unless_told_not_to(capsys):
    x = np.arange(64, dtype="float32")[:, None]
    seen = []

    def loss(y, prediction):
        seen.extend(y.numpy().ravel().tolist())
        return (y - prediction) ** 2

    model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    with pytest.raises(ValueError, match="compile"):
        model.fit(x, x, verbose=0)
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss=loss, run_eagerly=True)
    capsys.readouterr()
    model.fit(x, x, batch_size=8)
    assert sorted(seen) == x.ravel().tolist() != seen and "8/8" in capsys.readouterr().out
    seen.clear()
    model.fit(x, x, batch_size=8, shuffle=False, verbose=0)
    assert seen == x.ravel().tolist() and capsys.readouterr().out == ""
    model.fit(x, x, batch_size=8, epochs=3, verbose=0)
    assert len(seen) == 4 * 64 and int(model.optimizer.iterations) == 5 * 8


@sees_to(
    "At z = 0 TensorFlow's maximum passes the gradient on, as the rule does; relu would not.",
    "At y_pred = 0 TensorFlow's maximum passes the gradient on, as the rule does; relu would not.",
)
def test_at_0_maximum_passes_the_gradient_on():
    assert slope(lambda z: keras.ops.maximum(-z, 0.0), 0.0) == -1
    assert slope(lambda z: keras.ops.relu(-z), 0.0) == 0
    assert slope(lambda z: keras.ops.maximum(-z, 0.0), 1.0) == 0, "and stops what is right"


@sees_to("Conv2D refuses strides with dilation: compute every place, keep one in stride")
def test_conv2d_refuses_strides_with_dilation():
    with pytest.raises(ValueError, match="dilation_rate"):
        layers.Conv2D(1, 2, strides=2, dilation_rate=2)
    x = np.arange(20.0, dtype="float32").reshape(1, 4, 5, 1)
    assert np.array_equal(layers.MaxPooling2D(1, 2)(x), x[:, ::2, ::2])


@sees_to("PyTorch's momentum is the share of the new batch, Keras's that of the past.")
def test_momentum_is_the_share_of_the_past():
    from torch import nn, tensor

    x = np.full((4, 1), 10, "float32")
    ours, theirs = layers.BatchNormalization(momentum=0.75), nn.BatchNorm1d(1, momentum=0.75)
    ours(x, training=True)
    theirs(tensor(x))
    assert ours.moving_mean.numpy() == pytest.approx(0.25 * 10)
    assert theirs.running_mean.numpy() == pytest.approx(0.75 * 10)


@sees_to(
    'MaxPooling2D pads by "same" alone, and has neither dilation nor ceil mode',
    "max_pool has no dilation: the windows are laid side by side, and pooled without an overlap",
)
def test_what_keras_has_not_of_pooling():
    known = inspect.signature(keras.layers.MaxPooling2D).parameters
    assert not {"dilation", "dilation_rate", "ceil_mode"} & known.keys()
    with pytest.raises(AttributeError):
        keras.layers.MaxPooling2D(2, padding=1)(np.ones((1, 4, 4, 1)))
    assert (
        not {"dilation", "dilation_rate", "dilations"}
        & inspect.signature(keras.ops.max_pool).parameters.keys()
    )
    x = np.random.default_rng(0).standard_normal((1, 7, 6, 2))
    side_by_side = x[:, [0, 2, 2, 4, 4, 6]][:, :, [0, 2, 2, 4]]
    pooled = keras.ops.max_pool(side_by_side, 2)
    assert np.allclose(pooled, max_pool2d(x, stride=2, dilation=2)[0])


@sees_to("Keras has no mean over all batches: momentum is set anew for each")
def test_keras_has_no_mean_over_all_batches_unless_its_momentum_is_set_anew():
    with pytest.raises((TypeError, ValueError)):
        layers.BatchNormalization(momentum=None)(np.ones((2, 1)), training=True)
    layer, series = (
        layers.BatchNormalization(),
        np.random.default_rng(0).standard_normal((4, 5, 3), "float32"),
    )
    for batches, x in enumerate(series):
        layer.momentum = batches / (batches + 1)
        layer(x, training=True)
    assert layer.moving_mean.numpy() == pytest.approx(series.mean(axis=(0, 1)), rel=1e-5, abs=1e-6)
    assert layer.moving_variance.numpy() == pytest.approx(series.var(axis=1).mean(axis=0), rel=1e-5)
