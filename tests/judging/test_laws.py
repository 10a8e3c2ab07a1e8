"""Every concept by hand obeys the laws, and the laws notice who does not."""

from dataclasses import replace

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.answering import Answer
from comparisons.judging.laws import (
    LAWS,
    answers_are_repeatable,
    backward_is_linear,
    backward_is_the_derivative,
    gradients_fit_their_arguments,
    precision_is_kept,
)
from comparisons.judging.question import Question


def test_a_concept_obeys_all_laws(question):
    """Where what is drawn is made hard, the gradient is by intent not the derivative of that, and the law says so."""
    straight = question.settings.get("hard") and question.dtype == "float64"
    broken = {law: law(question) for law in LAWS}
    assert {law for law, said in broken.items() if said} == (
        {backward_is_the_derivative} if straight else set()
    ), broken


class Lying:
    """A concept whose backward is bent by a function of its gradients and of how often it was called."""

    def __init__(self, concept, bend):
        self._concept, self._bend, self._calls = concept, bend, 0

    def __getattr__(self, name):
        return getattr(self._concept, name)

    def function(self, **arguments):
        self._calls += 1
        calls = self._calls
        y, backward = self._concept.function(**arguments)

        def bent(dy):
            return self._bend(backward(dy), dy, calls)

        return y, bent


@pytest.mark.parametrize(
    ("law", "bend", "says"),
    [
        (gradients_fit_their_arguments, lambda d, dy, calls: dict(x=d["x"], W=d["W"]), "['W', 'b', 'x']"),
        (gradients_fit_their_arguments, lambda d, dy, calls: d | dict(W=d["W"].T), "dW has the shape"),
        (precision_is_kept, lambda d, dy, calls: d | dict(b=d["b"].astype("float16")), "db is float16"),
        (answers_are_repeatable, lambda d, dy, calls: d | dict(x=d["x"] + calls), "dx differs"),
        (backward_is_linear, lambda d, dy, calls: d | dict(x=d["x"] + 1e-12), "dx does not double"),
        (backward_is_the_derivative, lambda d, dy, calls: d | dict(b=1.001 * d["b"]), "random direction"),
    ],
)
def test_a_law_notices_who_breaks_it(law, bend, says):
    dense = load("linear.dense")
    question = replace(Question.draw(dense, dense.cases[0]), concept=Lying(dense, bend))
    assert says in law(question)


def test_an_argument_that_is_written_to_raises_at_its_own_line():
    dense = load("linear.dense")
    with pytest.raises(ValueError, match="read-only"):
        Question.draw(dense, dense.cases[0]).arrays["x"][0] = 1


def test_an_answer_names_gradients_as_code_does():
    assert set(Answer(dict(y=np.ones(1)), dict(x=np.ones(1))).labelled()) == {"y", "dx"}
