"""What the lessons of schedules say of the frameworks is so."""

import inspect

import keras
import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter
from tests.claims import sees_to

schedules = keras.optimizers.schedules


def torch_rates(make, steps, rate=1.0):
    """Return PyTorch's rates at steps from 0 on."""
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=rate)
    scheduler, rates = make(optimizer), []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return pytest.approx(rates, abs=1e-6)


def keras_rates(schedule, steps):
    """Return Keras's rates at steps from 0 on."""
    return [float(schedule(step)) for step in range(steps)]


def ours(name, number, **settings):
    return load(f"schedules.{name}").function(np.arange(number), 1.0, **settings).tolist()


@sees_to(
    "In Keras it is exponential decay on a staircase; in both the rate falls at step T itself.",
    "Source: PyTorch's ``StepLR``, whose example has a tenth after every 30.",
)
def test_steps_down():
    rates = [1, 1, 0.5, 0.5, 0.25]
    assert torch_rates(lambda o: lr_scheduler.StepLR(o, 2, 0.5), 5) == rates
    assert keras_rates(schedules.ExponentialDecay(1.0, 2, 0.5, staircase=True), 5) == rates
    assert ours("step_decay", 5, steps=2, factor=0.5) == rates
    assert "step_size=30, gamma=0.1" in lr_scheduler.StepLR.__doc__


@sees_to(
    "In PyTorch a boundary is the first step with the next rate, in Keras the last one with the rate of before."
)
def test_who_has_the_boundary():
    assert torch_rates(lambda o: lr_scheduler.MultiStepLR(o, [2], 0.5), 4) == [1, 1, 0.5, 0.5]
    assert keras_rates(schedules.PiecewiseConstantDecay([2], [1.0, 0.5]), 4) == [1, 1, 1, 0.5]


@sees_to(
    "PyTorch's scheduler multiplies at every step: its factor is the T-th root of Keras's.",
    "Source: Keras's ``ExponentialDecay``; the factor is that of its example.",
)
def test_the_factor_of_a_step_and_that_of_many():
    rates = ours("exponential_decay", 6, steps=2, factor=0.25)
    assert torch_rates(lambda o: lr_scheduler.ExponentialLR(o, 0.5), 6) == rates
    assert keras_rates(schedules.ExponentialDecay(1.0, 2, 0.25), 6) == pytest.approx(rates)
    assert "decay_rate=0.96" in schedules.ExponentialDecay.__doc__


@sees_to(
    "Keras rounds Python's numbers to float32 on their way into a float64 schedule; tensors stay as they are."
)
def test_a_number_is_rounded_on_its_way():
    rate, factor = (keras.ops.convert_to_tensor(each, "float64") for each in (1.0, 0.1))
    assert float(schedules.ExponentialDecay(rate, 1, 0.1)(1)) == float(np.float32(0.1)) != 0.1
    assert float(schedules.ExponentialDecay(rate, 1, factor)(1)) == 0.1


@sees_to(
    "PyTorch has no scheduler of it; a function of the step is enough, of which the rate is a multiple.",
    "Source: Robbins & Monro, *A Stochastic Approximation Method*, Annals of Mathematical Statistics 22, 1951; "
    "in this form it is Keras's ``InverseTimeDecay``.",
)
def test_inverse_time():
    assert not [name for name in dir(lr_scheduler) if "inverse" in name.lower()]
    rates = ours("inverse_time_decay", 5, steps=2, decay=3.0)
    assert keras_rates(schedules.InverseTimeDecay(1.0, 2, 3.0), 5) == pytest.approx(rates)
    assert torch_rates(lambda o: lr_scheduler.LambdaLR(o, lambda step: 10 * step), 3, rate=0.5) == [0, 5, 10]


@sees_to(
    "The schedule of the Transformer, which neither framework has; both count steps from 0, and the paper from 1.",
    "a scheduler counts from 0",
    "an optimizer counts from 0",
)
def test_frameworks_count_from_0():
    assert not [
        name
        for name in [*dir(lr_scheduler), *dir(schedules)]
        if "sqrt" in name.lower() or "square" in name.lower()
    ]
    asked = []
    torch_rates(lambda o: lr_scheduler.LambdaLR(o, lambda step: asked.append(step) or 1.0), 2)
    assert asked == [0, 1, 2]

    class Asked(schedules.LearningRateSchedule):
        def __call__(self, step):
            return keras.ops.cast(step, "float32")

    weight, optimizer = keras.Variable([0.0]), keras.optimizers.SGD(Asked())
    for _ in range(2):
        optimizer.apply([keras.ops.ones((1,))], [weight])
    assert float(weight[0]) == -(0 + 1)


@sees_to(
    "PyTorch's scheduler falls to 0 and has no cycles, Keras's falls to a floor, which is not 0 unless one says so.",
    "Source: Keras's ``PolynomialDecay``.",
)
def test_polynomials():
    rates = [1, 0.25, 0, 0]
    assert torch_rates(lambda o: lr_scheduler.PolynomialLR(o, 2, 2.0), 4) == rates
    assert {"total_iters", "power"} < inspect.signature(lr_scheduler.PolynomialLR).parameters.keys()
    assert not {"cycle", "eta_min"} & inspect.signature(lr_scheduler.PolynomialLR).parameters.keys()
    assert keras_rates(schedules.PolynomialDecay(1.0, 2), 4)[2:] == pytest.approx([1e-4, 1e-4])
    cycles = schedules.PolynomialDecay(1.0, 2, 0.0, power=2.0, cycle=True)
    assert keras_rates(cycles, 6) == pytest.approx(
        ours("polynomial_decay", 6, steps=2, power=2.0, cycle=True)
    )


