"""Numbers are written so that they read back, and sources so that they say the same."""

import ast

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from comparisons.reproducing.literals import folded, of_array, of_call, of_truth, rounded_up
from comparisons.reproducing.sources import imports_and_code

NAMES = dict(inf=np.inf, nan=np.nan)
KEPT = {"bfloat16": ml_dtypes.bfloat16, "float16": np.float16, "float32": np.float32, "float64": np.float64}


def read(text):
    return eval(text, {}, NAMES)


@given(arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=4)), st.sampled_from([*KEPT]))
def test_an_array_reads_back_to_the_very_same(wide, stored):
    with np.errstate(all="ignore"):
        array = wide.astype(KEPT[stored])
    held = array if stored == "float64" else array.astype("float32")
    back = np.array(read(of_array(held, stored))).astype(KEPT[stored])
    assert np.array_equal(back, array, equal_nan=True)
    assert np.array_equal(np.signbit(back), np.signbit(array)) or np.isnan(wide).any()


@given(arrays.arrays(st.sampled_from([np.int64, np.bool_]), arrays.array_shapes(max_dims=3, max_side=4)))
def test_whole_numbers_and_yes_and_no_read_back(array):
    back = np.array(read(of_array(array)))
    assert back.dtype == array.dtype and np.array_equal(back, array)


def test_the_shortest_is_written():
    assert of_array(np.float32([0.1, 1 / 3])) == "[0.1, 0.33333334]"
    assert of_array(np.float32([0.0999755859375]), "float16") == "[0.1]"
    assert of_array(np.array([])) == "[]"
    with pytest.raises(ValueError, match="cannot be written"):
        of_array(np.zeros((0, 3)))


@given(arrays.arrays(np.float64, 5, elements=st.floats(-1e6, 1e6)), st.floats(1e-12, 1.0))
def test_the_truth_is_written_as_closely_as_it_is_compared(array, tolerance):
    assert np.all(np.abs(np.array(read(of_truth(array, tolerance))) - array) <= tolerance / 100)


@given(st.floats(1e-300, 1e300))
def test_a_tolerance_is_never_rounded_down(number):
    assert number <= rounded_up(number) <= number * 1.2


def test_lines_are_folded_and_say_the_same():
    call = f"model = build({of_call({f'setting{n}': 'word' for n in range(9)})})"
    assert max(map(len, folded(call).splitlines())) < len(call)
    assert ast.dump(ast.parse(folded(call))) == ast.dump(ast.parse(call))


SOURCE = '''"""A docstring."""
import math
import torch
from torch import nn, optim

LIMIT = math.pi


# It is bounded.
class Bounded(nn.Module):
    def forward(self, x):
        return x.clamp(max=LIMIT)


class Free(nn.Module):
    pass


def build(bounded, times=1):
    if bounded:
        # This is the bounded one.
        return Bounded()
    if times > 1:
        return optim.Free(times)
    return Free()


def train(model):
    return torch.zeros(1)
'''


def test_a_source_is_left_with_what_is_used_with_these_settings():
    imports, code = imports_and_code(SOURCE, ["build"], dict(bounded=True, times=1))
    assert imports == ["import math", "from torch import nn"]
    assert "class Free" not in code and "train" not in code and "if bounded" not in code
    assert code.startswith("LIMIT = math.pi\n\n\n# It is bounded.\nclass Bounded")
    assert "    # This is the bounded one." not in code or "return Bounded()" in code
    imports, code = imports_and_code(SOURCE, ["build", "train"], dict(bounded=False, times=1))
    assert imports == ["import torch", "from torch import nn"]
    assert "Bounded" not in code and "return Free()" in code and "def train" in code
    compile(code, "code", "exec")


def test_a_condition_that_hangs_on_more_than_settings_stays():
    source = "import torch\n\n\ndef build(n):\n    if torch.cuda.is_available():\n        return n\n    return 2 * n\n"
    assert "is_available" in imports_and_code(source, ["build"], dict(n=1))[1]
