"""A walk a step at a time is what the concept makes of all gradients at once; weights become one vector and back."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.vectors import flat, named
from comparisons.declaring.walks import MEMORY, walked


@pytest.mark.parametrize("concept", MEMORY)
def test_a_walk_is_the_path_along_its_gradients(concept):
    settings = dict(momentum=0.875) if concept.endswith(("momentum", "nesterov")) else {}
    given = dict(learning_rate=0.05, **settings)
    path, gradients = walked(concept, np.array([-4.0, 1.2]), lambda w, step: w * [1, 5 + step], 12, **given)
    at_once = load(concept).function(w=np.array([-4.0, 1.2]), gradients=gradients, **given)
    assert np.abs(path - at_once).max() < 1e-13
    assert np.array_equal(gradients[1], path[0] * [1, 6])


def test_what_was_put_together_comes_apart_as_it_was():
    arrays = dict(W=np.arange(6.0).reshape(2, 3), b=np.array(6.0), c=np.array([7.0, 8.0]))
    vector = flat(arrays)
    assert vector.tolist() == list(range(9))
    for name, array in named(vector, arrays).items():
        assert np.array_equal(array, arrays[name]) and array.shape == arrays[name].shape
