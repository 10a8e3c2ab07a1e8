"""What the lessons of activations, losses, layers and cells say is so, in all panels that they speak of."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn

from comparisons.declaring.catalogue import load
from scratch.activations.elu import elu
from scratch.activations.identity import identity
from scratch.activations.relu import relu
from scratch.activations.sigmoid import sigmoid
from scratch.activations.softmax import softmax
from scratch.activations.step import step
from scratch.activations.tanh import tanh
from scratch.losses.binary_cross_entropy import binary_cross_entropy
from scratch.pooling.max_pool2d import max_pool2d
from scratch.recurrent.embedding import embedding
from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers = keras.layers


def by_scratch(function, *arrays, **settings):
    """Return the output for one array, and the gradient of its sum."""
    y, backward = function(*map(np.asarray, arrays), **settings)
    gradients = backward(np.ones_like(y))
    return y, next(iter(gradients.values()))


def by_pytorch(module, x):
    x = torch.tensor(x, requires_grad=True)
    y = module(x)
    if not y.requires_grad:
        return y.numpy(), np.zeros(x.shape)
    return y.detach().numpy(), torch.autograd.grad(y.sum(), x)[0].numpy()


def by_keras(layer, x):
    x = tf.constant(np.asarray(x))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
    gradient = tape.gradient(y, x)
    return np.array(y), np.zeros(x.shape) if gradient is None else np.array(gradient)


def in_all(function, module, layer, x, **settings):
    """Return (output, gradient of its sum) of all three panels."""
    return by_scratch(function, x, **settings), by_pytorch(module, x), by_keras(layer, x)


@sees_to(
    "With α other than 1 there is a kink at zero; just below it e^x − 1 has no digits left, unless it is taken in one."
)
def test_elu_has_a_kink_and_keeps_its_digits_if_it_is_taken_in_one():
    tiny = -1e-17
    assert np.exp(tiny) - 1 == 0 != np.expm1(tiny) == tiny
    for alpha in (0.3, 2.0):
        ours, pytorch, keras = in_all(elu, nn.ELU(alpha), layers.ELU(alpha), [tiny, 0.0, 1e-9], alpha=alpha)
        for y, dx in (ours, pytorch, keras):
            assert dx == pytest.approx([alpha, alpha, 1]) and y[1] == 0
        assert ours[0][0] == pytorch[0][0] == pytest.approx(alpha * tiny, abs=0) and keras[0][0] == 0


@sees_to(
    "What all activations have in common, with nothing else in it: a gradient comes back as it was sent."
)
def test_identity_sends_the_gradient_back():
    for y, dx in in_all(identity, nn.Identity(), layers.Identity(), [-3.0, 0.0, 7.0]):
        assert y.tolist() == [-3, 0, 7] and dx.tolist() == [1, 1, 1]


@sees_to("A setting can cost digits: TensorFlow's kernel takes the slope in float32, whatever it multiplies.")
def test_the_slope_of_a_leaky_relu_is_float32():
    x = tf.constant([-1.0], tf.float64)
    assert float(tf.nn.leaky_relu(x, 0.1)[0]) == -float(np.float32(0.1)) != -0.1


@sees_to("At zero, where there is no derivative, the three agree on the same choice: none.")
def test_relu_sends_nothing_back_at_zero():
    for _, dx in in_all(relu, nn.ReLU(), layers.ReLU(), [-1.0, 0.0, 1.0]):
        assert dx.tolist() == [0, 0, 1]


@sees_to(
    "One curve, three times.",
    "The frameworks have its slope from its value, and lose it where that rounds to 1.",
)
def test_frameworks_have_the_slope_of_a_sigmoid_from_its_value():
    ours, *theirs = in_all(sigmoid, nn.Sigmoid(), layers.Activation("sigmoid"), [-40.0, -4.0, 0.0, 9.0, 40.0])
    for y, dx in theirs:
        assert y == pytest.approx(ours[0], rel=1e-14, abs=0)
        assert dx == pytest.approx(y * (1 - y), rel=1e-14, abs=0)
        assert y[-1] == 1 and dx[-1] == 0 and dx[0] == pytest.approx(np.exp(-40), rel=1e-14, abs=0)
    assert ours[1][[0, -1]] == pytest.approx(np.exp(-40), rel=1e-14, abs=0)


@sees_to(
    "Exponentials of a thousand overflow, yet all three answer: each takes the largest number away first."
)
def test_softmax_answers_where_exponentials_overflow():
    with np.errstate(over="ignore"):
        assert np.exp(1000.0) == np.inf
    for y, _ in in_all(softmax, nn.Softmax(-1), layers.Softmax(), [1000.0, 999.0, -1000.0]):
        assert y == pytest.approx([1 / (1 + np.exp(-1)), 1 / (1 + np.e), 0])


@sees_to("Why networks of threshold neurons could not be trained by gradients: all that comes back is zero.")
def test_a_step_sends_nothing_back():
    modules = [load("activations.step").reference(framework).build() for framework in ("pytorch", "keras")]
    for y, dx in in_all(step, *modules, [-1.0, 0.0, 1.0]):
        assert y.tolist() == [0, 1, 1] and dx.tolist() == [0, 0, 0]


@sees_to("The sigmoid's other form: steeper at zero, and it passes on up to four times the gradient.")
def test_tanh_passes_on_up_to_four_times_the_gradient():
    x = np.linspace(-5, 5, 101)
    both = (
        in_all(tanh, nn.Tanh(), layers.Activation("tanh"), x),
        in_all(sigmoid, nn.Sigmoid(), layers.Activation("sigmoid"), x),
    )
    for (y, dx), (_, slower) in zip(*both, strict=True):
        assert y == pytest.approx(2 * by_scratch(sigmoid, 2 * x)[0] - 1, abs=1e-14)
        assert np.argmax(dx) == 50 and np.max(dx / slower) == pytest.approx(4)


@sees_to(
    "PyTorch keeps the three input projections as thirds of one matrix, Keras keeps each cut into its heads.",
    "One kernel in two layouts: PyTorch keeps channels before rows and columns, Keras after them.",
    "In the equations above, a row of W₁ is a unit, and a sample is a column: that is how textbooks write, and how "
    "PyTorch keeps weights (``weight`` of ``nn.Linear``).",
    "By hand and in Keras a sample is a row and the product is x W: there W is the transpose.",
    "One product in two layouts: PyTorch keeps a weight matrix as rows of outputs, Keras as columns.",
    "One recurrence in three layouts: PyTorch keeps weights as rows, Keras as columns.",
)
def test_weights_have_the_shapes_that_are_told():
    attention, x = layers.MultiHeadAttention(2, key_dim=4), np.ones((1, 3, 8))
    attention(x, x)
    shapes = {weight.path.partition("/")[2]: tuple(weight.shape) for weight in attention.weights}
    assert tuple(nn.MultiheadAttention(8, 2).in_proj_weight.shape) == (3 * 8, 8)
    assert all(shapes[f"{name}/kernel"] == (8, 2, 4) for name in ("query", "key", "value"))

    def kernels(layer, shape):
        layer.build(shape)
        return [tuple(weight.shape) for weight in layer.weights if weight.name.endswith("kernel")]

    assert tuple(nn.Conv2d(3, 4, (5, 6)).weight.shape) == (4, 3, 5, 6)
    assert kernels(layers.Conv2D(4, (5, 6)), (None, 9, 9, 3)) == [(5, 6, 3, 4)]
    assert tuple(nn.Linear(2, 5).weight.shape) == (5, 2)
    assert kernels(layers.Dense(5), (None, 2)) == [(2, 5)]
    dense, rows = layers.Dense(5, use_bias=False), np.ones((3, 2))
    assert np.array(dense(rows)) == pytest.approx(rows @ dense.kernel.numpy())
    lstm = nn.LSTM(2, 5)
    assert [tuple(each.shape) for each in (lstm.weight_ih_l0, lstm.weight_hh_l0)] == [(20, 2), (20, 5)]
    assert kernels(layers.LSTM(5), (None, 3, 2)) == [(2, 20), (5, 20)]


@sees_to(
    "At a tie the frameworks' own functions disagree: relu stops the gradient, clamp and maximum let it pass."
)
def test_functions_disagree_at_a_tie():
    assert by_pytorch(nn.ReLU(), [0.0])[1] == by_keras(layers.ReLU(), [0.0])[1] == 0
    assert by_pytorch(lambda x: torch.clamp(x, min=0), [0.0])[1] == 1
    assert by_keras(lambda x: keras.ops.maximum(x, 0.0), [0.0])[1] == 1


@sees_to(
    "Taken from logits, the loss of a certain sample is finite where it is wrong; where 0 is right PyTorch loses it."
)
def test_a_sample_that_is_certain_and_wrong_has_a_finite_loss():
    z, y = np.array([[1000.0], [-1000.0]]), np.array([[0.0], [1.0]])
    keras_loss = keras.losses.BinaryCrossentropy(from_logits=True)
    loss, backward = binary_cross_entropy(z, y)
    told = [
        (loss, backward(1.0)["z"]),
        by_pytorch(lambda z: nn.BCEWithLogitsLoss()(z, torch.tensor(y)), z),
        by_keras(lambda z: keras_loss(y, z), z),
    ]
    for loss, dz in told:
        assert loss == pytest.approx(1000) and dz == pytest.approx(np.array([[0.5], [-0.5]]))
    for z, y, told in ((-40.0, 0.0, 0), (40.0, 1.0, np.exp(-40.0))):  # certain and right
        z, y = np.array([[z]]), np.array([[y]])
        assert binary_cross_entropy(z, y)[0] == pytest.approx(np.exp(-40.0), abs=0)
        assert float(keras_loss(y, z)) == pytest.approx(np.exp(-40.0), abs=0)
        pytorch = nn.BCEWithLogitsLoss()(torch.tensor(z), torch.tensor(y)).item()
        assert pytorch == pytest.approx(told, abs=0)


@sees_to(
    "Softmax and logarithm in one.",
    "Keras takes p − y for the gradient even where the truth does not sum to 1.",
)
def test_keras_takes_p_minus_y_for_the_gradient():
    z, y = np.array([[0.3, -1.0, 2.0]]), np.array([[2.0, 0.5, 0.0]])
    p = softmax(z)[0]
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    value, dz = by_keras(lambda z: loss(y, z), z)
    assert value == pytest.approx(-(y * np.log(p)).sum())
    assert dz == pytest.approx(p - y) and dz != pytest.approx(p * y.sum() - y)


@sees_to("Where a window holds its maximum twice, all three send the gradient to the first, row by row.")
def test_the_first_maximum_has_the_gradient():
    x = np.array([[1.0, 5], [5, 5]]).reshape(1, 2, 2, 1)
    pytorch = by_pytorch(nn.MaxPool2d(2), x.transpose(0, 3, 1, 2))
    for _, dx in (by_scratch(max_pool2d, x), pytorch, by_keras(layers.MaxPooling2D(2), x)):
        assert dx.ravel().tolist() == [0, 1, 0, 0]


@sees_to(
    "A look-up is differentiable too: the gradients of all places that look up a word add up in its row."
)
def test_the_gradients_of_a_word_add_up():
    ids, E = np.array([[1, 0, 1, 1]]), np.zeros((3, 2))
    y, backward = embedding(ids, E)
    module, layer = nn.Embedding(3, 2), layers.Embedding(3, 2)
    module(torch.tensor(ids)).sum().backward()
    with tf.GradientTape() as tape:
        total = tf.reduce_sum(layer(ids))
    slices = tape.gradient(total, layer.embeddings.value)
    for dE in (backward(np.ones_like(y))["E"], module.weight.grad, tf.convert_to_tensor(slices)):
        assert np.array(dE).tolist() == [[1, 1], [3, 3], [0, 0]]


@sees_to(
    "The same three gates in another order: PyTorch begins with reset, Keras with update.",
    "There the reset gate acts before the product, (r ⊙ h_{t−1}) U_g; here after it, as in PyTorch and Keras, so that "
    "one product serves all.",
)
def test_the_gates_of_a_gru_and_where_reset_acts():
    """Unit weights and a state of 1: what one gate's bias does says which gate it is, and where reset acts."""
    big, U = 50.0, 0.5

    def pytorch(block, bias):
        cell = nn.GRUCell(1, 1)
        for weight in cell.parameters():
            nn.init.zeros_(weight)
        with torch.no_grad():
            cell.weight_hh[2] = U
            cell.bias_hh[2] = 1.0
            cell.bias_ih[block] = bias
            return cell(torch.zeros(1, 1), torch.ones(1, 1)).item()

    def by_keras(block, bias):
        cell = layers.GRUCell(1)
        cell.build((None, 1))
        kernel, recurrent, biases = (np.zeros(weight.shape) for weight in cell.weights)
        recurrent[0, 2], biases[1, 2], biases[0, block] = U, 1.0, bias
        cell.set_weights([kernel, recurrent, biases])
        return float(cell(np.zeros((1, 1)), [np.ones((1, 1))])[0][0, 0])

    for answer, reset, update in ((pytorch, 0, 1), (by_keras, 1, 0)):
        assert answer(update, big) == pytest.approx(1), "the state is kept"
        candidate = np.tanh(1.0 * (U * 1 + 1))  # reset after the product: it takes the bias too
        assert answer(reset, big) == pytest.approx(0.5 * candidate + 0.5)
        assert answer(reset, -big) == pytest.approx(0.5), "before the product the bias of 1 would be left"


@sees_to("As in all frameworks the kernel is not flipped: mathematics would speak of a cross-correlation.")
def test_the_kernel_is_not_flipped():
    x, W = np.arange(12.0).reshape(1, 3, 4, 1), np.arange(4.0).reshape(2, 2, 1, 1)
    expected = [[(x[0, r : r + 2, s : s + 2, 0] * W[..., 0, 0]).sum() for s in range(3)] for r in range(2)]
    module, layer = nn.Conv2d(1, 1, 2, bias=False), layers.Conv2D(1, 2, use_bias=False)
    layer.build(x.shape)
    layer.set_weights([W])
    with torch.no_grad():
        module.weight.copy_(torch.tensor(W.transpose(3, 2, 0, 1)))
    for y in (module(torch.tensor(x.transpose(0, 3, 1, 2))).detach().numpy(), np.array(layer(x))):
        assert y.reshape(2, 3).tolist() == expected
