"""What is said of the optimizers is so, step by step, on one weight or a few."""

import inspect
from functools import partial

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch

from comparisons.declaring.catalogue import load
from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

RNG = np.random.default_rng(0)
optim = torch.optim


def in_pytorch(build, gradients, w=(0.0,)):
    """Return the weights after each step, and the optimizer."""
    weight = torch.nn.Parameter(torch.tensor(np.asarray(w, float)))
    optimizer, path = build([weight]), []
    for g in gradients:
        weight.grad = torch.tensor(np.asarray(g, float))
        optimizer.step()
        path.append(weight.detach().numpy().copy())
    return np.array(path), optimizer


def in_keras(optimizer, gradients, w=(0.0,)):
    """Return the weights after each step."""
    weight, path = keras.Variable(np.asarray(w, float)), []
    optimizer.build([weight])
    for g in gradients:
        optimizer.apply([tf.constant(np.asarray(g, float))], [weight])
        path.append(weight.numpy().copy())
    return np.array(path)


def default(callee, name):
    return inspect.signature(callee).parameters[name].default


@sees_to(
    "PyTorch adds ε to the root of v, Keras to v itself: Keras's ε must be the square of PyTorch's to do as much."
)
def test_the_epsilon_of_rmsprop():
    g, rho, epsilon = 0.5, 0.75, 0.25
    v = (1 - rho) * g**2
    ours, _ = in_pytorch(lambda w: optim.RMSprop(w, lr=1.0, alpha=rho, eps=epsilon), [[g]])
    theirs = in_keras(keras.optimizers.RMSprop(1.0, rho, epsilon=epsilon), [[g]])
    assert ours == pytest.approx(-g / (v**0.5 + epsilon))
    assert theirs == pytest.approx(-g / (v + epsilon) ** 0.5)
    still, _ = in_pytorch(lambda w: optim.RMSprop(w, lr=1.0, alpha=rho, eps=1e-3), [[1e-9]])
    assert in_keras(keras.optimizers.RMSprop(1.0, rho, epsilon=1e-6), [[1e-9]]) == pytest.approx(
        still, rel=1e-5
    )


@sees_to("Keras lets α into what it keeps.")
def test_the_velocity_of_rmsprop():
    optimizer = keras.optimizers.RMSprop(0.25, 0.0, momentum=0.5, epsilon=0.0)
    in_keras(optimizer, [[3.0]])
    assert float(optimizer._momentums[0][0]) == 0.25
    _, optimizer = in_pytorch(lambda w: optim.RMSprop(w, 0.25, 0.0, momentum=0.5, eps=0.0), [[3.0]])
    ((state,),) = [optimizer.state.values()]
    assert state["momentum_buffer"].item() == 1.0


@sees_to(
    "The sum starts at 0 in PyTorch and at 0.1 in Keras; "
    "PyTorch adds ε to its root, Keras to the sum, under the root.",
    "Source: Duchi, Hazan & Singer, *Adaptive Subgradient Methods for Online Learning and Stochastic Optimization*, "
    "JMLR 12, 2011, figure 1, with diagonal matrices; the decay of the rate is PyTorch's, in torch.optim.Adagrad.",
)
def test_where_adagrad_starts_and_how_its_rate_decays():
    g, epsilon = 0.5, 0.25
    ours, _ = in_pytorch(lambda w: optim.Adagrad(w, lr=1.0, eps=epsilon, lr_decay=0.5), [[g], [0.0], [g]])
    assert ours[0] == pytest.approx(-g / (g + epsilon))
    assert ours[2] - ours[1] == pytest.approx(-g / ((2 * g**2) ** 0.5 + epsilon) / (1 + 2 * 0.5))
    theirs = in_keras(keras.optimizers.Adagrad(1.0, epsilon=epsilon), [[g]])
    assert theirs == pytest.approx(-g / (0.1 + g**2 + epsilon) ** 0.5)


@sees_to("If nothing is said, the weights shrink by 0.01 of the rate in PyTorch and by 0.004 of it in Keras.")
def test_how_much_the_weights_shrink():
    ours, _ = in_pytorch(lambda w: optim.AdamW(w, lr=0.5), [[0.0]], [1.0])
    assert ours == pytest.approx(1 - 0.5 * 0.01)
    assert in_keras(keras.optimizers.AdamW(0.5), [[0.0]], [1.0]) == pytest.approx(1 - 0.5 * 0.004)


