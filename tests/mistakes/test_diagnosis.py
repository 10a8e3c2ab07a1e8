"""Which mistake it is: what is named is proven, the simplest first; what cannot be proven is not named."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.answering import Answer
from comparisons.judging.question import Question
from comparisons.mistakes.answered import Answered
from comparisons.mistakes.diagnosis import reasons
from comparisons.mistakes.evidence import Evidence
from comparisons.mistakes.laboratory import Laboratory
from comparisons.mistakes.mutants import mutants
from tests.mistakes.asked import answered, asked


def layer_norm(x, gamma, beta, epsilon=1e-5, outside=False):
    centre = x - x.mean(-1, keepdims=True)
    var = np.mean(centre**2, -1, keepdims=True)
    std = np.sqrt(var) + epsilon if outside else np.sqrt(var + epsilon)
    normed = centre / std

    def backward(dy):
        dn = dy * gamma
        dx = (dn - dn.mean(-1, keepdims=True) - normed * (dn * normed).mean(-1, keepdims=True)) / std
        rows = tuple(range(dy.ndim - 1))
        return dict(x=dx, gamma=(dy * normed).sum(rows), beta=dy.sum(rows))

    return gamma * normed + beta, backward


def test_what_is_right_has_no_reason():
    assert reasons(asked("normalization.layer_norm", layer_norm)) == []


def test_a_slip_is_named_with_file_line_and_both_readings():
    wrong = lambda x, gamma, beta, epsilon: layer_norm(x, gamma, beta, epsilon, outside=True)[0]  # noqa: E731
    reason, *others = reasons(asked("normalization.layer_norm", wrong))
    assert not others
    assert reason.kind == "slip"
    assert reason.whole
    assert reason.arrays == ("y",)
    assert reason.text == (
        "line 23 of scratch/standardized.py read ‹scale = 1 / (np.sqrt(mean(c, c)) + epsilon)› where it reads "
        "‹scale = 1 / np.sqrt(mean(c, c) + epsilon)›"
    )


def test_a_mistake_in_the_gradient_alone_names_it():
    def wrong(x, gamma, beta, epsilon=1e-5):
        y, backward = layer_norm(x, gamma, beta, epsilon)
        return y, lambda dy: backward(dy) | dict(beta=dy.mean(tuple(range(dy.ndim - 1))))

    reason, *_ = reasons(asked("normalization.layer_norm", wrong))
    assert reason.arrays == ("dbeta",)
    assert reason.kind == "multiple"
    assert "dbeta is 1 / " in reason.text


def test_two_mistakes_are_two_reasons():
    def wrong(x, W, b):
        rows = x.reshape(-1, x.shape[-1])

        def backward(dy):
            dW, db = rows.T @ dy.reshape(-1, dy.shape[-1]), dy.reshape(-1, dy.shape[-1]).sum(0)
            return dict(x=dy @ W.T, W=-dW, b=2 * db)

        return x @ W + b, backward

    found = reasons(asked("linear.dense", wrong))
    assert {each.arrays: each.text for each in found} == {
        ("dW",): "dW is −1 times what scratch has",
        ("db",): "db is 2 times what scratch has",
    }
    assert not any(each.whole for each in found)


def test_what_is_no_mistake_of_these_is_not_named():
    rng = np.random.default_rng(0)
    assert reasons(asked("activations.hard_tanh", lambda x: rng.standard_normal(x.shape))) == []
    assert reasons(asked("activations.hard_tanh", lambda x: np.cbrt(x))) == []


def test_a_number_that_is_another_is_solved_for():
    wrong = lambda x: np.clip((x + 2.5) / 6, 0, 1)  # noqa: E731
    reason, *_ = reasons(asked("activations.hard_sigmoid", wrong))
    assert reason.text == (
        "line 19 of scratch/activations/hard_sigmoid.py read ‹y, slope = relu6(x + 2.5)› where it reads "
        "‹y, slope = relu6(x + 3)›"
    )
    reason, *_ = reasons(asked("losses.huber", lambda y_hat, y: np.mean(_huber(y_hat - y, 1.35))))
    assert reason.text == "delta is 1.35 where 1.0 was asked"


def _huber(e, d):
    return np.where(np.abs(e) < d, e * e / 2, d * (np.abs(e) - d / 2))


def test_gradients_that_a_machine_takes_follow_the_outputs_and_are_no_evidence():
    concept = load("losses.hinge")
    questions = [Question.draw(concept, case) for case in concept.cases[:3]]
    said = []
    for question in questions:
        z, y = question.arrays["z"], question.arrays["y"]
        outputs = dict(loss=np.mean(np.maximum(0, -y * z)))
        gradients = {name: np.full_like(question.arrays["z"], 7.0) for name in ("z",)}
        said.append(Answered(question, Answer(outputs, gradients), by_machine=True))
    reason, *_ = reasons(said)
    assert reason.whole
    assert reason.arrays == ("loss",)


def test_where_an_implementation_breaks_down_is_told_apart():
    def naive(x):  # of −∞ it makes no number
        with np.errstate(all="ignore"):
            return x * np.tanh(np.log1p(np.exp(x)))

    found = reasons(asked("activations.silu", naive))
    assert found[0].text.startswith("it is Mish; so it is in all cases but (")
    assert not found[0].whole


def test_a_slip_must_be_in_every_case():
    concept = load("losses.hinge")
    right = lambda z, y, reduction: _reduced(np.maximum(0, 1 - y * z), reduction)  # noqa: E731
    wrong = lambda z, y, reduction: _reduced(np.maximum(0, 2 - y * z), reduction)  # noqa: E731
    questions = [Question.draw(concept, case) for case in concept.cases]
    mixed = [answered(each, wrong if number == 0 else right) for number, each in enumerate(questions)]
    assert reasons(mixed) == []


def _reduced(losses, reduction):
    return {"mean": losses.mean, "sum": losses.sum, "none": lambda: losses}[reduction]()


@pytest.mark.parametrize("dtype", ["float32"])
def test_of_float32_alone_a_reason_is_found_too(dtype):
    concept = load("losses.hinge")
    questions = [Question.draw(concept, case, dtype) for case in concept.cases]
    wrong = lambda z, y, reduction: np.asarray(_reduced(np.maximum(0, 2 - y * z), reduction), dtype)  # noqa: E731
    reason, *_ = reasons([answered(each, wrong) for each in questions])
    assert "lack = 2 - y * z" in reason.text


def test_scratch_is_left_as_it_was():
    concept = load("losses.hinge")
    question = Question.draw(concept, concept.cases[0])
    before = question.truth["loss"]
    wrong = lambda z, y, reduction: _reduced(np.maximum(0, -y * z), reduction)  # noqa: E731
    evidence = Evidence([answered(question, wrong)])
    for mutant in mutants(Laboratory.of(concept)):
        evidence.charged(mutant)
    assert Question.draw(concept, concept.cases[0]).truth["loss"] == before


def test_what_does_not_prove_true_of_other_numbers_is_not_named():
    wrong = lambda z, y, reduction: _reduced(np.maximum(0, 2 - y * z), reduction)  # noqa: E731
    right = lambda z, y, reduction: _reduced(np.maximum(0, 1 - y * z), reduction)  # noqa: E731
    said = asked("losses.hinge", wrong)
    (reason,) = reasons(said, lambda question: answered(question, wrong))
    assert "lack = 2 - y * z" in reason.text
    assert reasons(said, lambda question: None) == [reason]  # no answer proves nothing
    assert reasons(said, lambda question: answered(question, right)) == []


def test_several_that_the_cases_do_not_tell_apart_are_not_named():
    concept = load("losses.hinge")
    question = Question.put(concept, dict(shape=(1,)), dict(z=np.array([0.0]), y=np.array([1.0])))
    # of the one number 0 it may be that there is no margin, or that all is taken times 0
    assert reasons([answered(question, lambda z, y: np.float64(0.0))]) == []


def test_a_multiple_is_told_by_sizes_and_where_it_holds():
    over_all = lambda log_q, p, reduction: dict(  # noqa: E731
        mean=np.mean, sum=np.sum, none=lambda terms: terms.sum(-1)
    )[reduction](_divergence(log_q, p))
    concept = load("losses.kl_divergence")
    cases = [dict(n=(6,), k=3), dict(n=(1,), k=5), dict(n=(7,), k=2, reduction="sum")]
    (reason,) = reasons([answered(Question.draw(concept, case), over_all) for case in cases])
    assert reason.kind == "multiple"
    assert reason.text == "loss is 1 / k times what scratch has, where reduction is 'mean'"


def _divergence(log_q, p):
    return p * (np.log(p) - log_q)
