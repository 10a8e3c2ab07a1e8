"""What a model's arrays are held to, and how much of them is there at a time."""

import numpy as np
import pytest
import tensorflow as tf
import torch

from comparisons.aligning import keras_calls, law, truth
from comparisons.aligning.tensors import Tensors
from comparisons.aligning.torch_calls import to_array


@pytest.mark.parametrize("place", [0, law.BLOCK - 1, law.BLOCK, law.BLOCK + 5])
def test_an_entry_that_is_off_is_found_in_whichever_block_it_lies(place):
    right = np.ones(law.BLOCK + 7, "float32")
    array = right.copy()
    array[place] += 2.0**-10
    assert law.apart(array, right) == pytest.approx(2.0**13)
    assert law.apart(array, right, scale=np.full(array.shape, 4.0)) == pytest.approx(2.0**11)
    assert law.apart(right, right) == 0


def test_a_large_gradient_is_looked_at_in_every_row_and_column():
    rows, columns = 2048, 3072
    array = np.arange(rows * columns).reshape(rows, columns)
    kept = truth.thinned(array)
    assert kept.size <= truth.ENTRIES
    assert set(kept // columns) == set(range(rows)) and set(kept % columns) == set(range(columns))
    assert truth.thinned(array[:3]) is not None and truth.thinned(array[:3]).shape == (3, columns)


def test_a_tensor_is_read_once_and_again_when_it_was_changed_in_place():
    reads = []

    def read(tensor):
        reads.append(tensor)
        return to_array(tensor)

    tensors, x = Tensors(read, lambda tensor: tensor._version), torch.ones(3)
    (one,), (two,) = tensors.arrays([x]), tensors.arrays([x])
    before = tensors.keys([x])
    assert one is two and len(reads) == 1
    x.add_(1)
    assert tensors.arrays([x])[0].tolist() == [2, 2, 2] and one.tolist() == [1, 1, 1]
    assert tensors.keys([x]) != before and tensors.keys([torch.ones(3)])[0][0] != before[0][0]


def test_a_hollow_record_has_shapes_alone():
    (array,) = Tensors(keras_calls.to_array, lambda tensor: 0, hollow=True).arrays([tf.ones((4, 5))])
    assert array.shape == (4, 5) and array.dtype == "float32" and array.strides == (0, 0)