@sees_to("In both frameworks it is Adam with amsgrad=True; they part where they part in Adam.")
def test_amsgrad_is_adam():
    for framework, owner in (("pytorch", optim), ("keras", keras.optimizers)):
        assert "amsgrad" in inspect.signature(owner.Adam).parameters
        assert not any(name.lower() == "amsgrad" for name in dir(owner)), framework
    amsgrad, adam = load("optimizers.amsgrad"), load("optimizers.adam")
    assert amsgrad.differs["keras"].causes.items() <= adam.differs["keras"].causes.items()
    assert amsgrad.differs.keys() <= adam.differs.keys()


@sees_to(
    "Keras's momentum grows as with a momentum_decay of 1: in 40 steps to nine tenths, "
    "where PyTorch's takes 9 900."
)
def test_how_fast_the_momentum_of_nadam_grows():
    gradients = RNG.standard_normal((9, 3))
    settings = dict(lr=0.1, betas=(0.875, 0.96875), eps=1e-7)
    theirs = in_keras(keras.optimizers.Nadam(0.1, 0.875, 0.96875), gradients, np.zeros(3))
    for decay, alike in ((1.0, True), (0.004, False)):
        nadam = partial(optim.NAdam, **settings, momentum_decay=decay)
        ours, _ = in_pytorch(nadam, gradients, np.zeros(3))
        assert np.allclose(ours, theirs, rtol=1e-5) is alike
    assert default(optim.NAdam, "momentum_decay") == 0.004
    grown = {decay: np.argmax(1 - 0.5 * 0.96 ** (decay * np.arange(20_000)) > 0.9) for decay in (1, 0.004)}
    assert grown == {1: 40, 0.004: 9857}


@sees_to(
    "In both frameworks it is SGD with nesterov=True; without momentum Keras ignores that, and PyTorch raises."
)
def test_nesterov_without_momentum():
    gradients = [[1.0], [-2.0]]
    with pytest.raises(ValueError, match="requires a momentum"):
        in_pytorch(lambda w: optim.SGD(w, 0.5, nesterov=True), gradients)
    theirs = [in_keras(keras.optimizers.SGD(0.5, nesterov=each), gradients) for each in (True, False)]
    assert np.array_equal(*theirs)
    both = in_keras(keras.optimizers.SGD(0.5, 0.5, nesterov=True), gradients)
    assert both == pytest.approx(in_pytorch(lambda w: optim.SGD(w, 0.5, 0.5, nesterov=True), gradients)[0])


@sees_to(
    "PyTorch's rate is 1, as in the paper, which has none; Keras's is 0.001, with which the weights hardly move."
)
def test_the_rate_of_adadelta():
    assert (default(optim.Adadelta, "lr"), default(keras.optimizers.Adadelta, "learning_rate")) == (
        1.0,
        0.001,
    )
    moved = in_keras(keras.optimizers.Adadelta(), np.ones((100, 1)))[-1]
    assert moved == pytest.approx(in_keras(keras.optimizers.Adadelta(1.0), np.ones((100, 1)))[-1] / 1000)
    assert abs(moved) < 1e-3


@sees_to(
    "PyTorch adds ε to |g| before the maximum, and keeps that; "
    "Keras adds it to the maximum, and keeps that without it."
)
def test_the_epsilon_of_adamax():
    ours, optimizer = in_pytorch(
        lambda w: optim.Adamax(w, lr=1.0, betas=(0.0, 0.5), eps=0.25), [[1.0], [0.5]]
    )
    keras_optimizer = keras.optimizers.Adamax(1.0, 0.0, 0.5, epsilon=0.25)
    theirs = in_keras(keras_optimizer, [[1.0], [0.5]])
    ((state,),) = [optimizer.state.values()]
    assert (
        ours[:, 0] == pytest.approx([-1 / 1.25, -1 / 1.25 - 0.5 / 0.75]) and state["exp_inf"].item() == 0.75
    )
    assert theirs[:, 0] == pytest.approx([-1 / 1.25, -1 / 1.25 - 0.5 / 0.75])
    assert float(keras_optimizer._u[0][0]) == 0.5
    ours, _ = in_pytorch(lambda w: optim.Adamax(w, lr=1.0, betas=(0.0, 0.5), eps=0.25), [[4.0], [0.5]])
    theirs = in_keras(keras.optimizers.Adamax(1.0, 0.0, 0.5, epsilon=0.25), [[4.0], [0.5]])
    assert ours[1] - ours[0] == pytest.approx(-0.5 / (4.25 / 2))
    assert theirs[1] - theirs[0] == pytest.approx(-0.5 / (4 / 2 + 0.25))


