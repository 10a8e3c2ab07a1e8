"""What the panels say to a person's own numbers is judged as a check is, and every declared reason has its share."""

from dataclasses import replace

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.errors import Mistake
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS, FAILS, settle
from comparisons.judging.question import Question
from comparisons.numbers import asked
from comparisons.numbers.answers import TRUTH, Answers
from comparisons.numbers.numbers import numbers
from comparisons.numbers.shares import shares
from comparisons.processes.workers import Here, Trouble

RNG = np.random.default_rng(1)


class Bent(Here):
    """PyTorch, whose answer somebody bends."""

    def __init__(self, bend):
        super().__init__("pytorch")
        self.bend = bend

    def ask(self, task, *arguments):
        return self.bend(super().ask(task, *arguments))


def said_to(name, *workers, dtypes=("float64",), drawn=(), **given):
    said, judge = Answers(numbers(load(name), given, drawn)), Here("scratch")
    assert asked.admit(said, judge, dtypes)
    asked.ask_all(said, workers or [Here("pytorch")], judge, dtypes)
    return said


@pytest.mark.parametrize(
    ("name", "given", "differing"),
    [
        ("linear.dense", dict(x=RNG.standard_normal((3, 4)), W=RNG.standard_normal((4, 2))), set()),
        ("losses.huber", dict(y_hat=RNG.standard_normal((3, 2)), y=RNG.standard_normal((3, 2))), set()),
        ("optimizers.gradient_descent", dict(w=np.ones(2), gradients=RNG.standard_normal((3, 2))), set()),
        ("schedules.cosine_decay", dict(step=[0, 5, 12], rate=0.1, steps=10), {"rates"}),
        ("metrics.accuracy", dict(z=RNG.standard_normal((7, 3)), y=RNG.integers(0, 3, 7)), set()),
        ("recurrent.embedding", dict(ids=[[0, 3]], E=RNG.standard_normal((4, 2))), set()),
        ("regularization.dropout", dict(x=np.ones((40, 50)), rate=0.3), set()),
        ("initializers.glorot_uniform", dict(shape=(30, 40)), set()),
        ("linear.linear_regression", dict(x=RNG.standard_normal((9, 2)), y=RNG.standard_normal(9), epochs=2), set()),
    ],
)  # fmt: skip
def test_every_kind_of_concept_can_be_asked(name, given, differing):
    said = said_to(name, dtypes=("float64", "float32"), **given)
    assert set(said.frame.dtype) == {"float64", "float32"}
    assert set(said.frame.array[said.frame.verdict == DIFFERS]) == differing
    assert set(said.frame.verdict[~said.frame.array.isin(differing)]) <= {AGREES}
    assert set(said.by_dtype["float32"]) == {TRUTH, "pytorch"}


def test_outputs_and_gradients_are_those_of_these_very_numbers():
    x, W, dy = (RNG.standard_normal(shape) for shape in [(3, 4), (4, 2), (3, 2)])
    said = said_to("linear.dense", x=x, W=W, dy=dy)
    for panel in (TRUTH, "pytorch"):
        assert np.allclose(said.outputs[panel]["y"], x @ W, atol=1e-14)
        assert np.allclose(said.gradients[panel]["W"], x.T @ dy, atol=1e-14)


def test_a_wrong_answer_fails_and_says_which_array():
    def bend(answer):
        return replace(answer, gradients=answer.gradients | dict(W=answer.gradients["W"] * (1 + 1e-10)))

    said = said_to("linear.dense", Bent(bend), n=3)
    assert dict(zip(said.frame.array, said.frame.verdict, strict=True)) == dict(y=AGREES, x=AGREES, W=FAILS)
    assert "gradient dW is" in said.frame.reason.iloc[-1]


def test_whoever_crashes_has_a_row_and_the_others_answer():
    def crash(answer):
        raise Trouble(CRASHED, "out of memory")

    said = said_to("linear.dense", Bent(crash), Here("scratch"), dtypes=("float32",), n=3)
    assert list(said.frame.verdict) == [AGREES] * 3 + [CRASHED]
    assert said.frame.reason.iloc[-1] == "out of memory" and set(said.first) == {TRUTH, "scratch"}


