"""Nobody gets a wrong answer in silence: every argument of every concept is right, or refused in one clear line."""

import inspect
import pickle
import re
import warnings
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest

from comparisons.catalogue import load, names
from comparisons.watched import Watched
from scratch.arguments import Argument, arguments, settings
from scratch.checked import checked
from scratch.signature import Differentiable, Fixed, Float, Int, Probability, Sign

KINDS = {
    "float16": "float16",
    "complex": "complex128",
    "text": "str",
    "objects": "object",
    "long": "longdouble",
}


@dataclass
class Call:
    """A checked function, a concept or its predict, and what it is rightly called with."""

    who: str
    function: object
    arrays: dict
    settings: dict

    @property
    def expected(self):
        return arguments(self.function)

    def __str__(self):
        return self.who

    def answer(self, **changed):
        """Return all outputs and, of ones that arrive at each of them, all gradients; a warning is an error."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = self.function(**self.arrays | self.settings | changed)
            if not isinstance(result, tuple):
                return result if isinstance(result, dict) else dict(result=result)
            value, backward = result
            sent = inspect.signature(backward).parameters
            outputs = value if isinstance(value, dict) else {next(iter(sent))[1:]: value}
            ones = {name: np.ones(outputs[name[1:]].shape) for name in sent}
            return outputs | {f"d{name}": array for name, array in backward(**ones).items()}

    def refused(self, kinds, *named, **changed):
        """Say that this call raises one of these errors, in one line that names the concept and one of ``named``."""
        with pytest.raises(kinds) as caught:
            self.answer(**changed)
        assert type(caught.value) in (TypeError, ValueError)
        line = str(caught.value)
        assert line.startswith(f"{self.who}: ") and "\n" not in line and len(line) < 250, line
        assert any(re.search(rf"\b{re.escape(name)}\b", line) for name in named or changed), line
        return line


def calls():
    for name in names():
        concept = load(name)
        question = concept.ask(concept.cases[0])
        short = name.split(".")[1]
        yield Call(short, concept.function, question.arrays, question.settings)
        if hasattr(concept.scratch, "predict"):
            predict = concept.scratch.predict
            given = {each: question.arrays[each] for each in arguments(predict)}
            yield Call(f"{short}.predict", predict, given, {})


CALLS = list(calls())
ARRAYS = [
    pytest.param(call, each, id=f"{call}-{each.name}") for call in CALLS for each in call.expected.values()
]
SETTINGS = [
    pytest.param(call, name, default, id=f"{call}-{name}")
    for call in CALLS
    for name, default in settings(call.function).items()
]


def same(one, other):
    assert one.keys() == other.keys()
    for label, array in one.items():
        assert np.array_equal(array, other[label]), label


@pytest.mark.parametrize("dtype", KINDS)
@pytest.mark.parametrize(("call", "argument"), ARRAYS)
def test_other_kinds_of_numbers_are_refused(call, argument, dtype):
    array = call.arrays[argument.name].astype(KINDS[dtype])
    if array.dtype == np.float64:
        pytest.skip("long numbers are float64 on this machine")
    assert "allowed are" in call.refused(TypeError, **{argument.name: array})


@pytest.mark.parametrize("dtype", ["int64", "int32", "int8", "uint8", "bool", "list", ">f8", "float32"])
@pytest.mark.parametrize(("call", "argument"), ARRAYS)
def test_numbers_of_other_kinds_that_have_a_right_answer_get_it(call, argument, dtype):
    array = np.clip(np.rint(call.arrays[argument.name]), -100, 100)
    array = np.abs(array) if dtype == "uint8" else np.minimum(np.abs(array), 1) if dtype == "bool" else array
    right = array.astype("int64" if argument.whole else "float64")
    given = right.tolist() if dtype == "list" else array.astype(dtype)
    if argument.whole and dtype in ("bool", ">f8", "float32"):
        call.refused(TypeError, **{argument.name: given})
    elif dtype == "float32":  # may be computed in float32 from here on
        for one, other in zip(
            call.answer(**{argument.name: given}).values(),
            call.answer(**{argument.name: right}).values(),
            strict=True,
        ):
            np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
    else:
        same(call.answer(**{argument.name: given}), call.answer(**{argument.name: right}))


@pytest.mark.parametrize(("call", "argument"), ARRAYS)
def test_an_axis_more_or_less_is_another_shape_of_batch_or_refused(call, argument):
    array = call.arrays[argument.name]
    others = [array[None], array[..., None], *([array[0]] if array.ndim else [])]
    if argument.starred is None:
        for other in others:
            line = call.refused(ValueError, **{argument.name: other})
            assert f"its axes are ({' '.join(argument.axes)})" in line
        return
    right = call.answer()
    for label, got in call.answer(**{argument.name: array[None]}).items():
        assert np.array_equal(np.ravel(got), np.ravel(right[label]))
    if call.who == "batch_norm":
        call.refused(ValueError, **{argument.name: array[0]})
    else:
        for label, got in call.answer(**{argument.name: array[0]}).items():
            assert np.array_equal(got, right[label][0])


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
    ("call", "argument"), [each for each in ARRAYS if each.values[1].numbers not in ("real", "fixed")]
)
def test_labels_and_indices_that_there_are_not_are_refused_with_their_place(call, argument):
    array = call.arrays[argument.name]
    if argument.whole:
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
        empty = {
            name: np.ones(each.shape(none), "int64" if each.whole else "float64")
            for name, each in call.expected.items()
        }
        if any(each.end and none[each.end] <= 1 for each in call.expected.values()):
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


def test_sums_over_nothing_are_zero():
    dense, conv2d = load("linear.dense").function, load("convolution.conv2d").function
    assert np.array_equal(dense(np.ones((2, 0)), np.ones((0, 3)), [1, 2, 3])[0], [[1, 2, 3]] * 2)
    y, _ = conv2d(np.ones((1, 3, 3, 0)), np.ones((2, 2, 0, 1)), [5])
    assert np.array_equal(y, np.full((1, 2, 2, 1), 5))
    assert load("optimizers.adam").function(np.ones(0), np.ones((3, 0))).shape == (3, 0)


@pytest.mark.parametrize(("call", "name", "default"), SETTINGS)
def test_settings_of_another_kind_are_refused(call, name, default):
    for wrong in ("2", b"2", None, [1], 1j, np.ones(2)):
        call.refused(TypeError, **{name: wrong})
    if isinstance(default, bool):
        for wrong in (0, 1, 1.0, np.nan, -1):
            call.refused(TypeError, **{name: wrong})
        return
    call.refused(TypeError, **{name: True})
    if isinstance(default, int):
        for wrong in (0.5, 1.0, np.nan):
            call.refused(TypeError, **{name: wrong})
        for wrong in [-1] + [0] * (default > 0):
            assert f"whole numbers from {min(default, 1)}" in call.refused(ValueError, **{name: wrong})
    else:
        for wrong in (np.nan, np.inf, -np.inf, 10**400):
            call.refused(ValueError, **{name: wrong})


@pytest.mark.parametrize(("call", "name", "default"), SETTINGS)
def test_a_setting_is_pythons_own_number_or_numpys(call, name, default):
    own = call.settings[name]
    same(call.answer(**{name: np.asarray(own)[()]}), call.answer(**{name: own}))
    if isinstance(default, float):
        whole = int(default) + 0 if name.startswith("beta") else int(default) + 1
        same(call.answer(**{name: whole}), call.answer(**{name: float(whole)}))
    if not isinstance(default, bool):
        try:
            got = call.answer(**{name: -1})
        except ValueError:
            call.refused(ValueError, **{name: -1})
        else:
            assert all(np.isfinite(array).all() for array in got.values())


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_arguments_have_names_and_places(call):
    same(dict(enumerate_all(call, *call.arrays.values())), dict(enumerate_all(call, **call.arrays)))
    first, *_ = call.arrays
    known = [*call.arrays, *call.settings]
    for missing in call.arrays:
        given = {name: array for name, array in call.arrays.items() if name != missing}
        with pytest.raises(TypeError, match=rf"^{call.who}: {missing} is missing; it takes .*{missing}"):
            call.function(**given)
    for name in known:
        with pytest.raises(
            TypeError, match=rf"^{call.who}: {name}_ is no argument; did you mean .*\b{name}\b"
        ):
            call.function(**call.arrays, **call.settings, **{f"{name}_": 1})
    with pytest.raises(TypeError, match=rf"^{call.who}: {first} is given twice"):
        call.function(*call.arrays.values(), **{first: call.arrays[first]})
    with pytest.raises(TypeError, match=rf"^{call.who}: {len(call.arrays) + 1} arrays are given by position"):
        call.function(*call.arrays.values(), 1)


def enumerate_all(call, *given, **named):
    result = call.function(*given, **named, **call.settings)
    result = result[0] if isinstance(result, tuple) else result
    return result if isinstance(result, dict) else dict(result=result)


@pytest.mark.parametrize(
    "call",
    [call for call in CALLS if isinstance(call.function(**call.arrays, **call.settings), tuple)],
    ids=str,
)
def test_what_arrives_at_backward_is_like_the_outputs(call):
    value, backward = call.function(**call.arrays, **call.settings)
    sent = list(inspect.signature(backward).parameters)
    outputs = {name: value[name[1:]] if isinstance(value, dict) else value for name in sent}
    right = {name: np.full(np.shape(output), 2.0) for name, output in outputs.items()}
    by_name = backward(**right)
    same(backward(*right.values()), by_name)
    same(backward(**{name: array.astype(int) for name, array in right.items()}), by_name)
    same(backward(**{name: array.tolist() for name, array in right.items()}), by_name)
    for name in sent:
        for kind, other in [
            (ValueError, right[name][None]),
            (ValueError, np.ones((*right[name].shape, 2))),
            (TypeError, right[name].astype("float16")),
            (TypeError, None),
        ]:
            with pytest.raises(kind, match=rf"^{call.who}: {name} (has the shape|is) "):
                backward(**right | {name: other})
        with pytest.raises(TypeError, match=rf"^{call.who}.backward: {name} is missing"):
            backward(**{each: array for each, array in right.items() if each != name})
    with pytest.raises(TypeError, match=rf"^{call.who}.backward: dnone is no argument"):
        backward(**right, dnone=1)
    with pytest.raises(TypeError, match=rf"^{call.who}.backward: {len(sent) + 1} arrays"):
        backward(*right.values(), 1)


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_checked_function_is_still_that_function(call):
    bare = call.function.__wrapped__
    assert inspect.signature(call.function) == inspect.signature(bare)
    assert call.function.__name__ == inspect.unwrap(bare).__name__ and call.function.__doc__ == bare.__doc__
    assert pickle.loads(pickle.dumps(call.function)) is call.function


def test_right_arrays_are_handed_on_as_they_are():
    seen = {}

    def watching(x: Float["n *rest"], y: Sign["n"], p: Probability["n"], ids: Int["n", "n"], *, a=1.0):
        seen.update(x=x, y=y, p=p, ids=ids, a=a)

    x = np.ones((3, 2), "float32").view(Watched)
    x.flags.writeable = False
    y, p, ids = np.array([1.0, -1, 1]), np.array([0.0, 1, 0.5]).view(Watched), np.arange(3)
    checked(watching)(x, y, p, ids, a=np.float32(0.5))
    assert seen["x"] is x and seen["y"] is y and seen["p"] is p and seen["ids"] is ids
    assert type(seen["a"]) is float


def test_arrays_that_calculate_otherwise_are_plain_or_refused():
    loss = load("losses.mean_squared_error").function
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        matrix = np.matrix([[1.0, 2], [3, 4]])
    assert loss(matrix, np.zeros((2, 2)))[0] == 7.5  # a matrix's own square would make 54
    with pytest.raises(
        TypeError, match=r"^mean_squared_error: y is a masked array; allowed are arrays without a mask$"
    ):
        loss(np.zeros((1, 2)), np.ma.masked_equal([[0.0, 9.0]], 9))
    with pytest.raises(
        TypeError, match=r"^mean_squared_error: y cannot be read as an array; allowed are rows of equal"
    ):
        loss(np.zeros((2, 2)), [[1, 2], [3]])


def test_the_watch_sees_nothing_of_what_is_checked():
    class Telling(Watched):
        def seen(self, name, inputs, result):
            raise AssertionError(name)

    def silent(y: Sign["n"], p: Probability["n"]):
        return len(y)

    assert checked(silent)(np.ones(3).view(Telling), np.ones(3).view(Telling)) == 3


def test_an_argument_without_axes_is_refused_when_it_is_declared():
    def bare(x, W: Fixed["n"]) -> Differentiable:
        return x

    with pytest.raises(TypeError, match=r"argument x says no axes; write x: Float"):
        checked(bare)


def test_an_axis_is_read_as_it_is_written():
    assert Argument("W", ("i", "4*h"), "real").shape(dict(i=2, h=3)) == (2, 12)
    assert Argument("x", ("*batch", "c"), "real").sizes((2, 3, 4)) == dict(batch=(2, 3), c=4)
    assert Argument("x", ("*batch", "c"), "real").spread((4,)) == ((), 4)
    assert len(Argument("x", ("*batch", "c"), "real").spread(())) == 1, "too few to fit"
    with pytest.raises(NameError, match="h"):
        Argument("W", ("4*h",), "real").shape({})
