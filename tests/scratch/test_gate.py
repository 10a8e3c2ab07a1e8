"""Nobody gets a wrong answer in silence: every array of every concept is right, or refused in one clear line."""

import inspect
import re
from functools import cache
from itertools import product

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from tests.calling import ARRAYS, CALLS, same

KINDS = ("float16", "complex128", "str", "object", "longdouble")


@pytest.mark.parametrize(("call", "argument"), ARRAYS)
def test_other_kinds_of_numbers_are_refused(call, argument):
    for dtype in KINDS:
        array = call.arrays[argument.name].astype(dtype)
        if array.dtype != np.float64:  # as long numbers are on some machines
            assert "allowed are" in call.refused(TypeError, **{argument.name: array}), dtype


#: With more arrays than this it is a whole model.
MANY = 8

#: Other kinds of numbers, each with what makes an array fit it.
FIT = {
    **dict.fromkeys(("int64", "int32", "int8", "list", ">f8", "float32"), lambda array: array),
    "uint8": np.abs,
    "bool": lambda array: np.minimum(np.abs(array), 1),
}


@pytest.mark.parametrize(("call", "argument"), ARRAYS)
def test_numbers_of_other_kinds_that_have_a_right_answer_get_it(call, argument):
    rounded = np.clip(np.rint(call.arrays[argument.name]), -100, 100)
    right_of = cache(lambda fit: fit(rounded).astype(argument.dtype or "float64"))
    answer_of = cache(lambda fit: call.answer(**{argument.name: right_of(fit)}))
    for dtype in in_turn(list(FIT), call, argument):
        fit = FIT[dtype]
        given = right_of(fit).tolist() if dtype == "list" else fit(rounded).astype(dtype)
        if (argument.dtype and dtype in (">f8", "float32")) or (argument.whole and dtype == "bool"):
            call.refused(TypeError, **{argument.name: given})
        elif dtype == "float32":  # may be computed in float32 from here on
            got = call.answer(**{argument.name: given}).values()
            for one, other in zip(got, answer_of(fit).values(), strict=True):
                np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5, err_msg=dtype)
        else:
            same(call.answer(**{argument.name: given}), answer_of(fit))


def in_turn(dtypes, call, argument):
    """Return all dtypes; of a whole model, which takes long, the one whose turn it is with this array."""
    number = list(call.expected).index(argument.name)
    return dtypes if len(call.expected) <= MANY else [dtypes[number % len(dtypes)]]


@pytest.mark.parametrize(("call", "argument"), ARRAYS)
def test_an_axis_more_or_less_is_another_shape_of_batch_or_refused(call, argument):
    array = call.arrays[argument.name]
    others = [array[None], array[..., None], *([array[0]] if array.ndim else [])]
    star = argument.starred is not None and argument.axes[argument.starred]
    blamed = [each.axes for each in call.expected.values() if star and star in each.axes] or [argument.axes]
    if not star or len(blamed) > 1:  # of arrays that share a star any may be the one that does not fit
        for other in others:
            line = call.refused(ValueError, **{argument.name: other})
            assert any(f"its axes are ({' '.join(axes)})" in line for axes in blamed)
        return
    if (call.who, argument.name) == ("rms_norm", "gamma"):  # it has the axes that are normalized
        call.refused(ValueError, gamma=array[None])
        return
    right = call.answer()
    for label, got in call.answer(**{argument.name: np.expand_dims(array, argument.starred)}).items():
        assert np.array_equal(np.ravel(got), np.ravel(right[label]))
    if call.who in ("group_norm", "instance_norm", "global_avg_pool", "global_max_pool"):
        return  # the first axis are samples, each by itself: others are another batch
    if argument.starred:  # the axes before the star are other arrays', too
        for other in (array[None], array[0]):
            line = call.refused(ValueError, **{argument.name: other})
            assert any(f"its axes are ({' '.join(each.axes)})" in line for each in call.expected.values())
    elif call.who == "max_norm":  # the starred axes are one vector
        call.answer(**{argument.name: array[0]})
    elif call.who == "batch_norm":
        call.refused(ValueError, **{argument.name: array[0]})
    else:
        for label, got in call.answer(**{argument.name: array[0]}).items():
            if label in ("y", "result", f"d{argument.name}"):
                np.testing.assert_allclose(got, right[label][0], rtol=1e-12)


def shared(call, argument, place):
    """Whether the size of an axis follows from other arrays, or from another axis of the same."""
    axis = argument.axes[place]
    others = {
        name
        for each in call.expected.values()
        for other, written in enumerate(each.axes)
        if (each.name, other) != (argument.name, place)
        for name in re.findall(r"[a-z]\w*|$", written)
    }
    return not axis.isidentifier() or axis in others


@pytest.mark.parametrize(("call", "argument"), ARRAYS)
def test_an_entry_too_many_along_a_shared_axis_is_refused(call, argument):
    array = call.arrays[argument.name]
    for place in range(len(argument.axes)):
        if argument.starred is None and shared(call, argument, place):
            longer = np.concatenate([array, array.take([0], axis=place)], axis=place)
            line = call.refused(ValueError, **{argument.name: longer})
            assert re.search(
                r"has the shape \(.*\), its axes are \(.*\)(; with .* =|:).* it would be \(", line
            )


