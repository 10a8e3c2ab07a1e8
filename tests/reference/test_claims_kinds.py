"""What the lessons of schedules, metrics, random concepts and distributions say of the frameworks is so."""

import keras
import numpy as np
import pytest
import torch

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question
from tests.claims import sees_to

BOTH = {"pytorch", "keras"}


@sees_to("Of a Python number Keras computes the schedule in float32, whatever its floatx is.")
def test_a_schedule_of_a_python_number_is_float32():
    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        of_number = keras.optimizers.schedules.CosineDecay(0.1, 10)(3)
        of_tensor = keras.optimizers.schedules.CosineDecay(keras.ops.convert_to_tensor(0.1, "float64"), 10)(3)
    finally:
        keras.config.set_floatx(before)
    assert (of_number.dtype, of_tensor.dtype) == ("float32", "float64")


def rates_after(scheduler, optimizer, steps):
    rates = []
    for _ in range(steps):
        optimizer.step()
        scheduler.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


@sees_to("Up to the last step all are the same; after it the frameworks part.")
def test_after_the_last_step_keras_stays_and_pytorch_goes_up_again():
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    theirs = rates_after(torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 4), optimizer, 8)
    keras_rates = [float(keras.optimizers.schedules.CosineDecay(1.0, 4)(step)) for step in range(1, 9)]
    assert theirs[:4] == pytest.approx(keras_rates[:4], abs=1e-6)
    assert theirs[4:] == pytest.approx([0.146447, 0.5, 0.853553, 1.0], abs=1e-5)
    assert keras_rates[4:] == pytest.approx([0] * 4, abs=1e-6)


def keras_rates_after(losses, **settings):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(1.0))
    callback = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, **settings)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, dict(loss=loss))
        rates.append(float(model.optimizer.learning_rate.numpy()))
    return rates


def torch_rates_after(losses, **settings):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=0.5, threshold_mode="abs", eps=0, **settings
    )
    rates = []
    for loss in losses:
        scheduler.step(loss)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


@sees_to(
    "One rule, and two ways to count how long one waits.",
    "In this form it is PyTorch's ``ReduceLROnPlateau`` with an absolute threshold.",
)
def test_pytorch_waits_one_loss_more_and_does_not_count_a_cooldown():
    assert keras_rates_after([1.0] * 4, patience=2) == [1, 1, 0.5, 0.5]
    assert torch_rates_after([1.0] * 4, patience=2) == [1, 1, 1, 0.5]
    rule = load("schedules.reduce_on_plateau").function
    assert rule([1.0] * 4, 1.0, factor=0.5, patience=2).tolist() == [1, 1, 1, 0.5]
    assert keras_rates_after([1.0] * 5, patience=1, cooldown=2) == [1, 0.5, 0.5, 0.25, 0.25]
    assert torch_rates_after([1.0] * 5, patience=0, cooldown=2) == [1, 0.5, 0.5, 0.5, 0.25]


@sees_to("Counted on over batches of unequal size, with ties, and where every sample is right or none.")
def test_accuracy_is_counted_on_over_batches():
    metric = keras.metrics.SparseCategoricalAccuracy()
    metric.update_state([0], [[1.0, 0.0]])
    metric.update_state([0, 0, 1], [[1.0, 1.0], [0.0, 1.0], [0.0, 1.0]])
    assert float(metric.result()) == 0.75, (
        "of two equal scores the first wins; 3 of 4, not the mean of 1 and 2/3"
    )


@sees_to("An area that is counted pair by pair, and one that is drawn through two hundred points.")
def test_keras_draws_the_curve_through_thresholds():
    y, z = [0, 1], [0.5001, 0.5002]
    coarse, fine = keras.metrics.AUC(), keras.metrics.AUC(num_thresholds=20_001)
    for metric in (coarse, fine):
        metric.update_state(y, z)
    assert (float(coarse.result()), float(fine.result())) == (0.5, 1.0)
    assert load("metrics.roc_auc").function(z, y) == 1


@sees_to(
    "What the framework leaves out is read off its answer: where y is 0 and x is not.",
    "What the framework adds is read off its answer: it is y − x.",
)
@pytest.mark.parametrize("name", ["regularization.dropout", "regularization.gaussian_noise"])
def test_what_is_drawn_can_be_read_off_the_answer(name):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0])
    ((drawn, draw),) = concept.draws.items()
    known = dict(x=question.arrays["x"], y=question.answer["y"]) | question.settings
    read = draw.read(**{each: known[each] for each in draw.read.__code__.co_varnames})
    np.testing.assert_allclose(read, question.arrays[drawn], atol=1e-12)


@sees_to("One law for a matrix and for kernels; PyTorch counts fans from the other end of the axes.")
def test_pytorch_counts_fans_from_the_other_end():
    kernel = torch.empty(2, 300, 3, 3)  # outputs, inputs, places
    widest = float(torch.nn.init.xavier_uniform_(kernel).abs().max())
    theirs = np.abs(keras.initializers.GlorotUniform()((3, 3, 300, 2))).max()
    assert widest == pytest.approx(theirs, rel=0.01) == pytest.approx(np.sqrt(6 / (9 * 302)), rel=0.01)


@sees_to("Columns or rows are orthonormal to rounding; and of all rotations each is as likely as any other.")
def test_rows_or_columns_are_orthonormal_whichever_are_fewer():
    for shape in ((6, 3), (3, 6)):
        theirs = keras.initializers.Orthogonal()(shape).numpy()
        for w in (theirs, torch.nn.init.orthogonal_(torch.empty(shape)).numpy()):
            gram = w.T @ w if shape[0] > shape[1] else w @ w.T
            np.testing.assert_allclose(gram, np.eye(3), atol=1e-5)
