"""What the lessons of training runs and optimizers say is so, in all panels that they speak of."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn

from comparisons.declaring.catalogue import load
from scratch.activations.softmax import softmax
from scratch.linear.perceptron import perceptron
from scratch.linear.perceptron_loss import perceptron_loss
from scratch.models.xor_mlp import predict, xor_mlp
from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers = keras.layers


@sees_to("The simplest training run: a last batch that is short weighs in the epoch's loss by its samples.")
def test_a_short_last_batch_weighs_by_its_samples():
    x, y = np.arange(5.0)[:, None], np.arange(5.0) ** 2
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="mse")
    errors = (model(x).numpy()[:, 0] - y) ** 2
    (told,) = model.fit(x, y, batch_size=4, shuffle=False, verbose=0).history["loss"]
    assert told == pytest.approx(errors.mean()) != pytest.approx((errors[:4].mean() + errors[4]) / 2)


@sees_to(
    "The oldest learning rule is gradient descent, once the gradient at a tie is chosen as the rule acts."
)
def test_the_perceptron_rule_is_gradient_descent():
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((20, 3)), rng.choice([-1.0, 1.0], 20)
    w, b = np.zeros(3), np.zeros(())
    run = perceptron(x, y, w, b, learning_rate=0.5, epochs=1)
    for x_n, y_n in zip(x, y, strict=True):
        _, backward = perceptron_loss(np.array([x_n @ w + b]), np.array([y_n]))
        (dz,) = backward(1.0)["z"]
        w, b = w - 0.5 * dz * x_n, b - 0.5 * dz
    assert run["w"] == pytest.approx(w) and run["b"] == pytest.approx(b) and np.any(run["w"])


@sees_to("Classes are given by number: each sample looks up one log-probability, and no target is one-hot.")
def test_classes_are_given_by_number():
    z, y = np.random.default_rng(0).standard_normal((4, 3)), np.array([2, 0, 1, 1])
    looked_up = -np.log(softmax(z)[0])[np.arange(4), y].mean()
    assert nn.CrossEntropyLoss()(torch.tensor(z), torch.tensor(y)).item() == pytest.approx(looked_up)
    sparse = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    assert float(sparse(y, z)) == pytest.approx(looked_up)


@sees_to(
    "A whole network on real data: three backpropagations stay together over more than a thousand steps."
)
def test_the_runs_of_the_network_are_long():
    """That they stay together, tests/judging/test_agreement.py sees to."""
    concept = load("models.mlp")
    steps = []
    for case in concept.cases:
        if "data" in case:
            samples = len(case["data"]().y_train)
            steps.append(case["epochs"] * -(-samples // concept.defaults["batch_size"]))
    assert sum(number > 1000 for number in steps) >= 2


@sees_to(
    "One hidden unit cannot learn XOR, eight can: three implementations fail and learn alike, step by step."
)
def test_one_unit_cannot_learn_xor_and_eight_can():
    """That they do so alike, tests/judging/test_agreement.py sees to."""
    x, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0.0, 1, 1, 0])
    for h, learns in ((1, False), (8, True)):
        for seed in range(3):
            draw = np.random.default_rng(seed).standard_normal
            run = xor_mlp(x, y, draw((2, h)), draw(h), draw(h), draw(()), epochs=2000)
            run.pop("loss")
            assert np.array_equal(predict(x, **run) > 0, y > 0) is learns


@sees_to("In training both frameworks agree; they part in the variance that they keep for inference.")
def test_the_variance_that_is_kept_is_unbiased_or_biased():
    x = np.random.default_rng(0).standard_normal((5, 1))
    ours, theirs = nn.BatchNorm1d(1, eps=1e-3, momentum=0.5), layers.BatchNormalization(momentum=0.5)
    assert ours(torch.tensor(x)).detach().numpy() == pytest.approx(np.array(theirs(x, training=True)))
    assert ours.running_mean.numpy() == pytest.approx(theirs.moving_mean.numpy())
    assert ours.running_var.item() == pytest.approx(0.5 + 0.5 * x.var(ddof=1))
    assert float(theirs.moving_variance[0]) == pytest.approx(0.5 + 0.5 * x.var())


def walked(pytorch, keras_optimizer, gradients, rates):
    """Return where one weight is that starts at 0, after every step, in PyTorch and in Keras."""
    w, theirs, paths = nn.Parameter(torch.zeros(1)), keras.Variable(np.zeros(1)), ([], [])
    ours = pytorch([w])
    keras_optimizer.build([theirs])
    for gradient, rate in zip(gradients, rates, strict=True):
        ours.param_groups[0]["lr"] = keras_optimizer.learning_rate = rate
        w.grad = torch.full((1,), gradient)
        ours.step()
        keras_optimizer.apply([tf.constant([gradient], tf.float64)], [theirs])
        paths[0].append(w.item())
        paths[1].append(float(theirs[0]))
    return paths


@sees_to(
    "PyTorch follows the paper's Algorithm 1; Keras the reordering that the paper proposes at the end of section 2."
)
def test_adam_adds_epsilon_after_the_bias_correction_or_before():
    g, rate, beta1, beta2, epsilon = [3.0, -1.0], 0.5, 0.875, 0.96875, 0.25
    expected, m, v, w = ([], []), 0.0, 0.0, [0.0, 0.0]
    for t, each in enumerate(g, 1):
        m, v = beta1 * m + (1 - beta1) * each, beta2 * v + (1 - beta2) * each**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        w[0] -= rate * m_hat / (v_hat**0.5 + epsilon)
        w[1] -= rate * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * m / (v**0.5 + epsilon)
        expected[0].append(w[0])
        expected[1].append(w[1])
    found = walked(
        lambda weights: torch.optim.Adam(weights, betas=(beta1, beta2), eps=epsilon),
        keras.optimizers.Adam(beta_1=beta1, beta_2=beta2, epsilon=epsilon), g, [rate, rate],
    )  # fmt: skip
    assert found[0] == pytest.approx(expected[0]) and found[1] == pytest.approx(expected[1])
    assert found[0] != pytest.approx(found[1], rel=1e-2)


@sees_to(
    "Keras keeps α in a variable of its default dtype: if that is float64, 0.01 is not rounded to float32."
)
def test_a_learning_rate_is_of_the_default_dtype():
    assert float(np.float32(0.01)) != 0.01
    for dtype, kept in (("float64", 0.01), ("float32", float(np.float32(0.01)))):
        keras.config.set_floatx(dtype)
        weight, optimizer = keras.Variable(np.zeros(1), dtype="float64"), keras.optimizers.SGD(0.01)
        optimizer.build([weight])
        optimizer.apply([tf.ones(1, tf.float64)], [weight])
        assert optimizer.learning_rate.dtype == dtype and float(weight[0]) == -kept


@sees_to(
    "PyTorch multiplies the velocity by α, Keras lets α into it: while α is constant, the path is the same."
)
def test_momentum_remembers_alpha_in_keras():
    def walk(rates):
        return walked(
            lambda w: torch.optim.SGD(w, momentum=0.5), keras.optimizers.SGD(momentum=0.5), [1.0] * 3, rates
        )

    one, other = walk([0.25] * 3)
    assert one == pytest.approx(other)
    one, other = walk([0.25, 0.0, 0.0])
    assert one == pytest.approx([-0.25] * 3) and other == pytest.approx([-0.25, -0.375, -0.4375])


@sees_to(
    "The momentum μ is 0.875, since Keras passes it through float32, which holds that number.",
    "Each λ is a power of two: Keras passes it through float32, which holds these exactly.",
)
def test_what_float32_holds_comes_through_it_as_it_was():
    def second_step(momentum):
        weight, optimizer = keras.Variable(np.zeros(1), dtype="float64"), keras.optimizers.SGD(1.0, momentum)
        optimizer.build([weight])
        for gradient in (1.0, 0.0):
            optimizer.apply([tf.constant([gradient], tf.float64)], [weight])
        return -float(weight[0]) - 1

    x = tf.ones(1, tf.float64)
    assert second_step(0.875) == 0.875 and float(keras.regularizers.L2(2.0**-7)(x)) == 2.0**-7
    assert second_step(0.9) != 0.9 == pytest.approx(second_step(0.9), rel=1e-7)
    assert (
        float(keras.regularizers.L2(0.01)(x))
        != 0.01
        == pytest.approx(float(keras.regularizers.L2(0.01)(x)), rel=1e-7)
    )


@sees_to("Keras keeps −α v, and adds it to the weight; without momentum it keeps nothing.")
def test_keras_keeps_the_velocity_as_a_step_of_the_weight():
    weight, optimizer, v, before = keras.Variable(np.zeros(1)), keras.optimizers.SGD(0.25, 0.5), 0.0, 0.0
    optimizer.build([weight])
    for gradient in (1.0, -3.0):
        optimizer.apply([tf.constant([gradient], tf.float64)], [weight])
        v = 0.5 * v + gradient
        assert float(optimizer.momentums[0][0]) == float(weight[0]) - before == -0.25 * v
        before = float(weight[0])
    bare = keras.optimizers.SGD(0.25)
    bare.build([weight])
    assert bare.momentums == []


@sees_to("at 0 the next gradient would be the first, and not be dampened")
def test_the_first_gradient_after_a_velocity_is_dampened():
    reference, steps = load("optimizers.momentum").reference("keras"), []
    for iterations in (None, 0):
        weight = keras.Variable(np.zeros(1))
        optimizer = reference.build(1.0, 0.5, 0.25, False, 0.0, False)
        optimizer.build([weight])
        reference.resume(optimizer, tf.constant([2.0], tf.float64))
        if iterations is not None:
            optimizer.iterations.assign(iterations)
        optimizer.apply([tf.constant([4.0], tf.float64)], [weight])
        steps.append(-float(weight[0]))
    assert steps == [0.5 * 2 + 0.75 * 4, 0.5 * 2 + 4]


@sees_to("each step writes into it", "PyTorch counts in a tensor, and each step writes into all of these.")
def test_a_step_of_pytorch_writes_into_the_state_that_it_was_given():
    w = nn.Parameter(torch.zeros(1))
    momentum, adam = torch.optim.SGD([w], momentum=0.5), torch.optim.Adam([w], amsgrad=True)
    names = ("step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq")
    given = {name: torch.full((1,) if name != "step" else (), 2.0) for name in names}
    velocity = torch.full((1,), 2.0)
    momentum.state[w]["momentum_buffer"], adam.state[w] = velocity, given
    w.grad = torch.full((1,), 64.0)
    for optimizer in (momentum, adam):
        optimizer.step()
    assert velocity.item() == 0.5 * 2 + 64
    assert given["step"].item() == 3 and all(given[name].item() != 2 for name in names)
