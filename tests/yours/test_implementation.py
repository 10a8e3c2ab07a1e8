"""What a person wrote is recognized: whose it is, what it takes, how it is made."""

import functools

import numpy as np
import pytest
import torch

from comparisons.errors import Mistake
from comparisons.yours.implementation import Implementation
from tests.yours import own_numpy, own_torch


def by_tensors(x):
    return x.relu()


def by_a_neighbour(x):
    return with_torch(x)


def with_torch(x):
    return torch.relu(x)


def imported_within(x):
    import torch

    return torch.relu(x)


@pytest.mark.parametrize(
    ("thing", "whose", "kind"),
    [
        (own_numpy.softmax, "numpy", "NumPy function"),
        (own_numpy.LSTM, "numpy", "NumPy class"),
        (functools.partial(own_numpy.conv2d, stride=2), "numpy", "NumPy function"),
        (np.tanh, "numpy", "NumPy function"),
        (own_torch.LSTM, "pytorch", "PyTorch module"),
        (own_torch.LSTM(2, 3), "pytorch", "PyTorch module"),
        (own_torch.Adam, "pytorch", "PyTorch optimizer"),
        (with_torch, "pytorch", "PyTorch function"),
        (by_a_neighbour, "pytorch", "PyTorch function"),
        (imported_within, "pytorch", "PyTorch function"),
    ],
)
def test_it_is_seen_whose_it_is(thing, whose, kind):
    seen = Implementation.of(thing)
    assert (seen.whose, seen.kind) == (whose, kind)


def test_a_function_of_tensors_own_methods_may_be_of_what_its_file_imports():
    assert Implementation.of(by_tensors).perhaps == ["pytorch"]
    assert Implementation.of(own_numpy.softmax).perhaps == []


def test_numpy_is_spoken_of_beside_a_framework_too():
    def both(x):
        return torch.relu(x) / np.sqrt(2)

    assert Implementation.of(both).whose == "pytorch"
    assert Implementation.of(lambda x: np.exp(x)).perhaps == []


def test_it_is_made_of_sizes_and_settings_by_its_own_names():
    made = Implementation.of(own_torch.LSTM).made(dict(i=2, h=3), {"i", "h"})
    assert made.x2h.weight.shape == (12, 2)


def test_what_a_constructor_asks_for_and_is_nothing_here_is_said():
    class Layer:
        def __init__(self, secret):
            self.secret = secret

        def forward(self, x):
            return x

    with pytest.raises(
        Mistake, match="Layer: it asks for secret, which is no size and no setting here; say how"
    ):
        Implementation.of(Layer).made(dict(i=2), {"i"})


def test_what_builds_is_seen_by_what_it_builds():
    from comparisons.declaring.catalogue import load
    from comparisons.judging.question import Question

    question = Question.draw(load("linear.dense"), load("linear.dense").cases[0])
    seen = Implementation.of(object, build=lambda i, k: torch.nn.Linear(i, k)).seen(question)
    assert seen.whose == "pytorch" and list(seen.called) == ["input"]


@pytest.mark.parametrize(("thing", "says"), [(3, "int is 3"), (np, "numpy is a module")])
def test_what_cannot_be_called_is_refused(thing, says):
    with pytest.raises(Mistake, match=says):
        Implementation.of(thing)