@pytest.mark.parametrize(
    ("call", "argument"),
    [each for each in ARRAYS if each.values[1].numbers not in ("real", "fixed", "boolean")],
)
def test_labels_and_indices_that_there_are_not_are_refused_with_their_place(call, argument):
    array = call.arrays[argument.name]
    if not argument.end and argument.whole:
        wrong = [-1]
    elif argument.whole:
        end = dict(
            kv for each in call.expected.values() for kv in each.sizes(call.arrays[each.name].shape).items()
        )
        wrong = [-1, end[argument.end], 10**12]
    else:
        wrong = [
            np.nan,
            np.inf,
            -np.inf,
            2,
            *([0, 0.5] if argument.numbers == "sign" else [-1, -1e-9, 1 + 1e-9]),
        ]
    for number, place in product(wrong, (0, -1)):
        bad = array.copy()
        bad.flat[place] = number
        line = call.refused(ValueError, **{argument.name: bad})
        spot = np.unravel_index(range(bad.size)[place], bad.shape)
        assert f"at [{', '.join(map(str, spot))}]; allowed are" in line


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_of_nothing_comes_what_mathematics_says_or_one_line(call):
    sizes = {}
    for each in call.expected.values():
        sizes |= each.sizes(call.arrays[each.name].shape)
    is_run = "training run" in str(inspect.signature(call.function).return_annotation)
    for axis, size in sizes.items():
        none = sizes | {axis: (0,) * len(size) if isinstance(size, tuple) else 0}
        if any(min(each.shape(call.settings | none), default=0) < 0 for each in call.expected.values()):
            continue  # another axis has one less: there is no such array
        empty = {
            name: np.ones(each.shape(call.settings | none), each.dtype or "float64")
            for name, each in call.expected.items()
        }
        ends = [each.end for each in call.expected.values() if each.end and empty[each.name].size]
        if any(none[end] <= 1 for end in ends):
            call.refused(ValueError, axis, **empty)
            continue
        try:
            got = call.answer(**empty)
        except ValueError:
            call.refused(ValueError, axis, *call.expected, **empty)
            continue
        assert not is_run or all(array.size for array in empty.values()), "a run needs data"
        assert all(np.isfinite(array).all() for array in got.values())


NOTHING = {
    "dense",
    "conv2d",
    "max_pool2d",
    "lstm",
    "gru",
    "embedding",
    "multi_head",
    "relu",
    "elu",
    "sigmoid",
    "softmax",
}
NEVER = {
    "mean_squared_error",
    "binary_cross_entropy",
    "categorical_cross_entropy",
    "perceptron_loss",
    "batch_norm",
}


@pytest.mark.parametrize("call", [call for call in CALLS if call.who in NOTHING | NEVER], ids=str)
def test_an_empty_batch_is_empty_and_sends_nothing_back_unless_it_is_averaged(call):
    batch = next(axis for axis in next(iter(call.expected.values())).axes)
    empty = {
        name: array[:0] if each.axes and each.axes[0] == batch else array
        for (name, array), each in zip(call.arrays.items(), call.expected.values(), strict=True)
    }
    if call.who in NEVER:
        call.refused(ValueError, *call.expected, **empty)
        return
    for label, array in call.answer(**empty).items():
        assert array.size == 0 or label.startswith("d"), label
        assert not np.any(array), "the sum of nothing is 0"


@pytest.mark.parametrize(
    ("name", "arrays", "says"),
    [
        ("recurrent.embedding", ([[0, 2]], np.ones((2, 3))), "ids holds 2 at [0, 1]; allowed are 0 to 1 (v = 2)"),
        ("recurrent.embedding", ([[0]], np.ones((0, 3))), "ids holds 0 at [0, 0]; allowed are none (v = 0)"),
        ("losses.binary_cross_entropy", ([[1.0]], [[1.5]]), "y holds 1.5 at [0, 0]; allowed are 0 to 1"),
        ("linear.perceptron_loss", ([1.0], [0.0]), "y holds 0.0 at [0]; allowed are -1 and 1"),
        ("linear.softmax_regression", (np.ones((2, 3)), np.eye(2, dtype=int), np.ones((3, 2)), np.ones(2)),
         "y has the shape (2, 2), its axes are (n); with n = 2 from x it would be (2,); "
         "whole numbers are due, not one-hot"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_was_given_and_what_is_allowed(name, arrays, says):
    with pytest.raises(ValueError, match=rf"^{name.partition('.')[2]}: {re.escape(says)}$"):
        load(name).function(*arrays)


def test_sums_over_nothing_are_zero():
    dense, conv2d = load("linear.dense").function, load("convolution.conv2d").function
    assert np.array_equal(dense(np.ones((2, 0)), np.ones((0, 3)), [1, 2, 3])[0], [[1, 2, 3]] * 2)
    y, _ = conv2d(np.ones((1, 3, 3, 0)), np.ones((2, 2, 0, 1)), [5])
    assert np.array_equal(y, np.full((1, 2, 2, 1), 5))
    assert np.isnan(dense(np.ones((2, 0)), np.ones((0, 1)), [np.nan])[0]).all(), "it was so given"
    assert load("optimizers.adam").function(np.ones(0), np.ones((3, 0))).shape == (3, 0)
