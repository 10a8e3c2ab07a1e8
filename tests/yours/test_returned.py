"""What is returned is sorted: outputs, a way back, gradients, caches."""

import numpy as np
import pytest

from comparisons.yours.guarding import Failed
from comparisons.yours.returned import chosen, sorted_out

A, B = np.arange(6.0).reshape(2, 3), np.arange(4.0)
GRADIENTS = ("dx", "dW", "x", "W")


def back(dy):
    return dy


@pytest.mark.parametrize(
    ("value", "places", "has_backward", "gradients"),
    [
        (A, [0], False, None),
        ((A, back), [0], True, None),
        ((A, (A, B)), [0, 1, 2], False, None),
        ((A, dict(cache=B)), [0], False, None),
        ((dict(y=A, h=B), back), ["y", "h"], True, None),
        ((A, dict(dx=B)), [0], False, dict(dx=B)),
        (dict(y=A, dx=B), ["y"], False, dict(dx=B)),
        (dict(y=A, grads=dict(W=B)), ["y"], False, dict(W=B)),
        ((A, (B, B)), [0, 1, 2], False, None),
        (3.5, [0], False, None),
        ([1.0, 2.0], [0], False, None),
        ([B, B], [0, 1, "list"], False, None),
    ],
)
def test_it_is_sorted(value, places, has_backward, gradients):
    found = sorted_out(value, ("y", "h"), GRADIENTS)
    assert list(found.values) == places
    assert (found.backward is not None) == has_backward
    assert (found.gradients is None) == (gradients is None)
    if gradients:
        assert list(found.gradients) == list(gradients)


@pytest.mark.parametrize(
    ("value", "says"), [(None, "returned None"), ("y", "returned 'y', in which there is no")]
)
def test_what_is_no_array_is_said(value, says):
    with pytest.raises(Failed, match=says):
        sorted_out(value, (), ())


def test_which_is_which_is_told_by_name_then_by_shape_then_by_nearness():
    right = dict(h=A, c=B)
    same = lambda name, array: array  # noqa: E731
    assert chosen(dict(c=B, h=A), right, same) == dict(h="h", c="c")
    assert chosen({0: A, 1: B + 1, 2: B}, right, same) == dict(h=0, c=2)
    assert chosen({0: B}, dict(y=A), same) == dict(y=0), "of another shape: the judge says so"