@sees_to(
    "PyTorch begins to adapt at more than 5 known squares, where the paper says 4; Keras has no class of it."
)
def test_when_radam_begins_to_adapt():
    beta2, g = 0.999, [[1.0], [-2.0], [1.0], [3.0], [-1.0], [2.0]]
    most = 2 / (1 - beta2) - 1
    known = [most - 2 * t * beta2**t / (1 - beta2**t) for t in range(1, 7)]
    assert [t for t, each in enumerate(known, 1) if 4 < each <= 5] == [5]
    path, _ = in_pytorch(lambda w: optim.RAdam(w, lr=1.0, betas=(0.0, beta2)), g)
    steps = np.diff(path[:, 0], prepend=0)
    assert steps[:5] == pytest.approx(-np.ravel(g)[:5]) and abs(steps[5]) < 1
    ours = load("optimizers.radam").function([0.0], g, learning_rate=1.0, beta1=0.0, beta2=beta2)
    assert abs(np.diff(ours[:, 0])[3]) < 1
    assert not hasattr(keras.optimizers, "RAdam")


@sees_to("in float32 what is known would cancel")
def test_how_many_squares_are_known_cancels_in_float32():
    t, beta2 = 6, 0.999
    known = [
        float(2 / (1 - beta2) - 1 - 2 * keras.ops.cast(t, dtype) * power / (1 - power))
        for dtype in ("float32", "float64")
        for power in [keras.ops.power(keras.ops.cast(beta2, dtype), keras.ops.cast(t, dtype))]
    ]
    assert abs(known[0] - known[1]) > 1e-3


@sees_to(
    "PyTorch has no class of it; Keras has one, with a rate of 0.001 where the paper has 0.0001, and no decay."
)
def test_lion_in_both():
    assert not hasattr(optim, "Lion")
    assert default(keras.optimizers.Lion, "learning_rate") == 0.001
    assert default(keras.optimizers.Lion, "weight_decay") is None


@sees_to(
    "In PyTorch ε₁ is a floor, and not added to the squares; Keras shrinks the weights before it takes their size."
)
def test_adafactor():
    w, g = np.ones((2, 2)), np.array([[0.1, 0.2], [0.2, 0.4]])
    ours, _ = in_pytorch(lambda each: optim.Adafactor(each, lr=1.0, eps=(1e-12, 1e-3)), [g], w)
    more, _ = in_pytorch(lambda each: optim.Adafactor(each, lr=1.0, eps=(1e-3, 1e-3)), [g], w)
    added = [
        in_keras(keras.optimizers.Adafactor(1.0, epsilon_1=epsilon), [g], w) for epsilon in (1e-12, 1e-3)
    ]
    assert np.array_equal(ours, more) and np.abs(added[0] - added[1]).max() > 1e-3
    settings = dict(learning_rate=0.5, weight_decay=0.5)
    theirs = in_keras(keras.optimizers.Adafactor(**settings), [g], w)
    ours, _ = in_pytorch(lambda each: optim.Adafactor(each, lr=0.5, weight_decay=0.5, eps=(0, 1e-3)), [g], w)
    assert ours[0] == pytest.approx(0.75 - 0.5) and theirs[0] == pytest.approx(0.75 - 0.5 * 0.75)


