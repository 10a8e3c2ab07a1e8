"""Whoever stops in PyTorch and goes on in scratch, from the state that PyTorch keeps, walks the same path."""

import inspect

import numpy as np
import pytest
import torch

from comparisons.declaring.catalogue import load
from tests.precision import float64  # noqa: F401

#: By optimizer, what PyTorch calls the arrays of the state; and settings with which all of them are there.
STATES = {
    "adadelta": (dict(v="square_avg", u="acc_delta"), {}),
    "adafactor": (dict(r="row_var", c="col_var"), dict(epsilon1=0.0)),
    "adagrad": (dict(s="sum"), dict(learning_rate_decay=0.5)),
    "adam": (dict(m="exp_avg", v="exp_avg_sq", v_max="max_exp_avg_sq"), dict(amsgrad=True)),
    "adamax": (dict(m="exp_avg", u="exp_inf"), {}),
    "adamw": (dict(m="exp_avg", v="exp_avg_sq"), {}),
    "amsgrad": (dict(m="exp_avg", v="exp_avg_sq", v_max="max_exp_avg_sq"), {}),
    "lamb": (dict(m="exp_avg", v="exp_avg_sq"), {}),
    "lbfgs": (dict(s="old_stps", y="old_dirs", g="prev_flat_grad", p="d"), dict(learning_rate=1.0)),
    "lion": (dict(m="exp_avg"), {}),
    "momentum": (dict(v="momentum_buffer"), {}),
    "nadam": (dict(m="exp_avg", v="exp_avg_sq"), {}),
    "nesterov": (dict(v="momentum_buffer"), {}),
    "radam": (dict(m="exp_avg", v="exp_avg_sq"), dict(epsilon=0.0, beta2=0.5)),
    "rmsprop": (
        dict(v="square_avg", m="grad_avg", b="momentum_buffer"),
        dict(centered=True, momentum=0.9),
    ),
}


@pytest.mark.parametrize("pull", [{}, dict(weight_decay=0.3, maximize=True)])
@pytest.mark.parametrize("name", STATES)
def test_scratch_goes_on_where_pytorch_stopped(name, pull):
    concept, (names, settings) = load(f"optimizers.{name}"), STATES[name]
    settings = concept.defaults | dict(learning_rate=0.1) | settings | pull
    step = 7 if settings.pop("step", None) is not None else 0
    rng = np.random.default_rng(0)
    shape = (5,) if len(concept.arguments["w"].axes) == 1 else (2, 3)
    w, gradients = rng.standard_normal(shape), rng.standard_normal((12, *shape))
    weight = torch.nn.Parameter(torch.tensor(w))
    build = concept.reference("pytorch").build
    asked = inspect.signature(build).parameters.keys() & settings.keys()
    optimizer = build([weight], **{each: settings[each] for each in asked})
    path = []
    for t, gradient in enumerate(gradients):
        weight.grad = torch.tensor(gradient)
        optimizer.step()
        path.append(weight.detach().numpy().copy())
        if t == 6:
            kept = optimizer.state[weight]
            state = {own: np.array(kept[theirs]).reshape(_like(concept, own, kept[theirs]))
                     for own, theirs in names.items()}  # fmt: skip
    counted = dict(step=step) if "step" in concept.defaults else {}
    rest = concept.function(path[6], gradients[7:], **state, **settings, **counted)
    np.testing.assert_allclose(rest, path[7:], rtol=1e-9)


def _like(concept, name, kept):
    """Return the shape that scratch has for what PyTorch keeps: a row or a column is a vector."""
    return -1 if len(concept.arguments[name].axes) == 1 else np.array(kept).shape
