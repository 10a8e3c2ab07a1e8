"""What references and lessons say of decay, clipping, accumulation, scaled losses and averaged weights is so."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

RNG = np.random.default_rng(0)
W, GRADIENTS = RNG.standard_normal(3), RNG.standard_normal((4, 3))


def in_pytorch(optimizer_of, gradients=GRADIENTS, w=W, before=lambda parameter: None):
    """Return where an optimizer of PyTorch leads the weights."""
    parameter = torch.nn.Parameter(torch.tensor(w))
    optimizer = optimizer_of([parameter])
    for g in gradients:
        parameter.grad = torch.tensor(g)
        before(parameter)
        optimizer.step()
    return parameter.detach().numpy()


def in_keras(optimizer, gradients=GRADIENTS, w=W):
    """Return where an optimizer of Keras leads the weights."""
    variable = keras.Variable(w)
    for g in gradients:
        optimizer.apply([tf.constant(g)], [variable])
    return variable.numpy()


def both_decays(momentum):
    """Return where SGD with a decay of 1/4 leads, in PyTorch and in Keras."""
    return (
        in_pytorch(lambda w: torch.optim.SGD(w, lr=0.5, momentum=momentum, weight_decay=0.25)),
        in_keras(keras.optimizers.SGD(0.5, momentum=momentum, weight_decay=0.25)),
    )


@sees_to(
    "PyTorch's SGD adds λw to the gradient, Keras's shrinks the weights beside it: λ carries over where μ is 0 alone.",
    "Keras's SGD has it as weight_decay; PyTorch's SGD adds what it calls so to the gradient.",
    "What torch.optim.SGD calls weight_decay is added to the gradient.",
    "Where there is momentum, add λw to the gradient in Keras, too.",
)
def test_one_word_for_two_decays():
    np.testing.assert_allclose(*both_decays(0.0), rtol=1e-14)
    coupled, beside = both_decays(0.5)
    assert np.abs(coupled - beside).min() > 0.01
    v, w = 0, W
    for g in GRADIENTS:
        v = 0.5 * v + g + 0.25 * w
        w = w - 0.5 * v
    assert coupled == pytest.approx(w)


@sees_to(
    "In both frameworks α multiplies λ, and a rate that falls shrinks less; the paper's λ, which stands alone, is αλ "
    "here.",
    "Keras multiplies weight_decay by the learning rate before it shrinks the weights.",
)
def test_the_rate_multiplies_the_decay():
    for rate in (0.5, 0.125):
        theirs = in_pytorch(lambda w: torch.optim.AdamW(w, lr=rate, weight_decay=0.5), 0 * GRADIENTS)  # noqa: B023
        kept = in_keras(keras.optimizers.SGD(rate, weight_decay=0.5), 0 * GRADIENTS)
        assert kept == pytest.approx(W * (1 - rate * 0.5) ** 4) and kept == pytest.approx(theirs)


@sees_to(
    "clip_grad_value_ before the step in PyTorch, clipvalue of any optimizer in Keras: ±∞ becomes ±c, NaN stays NaN.",
    "Else a line of the training loop, between backward() and step().",
)
def test_clipped_by_value():
    gradients = np.array([[np.inf, -np.inf, np.nan], [0.25, -3.0, 2.0]])
    theirs = in_pytorch(
        lambda w: torch.optim.SGD(w, lr=1.0), gradients, before=lambda w: clip_grad_value_(w, 1.0)
    )
    ours = in_keras(keras.optimizers.SGD(1.0, clipvalue=1.0), gradients)
    np.testing.assert_allclose(theirs, W - [1.25, -2.0, np.nan])
    np.testing.assert_allclose(ours, theirs)
    assert "clipvalue" in inspect.signature(keras.optimizers.Adam).parameters


@sees_to(
    "Each array by itself: clipnorm in Keras; in PyTorch clip_grad_norm_ array by array, and a trace shorter.",
    "An infinite number in a gradient makes its weight NaN in both, and lets all others of that array stand still.",
)
def test_clipped_by_norm():
    sgd = lambda w: torch.optim.SGD(w, lr=1.0)  # noqa: E731
    long = np.array([[3.0, 0.0, 4.0]])
    assert in_keras(keras.optimizers.SGD(1.0, clipnorm=1.0), long) == pytest.approx(
        W - long[0] / 5, rel=1e-12
    )
    theirs = in_pytorch(sgd, long, before=lambda w: clip_grad_norm_(w, 1.0))
    assert theirs == pytest.approx(W - long[0] / (5 + 1e-6), rel=1e-12)
    broken = np.array([[np.inf, 1.0, 2.0]])
    for w in (
        in_keras(keras.optimizers.SGD(1.0, clipnorm=1.0), broken),
        in_pytorch(sgd, broken, before=lambda w: clip_grad_norm_(w, 1.0)),
    ):
        np.testing.assert_allclose(w, [np.nan, *W[1:]])


@sees_to(
    "of all at once it would be the global norm",
    "All arrays together: clip_grad_norm_ in PyTorch, global_clipnorm in Keras; clipnorm clips each array by itself.",
    "A gradient with an infinite number spoils one weight in PyTorch, and every weight of the model in Keras.",
)
def test_clipped_by_the_norm_of_all():
    def moved(a, b, **limit):
        variables = [keras.Variable([0.0]), keras.Variable([0.0])]
        keras.optimizers.SGD(1.0, **limit).apply([tf.constant([a]), tf.constant([b])], variables)
        return [-each.numpy()[0] for each in variables]

    def clipped(a, b):
        parameters = [torch.nn.Parameter(torch.zeros(1)) for _ in range(2)]
        for parameter, g in zip(parameters, (a, b), strict=True):
            parameter.grad = torch.tensor([g])
        clip_grad_norm_(parameters, 1.0)
        return [each.grad.item() for each in parameters]

    assert clipped(3.0, 4.0) == pytest.approx([0.6, 0.8], rel=1e-6)
    assert moved(3.0, 4.0, global_clipnorm=1.0) == pytest.approx([0.6, 0.8])
    assert moved(3.0, 4.0, clipnorm=1.0) == [1, 1]
    np.testing.assert_equal(clipped(np.inf, 4.0), [np.nan, 0])
    np.testing.assert_equal(moved(np.inf, 4.0, global_clipnorm=1.0), [np.nan, np.nan])


@sees_to(
    "Keras takes the mean of the gradients; PyTorch adds them up, so that each loss must be divided by their number.",
)
def test_gradients_add_up_in_pytorch():
    w = torch.nn.Parameter(torch.tensor(W))
    optimizer = torch.optim.SGD([w], lr=1.0)
    for number, g in enumerate(GRADIENTS, start=1):
        ((w @ torch.tensor(g)) / 2).backward()
        if number % 2 == 0:
            optimizer.step()
            optimizer.zero_grad()
    assert w.detach().numpy() == pytest.approx(W - GRADIENTS.sum(axis=0) / 2)
    kept = in_keras(keras.optimizers.SGD(1.0, gradient_accumulation_steps=2))
    assert kept == pytest.approx(w.detach().numpy())


@sees_to("Keras wants 2 or more, and None for one.")
def test_one_gradient_is_none_in_keras():
    with pytest.raises(ValueError, match="must be an integer >= 2"):
        keras.optimizers.SGD(gradient_accumulation_steps=1)
    assert in_keras(keras.optimizers.SGD(1.0, gradient_accumulation_steps=None)) == pytest.approx(
        W - GRADIENTS.sum(axis=0)
    )


@sees_to("A schedule in Keras counts the gradients, not the steps that are taken: give it k times as many.")
def test_a_schedule_counts_gradients():
    rates = keras.optimizers.schedules.PiecewiseConstantDecay([2], [1.0, 0.0])
    path = in_keras(keras.optimizers.SGD(rates, gradient_accumulation_steps=2), np.ones((4, 3)))
    assert path == pytest.approx(W - 1), "the second step falls after the boundary"
    stepwise = in_keras(keras.optimizers.SGD(rates), np.ones((2, 3)))
    assert stepwise == pytest.approx(W - 2), "two steps without accumulation fall before it"


@sees_to(
    "GradScaler in PyTorch, LossScaleOptimizer in Keras: a gradient that is not finite halves the scale and moves "
    "nothing.",
    "PyTorch begins with a scale of 2¹⁶, Keras with 2¹⁵; both double it after 2000 good steps in a row.",
    "A scaler has no scale before it scales a first loss.",
)
def test_the_scale_of_a_loss():
    scaler = torch.amp.GradScaler("cpu")
    assert scaler.get_scale() == 2**16 and scaler.get_growth_interval() == 2000
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    parameter.grad = torch.tensor([np.inf])
    with pytest.raises(AssertionError):
        scaler.step(optimizer)
    scaler.scale(torch.zeros(()))
    scaler.step(optimizer)
    scaler.update()
    assert parameter.item() == 0 and scaler.get_scale() == 2**15

    scaled, variable = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(1.0)), keras.Variable([0.0])
    assert scaled.initial_scale == 2**15 and scaled.dynamic_growth_steps == 2000
    scaled.apply([tf.constant([np.inf])], [variable])
    assert variable.numpy() == [0] and scaled.dynamic_scale.numpy() == 2**14
    scaled.step_counter.assign(1999)
    scaled.apply([tf.constant([1.0])], [variable])
    assert scaled.dynamic_scale.numpy() == 2**15


@sees_to(
    "AveragedModel with get_ema_multi_avg_fn in PyTorch, use_ema in Keras: both begin with the weights after one step.",
    "A decay of 0.999 is PyTorch's where none is given, 0.99 Keras's.",
    "Else a line of the training loop, after step().",
    "finalize_variable_values puts them in the place of the weights, as fit does at its end.",
)
def test_averages_that_fade():
    model = torch.nn.ParameterList([torch.nn.Parameter(torch.zeros(1))])
    averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn())
    optimizer, variable = keras.optimizers.SGD(1.0, use_ema=True), keras.Variable([0.0])
    for decay, take in ((0.999, averaged), (0.99, optimizer)):
        for number in range(2):
            with torch.no_grad():
                model[0] += 1
            if take is averaged:
                averaged.update_parameters(model)
                mean = averaged.module[0].item()
            else:
                optimizer.apply([tf.constant([-1.0])], [variable])
                mean = optimizer._model_variables_moving_average[0].numpy()[0]
            first = model[0].item() if number == 0 and take is averaged else 1.0
            assert mean == pytest.approx(first if number == 0 else 1 + (1 - decay))
    optimizer.finalize_variable_values([variable])
    assert variable.numpy()[0] == pytest.approx(1.01)

    layer = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")
    fitted = keras.Sequential([keras.Input((1,)), layer])
    fitted.compile(keras.optimizers.SGD(0.125, use_ema=True, ema_momentum=0.5), loss="mse")
    fitted.fit(np.ones((2, 1)), np.zeros(2), batch_size=1, verbose=0)
    assert float(layer.kernel[0, 0]) == pytest.approx((0.75 + 0.75**2) / 2)


@sees_to(
    "AveragedModel in PyTorch, which takes the first weights that it sees as they are; in Keras an optimizer of one's "
    "own.",
    "Until weights are averaged, both hold those of before training.",
)
def test_averages_of_equal_shares():
    model = torch.nn.ParameterList([torch.nn.Parameter(torch.zeros(1))])
    averaged = AveragedModel(model)
    means = [averaged.module[0].item()]
    for w in (3.0, 1.0, 5.0):
        torch.nn.init.constant_(model[0], w)
        averaged.update_parameters(model)
        means.append(averaged.module[0].item())
    assert means == [0, 3, 2, 3]
    averaging = {
        name for module in (keras.optimizers, keras.callbacks) for name in dir(module) if "verag" in name
    }
    assert not averaging and hasattr(keras.callbacks, "SwapEMAWeights")
