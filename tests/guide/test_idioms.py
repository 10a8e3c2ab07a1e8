"""The idioms run, and what their docstrings claim is so."""

import ast
import importlib
import inspect

import keras
import numpy as np
import pytest
import torch

from comparisons.declaring.catalogue import HOUSE, load, names
from comparisons.guide.defaults import defaults
from comparisons.guide.idioms import TOPICS
from tests.precision import float32  # noqa: F401

X = np.linspace(-1, 1, 64, dtype="float32").reshape(16, 4)
Y = X.sum(1, keepdims=True)


def idiom(framework, topic):
    return importlib.import_module(f"reference.{framework}.idioms.{topic}")


def module():
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 1))


def model():
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Dense(8), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
    return keras.Sequential([keras.Input((4,)), *layers])


def test_every_topic_is_told_in_both_frameworks():
    for framework in ("pytorch", "keras"):
        folder = HOUSE / "reference" / framework / "idioms"
        files = {path.stem: path for path in folder.glob("*.py") if path.stem != "__init__"}
        assert set(files) == set(TOPICS)
        assert all(ast.get_docstring(ast.parse(path.read_text("utf-8"))) for path in files.values())


def test_training():
    net, loss = module(), torch.nn.MSELoss()
    x, y = torch.tensor(X), torch.tensor(Y)
    before = loss(net.eval()(x), y).item()
    idiom("pytorch", "training").train(net, loss, x, y, epochs=60, batch_size=2)
    assert loss(net.eval()(x), y).item() < before / 2

    net, loss = model(), keras.losses.MeanSquaredError()
    before = float(loss(Y, net(X)))
    idiom("keras", "training").train(net, loss, X, Y, epochs=60, batch_size=2)
    assert float(loss(Y, net(X))) < before / 2


def test_gradients_come_anew_at_every_call():
    net, loss = module().eval(), torch.nn.MSELoss()
    of = idiom("pytorch", "gradients").gradients
    first = [each.clone() for each in of(net, loss, torch.tensor(X), torch.tensor(Y))]
    again = of(net, loss, torch.tensor(X), torch.tensor(Y))
    assert all(torch.equal(one, other) for one, other in zip(first, again, strict=True))
    loss(net(torch.tensor(X)), torch.tensor(Y)).backward()
    assert torch.allclose(again[0], 2 * first[0])  # backward adds

    net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    of = idiom("keras", "gradients").gradients
    first, again = (of(net, keras.losses.MeanSquaredError(), X, Y) for _ in range(2))
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))


def test_inference_draws_no_dropout():
    net, x = module(), torch.tensor(X)
    assert net.training and not torch.equal(net(x), net(x))
    predict = idiom("pytorch", "inference").predict
    assert torch.equal(predict(net, x), predict(net, x)) and not predict(net, x).requires_grad
    assert net(x).requires_grad  # the mode alone does not stop the recording

    net = model()
    predict = idiom("keras", "inference").predict
    assert np.array_equal(predict(net, X), predict(net, X)) and np.array_equal(net(X), predict(net, X))
    assert not np.array_equal(net(X, training=True), predict(net, X))


def test_what_is_saved_is_loaded(tmp_path):
    net, other = module().eval(), torch.nn.Sequential(*module(), torch.nn.Identity()).eval()
    torch.nn.init.zeros_(other[0].weight)
    saving = idiom("pytorch", "saving")
    saving.save(net, tmp_path / "weights.pt")
    assert torch.equal(saving.load(other, tmp_path / "weights.pt")(torch.tensor(X)), net(torch.tensor(X)))

    net = model()
    saving = idiom("keras", "saving")
    saving.save(net, tmp_path / "model.keras")
    assert np.array_equal(saving.load(tmp_path / "model.keras")(X), net(X))


