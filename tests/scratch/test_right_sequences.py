"""Of layers that read sequences: what starts from a state, and who may attend to whom, gives what is right."""

import re

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("absent", ["h0", "c0"])
def test_an_lstm_whose_one_state_is_absent_starts_from_zeros(absent):
    concept = load("recurrent.lstm")
    question = next(Question.draw(concept, case) for case in concept.cases if "h0" in case.get("given", ()))
    there = {name: array for name, array in question.arrays.items() if name != absent}
    outputs, backward = concept.function(**there)
    right, of_both = concept.function(**there, **{absent: np.zeros_like(question.arrays[absent])})
    assert all(np.array_equal(outputs[name], right[name]) for name in ("h", "c"))
    gradients, both = (each(*question.cotangents.values()) for each in (backward, of_both))
    assert gradients.keys() == there.keys()
    assert all(np.array_equal(gradients[name], both[name]) for name in there)


@pytest.mark.parametrize("name", ["recurrent.lstm", "recurrent.gru"])
def test_a_sequence_read_in_two_pieces_ends_where_it_ends_in_one(name):
    concept = load(name)
    arrays = Question.draw(concept, concept.cases[0]).arrays
    x, weights = arrays["x"], {each: array for each, array in arrays.items() if each != "x"}

    def read(x, **start):
        outputs, _ = concept.function(x, **weights, **start)
        return outputs if isinstance(outputs, dict) else dict(h=outputs)

    first = read(x[:, :2])
    ends = dict(h0=first["h"][:, -1]) | ({"c0": first["c"]} if "c" in first else {})
    np.testing.assert_allclose(read(x[:, 2:], **ends)["h"], read(x)["h"][:, 2:], rtol=1e-13)


def weighed(q, key, v, seen):
    """Return the weighted means of values, and the weights, of one head whose masked scores are −∞."""
    S = np.where(seen, q @ key.T / np.sqrt(q.shape[1]), -np.inf)
    A = np.exp(S - S.max(axis=1, keepdims=True))
    return A / A.sum(axis=1, keepdims=True) @ v, A / A.sum(axis=1, keepdims=True)


def test_attention_with_a_padded_key():
    rng = np.random.default_rng(0)
    d, heads = 4, 2
    x = rng.standard_normal((1, 3, d))
    W, b = [rng.standard_normal((d, d)) for _ in range(4)], [rng.standard_normal(d) for _ in range(4)]
    seen = np.array([[True, True, False]])
    q, key, v = (x[0] @ w + c for w, c in zip(W[:3], b[:3], strict=True))
    O, A = zip(*(weighed(q[:, s], key[:, s], v[:, s], seen) for s in (slice(0, 2), slice(2, 4))), strict=True)
    attention = load("attention.multi_head").function
    outputs, _ = attention(x, *W, *b, key_mask=seen, heads=heads, need_weights=True)
    np.testing.assert_allclose(outputs["y"][0], np.hstack(O) @ W[3] + b[3], rtol=1e-13)
    np.testing.assert_allclose(outputs["A"][0], A, rtol=1e-13)
    assert np.all(outputs["A"][..., 2] == 0)
    short, _ = attention(x[:, :2], *W, *b, heads=heads)
    np.testing.assert_allclose(outputs["y"][:, :2], short, rtol=1e-13)


def test_attention_with_weights_that_are_dropped():
    x, same, row = np.array([[[4.0, 8.0], [12.0, 16.0]]]), np.eye(2), np.zeros(2)
    zeros = np.zeros((2, 2))  # all scores are 0, and all weights a half
    kept = np.array([[[[True, False], [False, False]]]])
    attention = load("attention.multi_head").function
    given = dict(kept=kept, heads=1, dropout=0.75, need_weights=True)
    outputs, backward = attention(x, zeros, zeros, same, same, *[row] * 4, **given)
    assert outputs["A"].tolist() == [[[[2, 0], [0, 0]]]]
    assert outputs["y"].tolist() == [[[8, 16], [0, 0]]]
    gradients = backward(np.ones((1, 2, 2)), np.zeros((1, 1, 2, 2)))
    assert gradients["x"].tolist() == [[[2, 2], [0, 0]]]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (dict(dropout=-0.1), "dropout is -0.1; allowed are 0 to 1"),
        (dict(dropout=1.5), "dropout is 1.5; allowed are 0 to 1"),
        (dict(kept=np.ones((1, 3, 2, 2), bool)), "kept has m = 3 heads; allowed are heads = 2"),
        (
            dict(dropout=0.3),
            "kept is missing, which dropout needs in training; draw(rng, (1, 2, 2, 2), dropout=0.3) draws it",
        ),
    ],
)
def test_dropout_that_is_no_chance_or_lacks_what_is_drawn(given, told):
    arrays = [np.ones((1, 2, 4)), *[np.eye(4)] * 4, *[np.zeros(4)] * 4]
    attention = load("attention.multi_head").function
    with pytest.raises(ValueError, match=f"^multi_head: {re.escape(told)}$"):
        attention(*arrays, heads=2, **given)
    inference, _ = attention(*arrays, heads=2, dropout=0.3, training=False)
    assert np.array_equal(inference, attention(*arrays, heads=2)[0])


@pytest.mark.parametrize("how", ["mask", "key_mask", "bias"])
def test_a_query_that_may_attend_to_nobody(how):
    concept = load("attention.multi_head")
    question = Question.draw(concept, concept.cases[1])
    n, t, heads = 2, 5, 2
    hide = dict(
        mask=np.zeros((n, t, t), bool), key_mask=np.zeros((n, t), bool), bias=np.full((heads, t, t), -np.inf)
    )
    settings = question.settings | dict(need_weights=True)
    outputs, backward = concept.function(**question.arrays, **{how: hide[how]}, **settings)
    assert np.all(outputs["A"] == 0) and np.all(outputs["y"] == question.arrays["b_o"])
    gradients = backward(np.ones((n, t, 8)), np.ones((n, heads, t, t)))
    assert gradients.pop("b_o").tolist() == [n * t] * 8
    assert all(np.all(gradient == 0) for gradient in gradients.values())