@sees_to(
    "In the paper the decay is part of the direction whose length is set; "
    "Keras shrinks the weights beside it, before."
)
def test_the_decay_of_lamb():
    settings = dict(learning_rate=0.5, beta_1=0.0, beta_2=0.0, epsilon=0.0, weight_decay=0.5)
    theirs = in_keras(keras.optimizers.Lamb(**settings), [[1.0, 1.0]], [3.0, 4.0])
    left = 0.75 * np.array([3.0, 4.0])
    assert theirs[0] == pytest.approx(left - 0.5 * np.linalg.norm(left) / 2**0.5)
    function = load("optimizers.lamb").function
    ours = function(
        [3.0, 4.0], [[1.0, 1.0]], learning_rate=0.5, beta1=0, beta2=0, epsilon=0, weight_decay=0.5
    )
    assert np.linalg.norm(ours[0] - [3, 4]) == pytest.approx(0.5 * 5)


@sees_to(
    "PyTorch makes the step orthogonal in bfloat16, whatever the dtype of the weights is; Keras in their dtype.",
    "PyTorch keeps a mean of the gradients, (1 − μ) B.",
    "Keras multiplies it by the root of the longer side.",
)
def test_muon():
    w, gradients = np.zeros((2, 3)), RNG.standard_normal((2, 2, 3))
    ours, optimizer = in_pytorch(lambda each: optim.Muon(each, lr=1.0, weight_decay=0), gradients, w)
    ((state,),) = [optimizer.state.values()]
    assert state["momentum_buffer"].numpy() == pytest.approx(0.05 * (0.95 * gradients[0] + gradients[1]))
    step = torch.tensor(ours[0])
    assert torch.equal(step, step.bfloat16().double())
    plain, longer = (
        in_keras(keras.optimizers.Muon(1.0, weight_decay=0.0, rms_rate=rate), gradients, w)[0]
        for rate in (None, 1.0)
    )
    assert longer == pytest.approx(3**0.5 * plain) and np.abs(plain - ours[0]).max() > 1e-4
    right = load("optimizers.muon").function(w, gradients, learning_rate=1.0)[0]
    assert plain == pytest.approx(right, rel=1e-12) and np.abs(ours[0] - right).max() < 0.05


@sees_to(
    "PyTorch's asks for loss and gradient itself, as often as it likes, unless max_iter is 1; "
    "Keras has no class of it.",
    "what would compute loss and gradient anew",
)
def test_who_asks_for_the_gradient_of_lbfgs():
    asked = {}
    for most in (1, 20):
        weight, asked[most] = torch.nn.Parameter(torch.tensor([3.0, 1.0])), 0
        optimizer = optim.LBFGS([weight], max_iter=most)

        def closure(weight=weight, optimizer=optimizer, most=most):
            asked[most] += 1
            optimizer.zero_grad()
            loss = (weight**4).sum()
            loss.backward()
            return loss

        optimizer.step(closure)
    assert asked[1] == 1 < asked[20]
    assert not hasattr(keras.optimizers, "LBFGS")


@sees_to("at 0 the next step would be the first", "Where there is no pair yet, 0 / 0 counts as 0.")
def test_lbfgs_goes_on_in_both_frameworks():
    concept = load("optimizers.lbfgs")
    p, g, now = np.array([0.5, -0.25]), np.array([8.0, 2.0]), np.array([6.0, 1.0])
    s, y = np.array([[1.0, 2.0]]), np.array([[2.0, 1.0]])
    first = concept.function([0.0, 0.0], [now])
    right = concept.function([0.0, 0.0], [now], s, y, g, p)
    assert np.abs(first - right).max() > 0.1
    weight = torch.nn.Parameter(torch.zeros(2))
    ours = concept.reference("pytorch").build([weight], 1.0, 5, 0.0, False)
    concept.reference("pytorch").resume(ours, *map(torch.tensor, (s, y, g, p)))
    weight.grad = torch.tensor(now)
    ours.step()
    theirs, variable = concept.reference("keras").build(1.0, 5, 0.0, False), keras.Variable(np.zeros(2))
    theirs.build([variable])
    concept.reference("keras").resume(theirs, *map(tf.constant, (s, y, g, p)))
    theirs.apply([tf.constant(now)], [variable])
    assert weight.detach().numpy() == pytest.approx(right[0]) and variable.numpy() == pytest.approx(right[0])