def test_what_scratch_refuses_nobody_else_is_asked():
    said = Answers(numbers(load("recurrent.embedding"), dict(ids=[[0, 9]], E=np.ones((7, 2)))))
    with pytest.raises(Mistake, match="ids holds 9 at"):
        asked.admit(said, Here("scratch"), ["float64"])


def test_when_scratch_has_no_answer_it_has_a_row():
    class Slow(Here):
        def ask(self, task, *arguments):
            raise Trouble("timed out", "no answer within 1 s")

    said = Answers(numbers(load("linear.dense"), dict(n=3)))
    assert not asked.admit(said, Slow("scratch"), ["float64"])
    assert said.frame.reason.tolist() == ["no answer within 1 s"]


@pytest.mark.parametrize("cause", ["rounded_powers", "early_epsilon"])
def test_a_difference_that_one_reason_makes_is_all_its_own(cause):
    concept = load("optimizers.adam")
    question = Question.draw(concept, concept.cases[0])
    acting = replace(question, instead=concept.differs["keras"].acting({cause}, "float64"))
    side, checks = settle(question, acting.truth, "keras")
    rows = {row["cause"]: row for row in shares(side, acting.truth, "keras")}
    assert [check.verdict for check in checks] == [DIFFERS]
    assert rows[cause]["share"] == 1 and rows[cause]["units"] == checks[0].units
    assert all(row["share"] != 1 for other, row in rows.items() if other != cause)


def test_shares_of_reasons_that_do_not_touch_each_other_sum_to_one():
    said = said_to("optimizers.adam", Here("keras"), d=5, t=3)
    assert len(said.reasons) == 2 and abs(said.reasons.share.sum() - 1) < 1e-3
    assert (said.reasons.left < 32).all() and said.reasons.units.max() > 1e8


def test_a_reason_that_makes_the_difference_infinite_has_all_of_it():
    said = said_to("losses.categorical_cross_entropy", z=[[0.0, -np.inf]], y=[[1.0, 0.0]])
    loss = said.reasons[said.reasons.array == "loss"]
    assert loss.units.tolist() == [np.inf] and loss.share.tolist() == [1.0]


def test_how_far_two_panels_are_apart_is_counted_whoever_is_right():
    def bend(answer):
        if not hasattr(answer, "outputs"):
            return answer
        return replace(answer, outputs={name: array * (1 + 2**-43) for name, array in answer.outputs.items()})

    said = said_to(
        "activations.relu", Here("keras"), Bent(bend), x=[[0.0, 2.0]]
    )  # what it yields is not rounded
    apart = said.apart.set_index("array")["units"]
    assert apart["y"] == 2**9 and apart["x"] == 0
    assert set(zip(said.apart.framework, said.apart.other, strict=True)) == {("pytorch", "keras")}


def test_what_is_infinite_in_float32_is_told():
    said = said_to("linear.dense", x=[[1e200, 1.0]], W=[[1.0], [np.inf]], dtypes=("float64", "float32"))
    assert said.overflowing == ["x"]
    assert np.isinf(said.by_dtype["float32"][TRUTH]["y"])
    said.dtypes = ["float64"]
    assert not said.overflowing


def test_what_agrees_has_no_reason():
    assert not len(said_to("linear.dense", n=3).reasons)


def test_what_is_written_can_be_read_and_asked_again(tmp_path):
    from comparisons.numbers.files import read_arrays

    said = said_to("linear.dense", drawn=["b"], n=3)
    said.write(tmp_path / "said.npz")
    with np.load(tmp_path / "said.npz") as written:
        assert np.array_equal(written["float64/pytorch/db"], said.gradients["pytorch"]["b"])
        assert np.array_equal(written["float64/truth/y"], said.outputs[TRUTH]["y"])
    again = said_to("linear.dense", **read_arrays(str(tmp_path / "said.npz")))
    assert not again.numbers.drawn
    assert np.array_equal(again.gradients["pytorch"]["W"], said.gradients["pytorch"]["W"])