def test_devices():
    y = idiom("pytorch", "devices").run(module().eval(), torch.tensor(X))
    assert y.device.type == ("cuda" if torch.cuda.is_available() else "cpu")
    assert "CPU" in idiom("keras", "devices").run_on_processor(model, X).device


def test_randomness():
    for framework in ("pytorch", "keras"):
        randomness = idiom(framework, "randomness")
        for draw in (randomness.draw, randomness.draw_apart):
            (one, two), (again, _) = draw(7), draw(7)
            assert np.array_equal(one, again) and not np.array_equal(one, two)
    assert np.array_equal(*idiom("keras", "randomness").draw_twice_the_same(7))


def made(kind):
    """Return what is made with no word on any setting, and so has the defaults of the framework that is installed."""
    if kind is torch.amp.GradScaler:  # of no device it is CUDA's, and where that is lacking it keeps nothing
        return kind("cpu")
    demanded = {
        "params": [torch.ones(1, 1)],
        "optimizer": torch.optim.SGD([torch.ones(1)]),
        "inner_optimizer": keras.optimizers.SGD(),
        "milestones": [1],
        "total_steps": 10,
        "layer": keras.layers.Dense(1),
    }
    return kind(
        *(
            demanded.get(each.name, 1)
            for each in inspect.signature(kind).parameters.values()
            if (each.default is each.empty or each.name == "total_steps")
            and each.kind is each.POSITIONAL_OR_KEYWORD
        )
    )


#: What PyTorch keeps of parameters that it does not keep as they are.
MADE_OF = {
    "step_size_up": lambda made: made.total_size / 2,
    "pct_start": lambda made: (made._schedule_phases[0]["end_step"] + 1) / made.total_steps,
    "anneal_strategy": lambda made: made._anneal_func_type,
    "div_factor": lambda made: ratio(made, "max_lr", "initial_lr"),
    "final_div_factor": lambda made: ratio(made, "initial_lr", "min_lr"),
    "activation": lambda made: made.activation.__name__,
    "layer_norm_eps": lambda made: made.norm1.eps,
    "three_phase": lambda made: len(made._schedule_phases) == 3,
}


def ratio(made, one, other):
    (group,) = made.optimizer.param_groups
    return group[one] / group[other]


def kept(made, parameter):
    """Return what a layer or an optimizer keeps for a parameter: ``betas[0]`` is the first of two."""
    name, _, place = parameter.rstrip("]").partition("[")
    if isinstance(made, torch.optim.Optimizer):
        value = made.defaults[name]
    elif name in MADE_OF:
        value = MADE_OF[name](made)
    else:
        handed_on = getattr(made, "_fn_kwargs", {}).get(name)  # a loss of Keras has it for its function alone
        places = (name, f"default_{name}", f"_{name}")
        value = next((getattr(made, each) for each in places if hasattr(made, each)), handed_on)
    value = value[int(place)] if place else value
    value = one(value)
    return value if isinstance(value, str | bool | tuple) else pytest.approx(float(value))


def one(value):
    """Return the number that a tuple repeats."""
    return value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value


@pytest.mark.parametrize("name", names())
def test_the_default_of_a_setting_is_what_the_framework_takes_if_nothing_is_said(name):
    for framework in ("pytorch", "keras"):
        known = vars(load(name).reference(framework))
        for row in defaults(load(name), framework):
            kind = eval(row["callee"], dict(known)) if row["setting"] else None
            if inspect.isclass(kind):  # a function takes what its signature says, and that is what was read
                assert one(ast.literal_eval(row["default"])) == kept(made(kind), row["parameter"]), row


def test_what_helps_a_concept_does_not_speak_for_it():
    told = {row["setting"] or row["parameter"]: row for row in defaults(load("convolution.conv2d"), "keras")}
    assert set(told) == {"stride", "padding", "dilation", "groups"}
    assert {row["callee"] for row in told.values()} == {"keras.layers.Conv2D"}
    assert told["padding"]["default"] == "'valid'" and not told["padding"]["same"]
