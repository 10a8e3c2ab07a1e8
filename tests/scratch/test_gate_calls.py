"""A call is right, or refused in one clear line: its settings, names and places, and what arrives at backward."""

import inspect
import pickle
import warnings

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.watched import Watched
from scratch.arguments import Argument, setting_kinds
from scratch.checked import checked
from scratch.signature import Count, Differentiable, Fixed, Float, Int, Probability, Sign
from tests.calling import CALLS, SETTINGS, same


@pytest.mark.parametrize(("call", "name", "default"), SETTINGS)
def test_settings_of_another_kind_are_refused(call, name, default):
    kind = str(setting_kinds(call.function)[name])
    if kind.endswith("...]"):
        or_one = "int |" in kind  # a number may stand for itself alone
        for wrong in ("2", b"2", *([] if or_one else [1]), 1j, 0.5, None, (0.5,), ["2"]):
            call.refused(TypeError, **{name: wrong})
        call.refused(ValueError, **{name: (99,) if or_one else (-1,)})
        return
    has_words, may_be_none = "Literal" in kind, "None" in kind or "Optional" in kind
    call.refused(ValueError if has_words else TypeError, **{name: "2"})
    is_whole = isinstance(default, int) or "int" in kind
    for wrong in (b"2", [1], 1j, np.ones(2), *([] if may_be_none else [None])):
        call.refused(TypeError, **{name: wrong})
    if isinstance(default, bool):
        for wrong in (0, 1, 1.0, np.nan, -1):
            call.refused(TypeError, **{name: wrong})
        return
    call.refused(TypeError, **{name: True})
    if isinstance(default, str) and not is_whole:  # words alone
        call.refused(TypeError, **{name: 1})
    elif is_whole:
        for wrong in (0.5, 1.0, np.nan):
            call.refused(TypeError, **{name: wrong})
        from_zero = default == 0 or isinstance(default, str) or str(Count) in kind
        is_any = (isinstance(default, int) and default < 0) or (default is None and "Annotated" not in kind)
        for wrong in [] if is_any else [-1] + [0] * (not from_zero):
            assert f"whole numbers from {1 - from_zero}" in call.refused(ValueError, **{name: wrong})
    else:
        for wrong in (np.nan, np.inf, -np.inf, 10**400):
            call.refused(TypeError if isinstance(default, tuple) else ValueError, **{name: wrong})


@pytest.mark.parametrize(("call", "name", "default"), SETTINGS)
def test_a_setting_is_pythons_own_number_or_numpys(call, name, default):
    own = call.settings.get(name, default)
    same(call.answer(**{name: np.asarray(own)[()]}), call.answer(**{name: own}))
    undrawn = name == "dropout" and "kept" not in call.arrays  # refused: what it needs is not there
    one_side = name == "validation_split"  # refused: 0 and 1 leave a side without samples
    if isinstance(default, float) and not undrawn and not one_side:
        whole = int(default) + 0 if name.startswith("beta") else int(default) + 1
        same(call.answer(**{name: whole}), call.answer(**{name: float(whole)}))
    if not isinstance(default, bool | str | tuple):
        try:
            got = call.answer(**{name: -1})
        except ValueError:
            call.refused(ValueError, **{name: -1})
        else:
            climbs = name == "learning_rate" and "loss" in got  # without end, as a run may that goes uphill
            assert climbs or all(np.isfinite(array).all() for array in got.values())


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_arguments_have_names_and_places(call):
    same(dict(enumerate_all(call, *call.placed)), dict(enumerate_all(call, **call.arrays)))
    first, *_ = call.arrays
    known = [*call.arrays, *call.settings]
    for missing in (name for name, argument in call.expected.items() if not argument.optional):
        given = {name: array for name, array in call.arrays.items() if name != missing}
        with pytest.raises(TypeError, match=rf"^{call.who}: {missing} is missing; it takes .*{missing}"):
            call.function(**given)
    for name in known:
        with pytest.raises(
            TypeError, match=rf"^{call.who}: {name}_ is no argument; did you mean .*\b{name}\b"
        ):
            call.function(**call.arrays, **call.settings, **{f"{name}_": 1})
    with pytest.raises(TypeError, match=rf"^{call.who}: {first} is given twice"):
        call.function(*call.placed, **{first: call.arrays[first]})
    with pytest.raises(TypeError, match=rf"^{call.who}: {len(call.placed) + 1} arrays are given by position"):
        call.function(*call.placed, 1)


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


@pytest.mark.parametrize("arriving", [2, 2.0, np.int8(2), np.float32(2), True])
def test_what_has_no_precision_of_its_own_takes_that_of_the_output(arriving):
    loss, backward = load("losses.mean_squared_error").function(
        np.ones((2, 1), "float32"), np.zeros((2, 1), "float32")
    )
    gradient = backward(arriving)["y_hat"]
    assert gradient.dtype == loss.dtype == np.float32 and np.all(gradient == arriving)


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


class Unreadable:
    def __array__(self, *_, **__):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad")


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
    for foreign in ([[1, 2], [3]], Unreadable()):
        with pytest.raises(TypeError, match=r"^mean_squared_error: y is a \w+ that is no array; allowed are"):
            loss(np.zeros((2, 2)), foreign)


def test_the_watch_sees_nothing_of_what_is_checked():
    class Telling(Watched):
        def seen(self, name, inputs, result):
            raise AssertionError(name)

    def silent(y: Sign["n"], p: Probability["n"]):
        return len(y)

    assert checked(silent)(np.ones(3).view(Telling), np.ones(3).view(Telling)) == 3


def test_one_sign_without_an_axis_is_let_through_and_another_number_is_not():
    def signed(y: Sign["*shape"]):
        return y

    assert checked(signed)(-1.0) == -1
    with pytest.raises(ValueError, match=r"signed: y holds 0.5; allowed are -1 and 1$"):
        checked(signed)(0.5)


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
    assert len(Argument("x", ("n", "*rest", "c"), "real").spread((5,))) == 2, "too few to fit"
    with pytest.raises(NameError, match="h"):
        Argument("W", ("4*h",), "real").shape({})