@sees_to(
    "PyTorch's scheduler starts at a third if nothing is said, and cannot start at 0; in Keras one writes it oneself.",
    "LinearLR multiplies the rate of before, and does not take a start of 0.",
)
def test_warm_ups():
    assert torch_rates(lambda o: lr_scheduler.LinearLR(o, total_iters=2), 4) == [1 / 3, 2 / 3, 1, 1]
    with pytest.raises(ValueError, match="greater than 0"):
        torch_rates(lambda o: lr_scheduler.LinearLR(o, 0.0), 1)
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    scheduler = lr_scheduler.LinearLR(optimizer, 0.5, total_iters=2)
    optimizer.param_groups[0]["lr"] = 0.0
    optimizer.step()
    scheduler.step()
    assert optimizer.param_groups[0]["lr"] == 0, "what is 0 stays so"
    assert not [name for name in dir(schedules) if "warm" in name.lower() or "linear" in name.lower()]


@sees_to(
    "Keras's cosine has a warm-up, PyTorch puts one scheduler after another; after the last step the two part."
)
def test_warm_up_and_cosine():
    def one_after_another(optimizer):
        rising = lr_scheduler.LinearLR(optimizer, 0.5, total_iters=2)
        falling = lr_scheduler.CosineAnnealingLR(optimizer, 2)
        return lr_scheduler.SequentialLR(optimizer, [rising, falling], [2])

    theirs = keras_rates(schedules.CosineDecay(0.5, 2, warmup_target=1.0, warmup_steps=2), 7)
    assert theirs == pytest.approx([0.5, 0.75, 1, 0.5, 0, 0, 0])
    assert torch_rates(one_after_another, 7) == [0.5, 0.75, 1, 0.5, 0, 0.5, 1]


@sees_to(
    "If nothing is said, each cycle of Keras is twice as long as the last, of PyTorch as long; that has no ``m_mul``.",
    "Source: Loshchilov & Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, ICLR 2017, equation 5 and "
    "section 3; m is Keras's.",
)
def test_restarts():
    assert keras_rates(schedules.CosineDecayRestarts(1.0, 2), 7) == pytest.approx(
        [1, 0.5, 1, 0.853553, 0.5, 0.146447, 1], abs=1e-6
    )
    assert torch_rates(lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 2), 5) == [1, 0.5, 1, 0.5, 1]
    settings = inspect.signature(lr_scheduler.CosineAnnealingWarmRestarts).parameters
    assert list(settings) == ["optimizer", "T_0", "T_mult", "eta_min", "last_epoch"]
    lower = schedules.CosineDecayRestarts(1.0, 2, m_mul=0.25)
    assert keras_rates(lower, 7) == pytest.approx(ours("cosine_restarts", 7, steps=2, m_mul=0.25), abs=1e-6)


@sees_to(
    "PyTorch's scheduler moves the momentum too, unless it is told not to; in Keras one writes the triangles oneself.",
    "If nothing is said of it, the momentum goes up and down as well.",
)
def test_cycles_move_the_momentum():
    for settings, momentum in (({}, 0.9), (dict(cycle_momentum=False), 0.5)):
        optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0, momentum=0.5)
        lr_scheduler.CyclicLR(optimizer, 0.1, 1.0, **settings)
        assert optimizer.param_groups[0]["momentum"] == momentum
    assert not [name for name in dir(schedules) if "cycl" in name.lower() or "tri" in name.lower()]


@sees_to(
    "PyTorch's scheduler must know the number of steps, and the rate that it is given is the highest; Keras has none.",
    "Source: Smith & Topin, *Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates*, "
    "2018; in this form, with two phases and waves, it is PyTorch's ``OneCycleLR``.",
)
def test_one_cycle():
    with pytest.raises(ValueError, match="total_steps"):
        torch_rates(lambda o: lr_scheduler.OneCycleLR(o, 1.0), 1)
    rates = ours("one_cycle", 10, steps=10)
    assert torch_rates(lambda o: lr_scheduler.OneCycleLR(o, 1.0, 10), 10, rate=0.7) == rates
    assert max(rates) == rates[2] == 1
    assert not [name for name in dir(schedules) if "cycle" in name.lower()]


@pytest.mark.parametrize(
    ("framework", "name", "settings"),
    [
        ("keras", "cosine_decay", {}),
        ("keras", "cosine_restarts", {}),
        ("keras", "warmup_cosine", dict(warmup=2)),
        ("pytorch", "polynomial_decay", dict(cycle=True)),
    ],
)
def test_a_rate_of_0_stays_0_and_has_no_share_that_could_be_a_floor(framework, name, settings):
    concept, steps = load(f"schedules.{name}"), np.arange(5)

    def answer(floor):
        case = settings | dict(steps=3, floor=floor)
        return adapter(framework)(Question.put(concept, case, dict(step=steps, rate=0.0))).answer()

    assert answer(0.0)["rates"].tolist() == [0.0] * 5 == concept.function(steps, 0.0, **settings).tolist()
    with pytest.raises(ValueError, match=r"a share of the rate here: from 0 there is no way to 0\.1"):
        answer(0.1)
