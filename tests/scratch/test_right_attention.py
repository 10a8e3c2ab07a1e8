"""Attention in all its forms gives what is right: what its equations say, or another form of it."""

import re

import numpy as np
import pytest

from scratch.attention.additive import additive
from scratch.attention.causal import causal
from scratch.attention.cross import cross
from scratch.attention.dot_product import dot_product
from scratch.attention.grouped_query import grouped_query
from scratch.attention.key_value_cache import key_value_cache
from scratch.attention.local_window import local_window
from scratch.attention.masked import masked
from scratch.attention.multi_head import multi_head

pytestmark = pytest.mark.filterwarnings("error")


def drawn(*shapes):
    rng = np.random.default_rng(0)
    return [rng.standard_normal(shape) for shape in shapes]


def alike(ours, right):
    np.testing.assert_allclose(ours, right, rtol=1e-12, atol=1e-15)


def test_decoding_word_by_word_is_causal_attention_to_the_whole_text():
    Q, K, V = drawn((2, 3, 6, 4), (2, 3, 6, 4), (2, 3, 6, 5))
    right, right_backward = causal(Q, K, V)
    steps, kept = [], {}
    for cut in (slice(0, 3), slice(3, 4), slice(4, 5), slice(5, 6)):  # a prompt, then three words
        new, backward = key_value_cache(Q[:, :, cut], K[:, :, cut], V[:, :, cut], **kept)
        kept = dict(K0=new["K"], V0=new["V"])
        alike(new["y"], right[:, :, cut])
        steps.append((cut, backward))
    assert np.array_equal(kept["K0"], K) and np.array_equal(kept["V0"], V)

    (dy,) = drawn(right.shape)
    dK, dV = np.zeros_like(K), np.zeros_like(V)
    gradients = right_backward(dy)
    for cut, backward in reversed(steps):
        of_step = backward(dy[:, :, cut], dK, dV)
        for name, each in dict(q="Q", k="K", v="V").items():
            alike(of_step[name], gradients[each][:, :, cut])
        dK, dV = of_step.get("K0"), of_step.get("V0")


def test_as_many_groups_as_heads_is_multi_head_attention_and_shared_heads_are_copies():
    x, W_q, W_k, W_v, W_o = drawn((2, 5, 6), (6, 12), (6, 6), (6, 6), (12, 6))
    settings = dict(heads=4, causal=True)
    y, backward = grouped_query(x, W_q, W_k, W_v, W_o, groups=2, **settings)
    copied = [np.repeat(W.reshape(6, 2, 3), 2, axis=1).reshape(6, 12) for W in (W_k, W_v)]
    zeros = [np.zeros(12)] * 3 + [np.zeros(6)]
    right, right_backward = multi_head(x, W_q, *copied, W_o, *zeros, **settings)
    alike(y, right)
    alike(grouped_query(x, W_q, *copied, W_o, groups=4, **settings)[0], right)
    (dy,) = drawn(y.shape)
    ours, theirs = backward(dy), right_backward(dy)
    for name in ("W_k", "W_v"):  # what is shared by two heads gets what both send back
        alike(ours[name], theirs[name].reshape(6, 2, 2, 3).sum(axis=2).reshape(6, 6))
    alike(ours["x"], theirs["x"])


def test_windows_from_one_position_to_all():
    Q, K, V = drawn((2, 1, 5, 3), (2, 1, 5, 3), (2, 1, 5, 2))
    for flag in (False, True):
        alike(local_window(Q, K, V, width=1, causal=flag)[0], V)
    everybody = masked(Q, K, V)[0]
    alike(local_window(Q, K, V, width=5)[0], everybody)
    alike(local_window(Q, K, V, width=5, causal=True)[0], causal(Q, K, V)[0])
    assert not np.allclose(local_window(Q, K, V, width=4)[0], everybody)


def test_padding_is_a_shorter_sequence():
    Q, K, V = drawn((2, 1, 3, 4), (2, 1, 5, 4), (2, 1, 5, 2))
    there = np.arange(5) < [[5], [3]]
    y, _ = masked(Q, K, V, key_mask=there)
    alike(y[1:], masked(Q[1:], K[1:, :, :3], V[1:, :, :3])[0])
    alike(y[:, 0], dot_product(Q[:, 0], K[:, 0], V[:, 0], np.repeat(there[:, None], 3, axis=1))[0])
    weights = np.eye(4), np.eye(4), np.eye(2)
    c = np.concatenate([K, V], axis=3)[:, 0]
    apart = [np.vstack([weights[1], np.zeros((2, 4))]), np.vstack([np.zeros((4, 2)), weights[2]])]
    alike(cross(Q[:, 0], c, weights[0], *apart, there)[0], y[:, 0])


def test_who_sees_nobody_has_nothing_and_pays_nothing():
    Q, K, V, bias = drawn((1, 2, 3, 4), (1, 2, 2, 4), (1, 2, 2, 2), (2, 3, 2))
    y, backward = causal(Q, K, V, align="last")
    assert (y[:, :, 0] == 0).all() and (y[:, :, 1:] != 0).all()
    assert (backward(np.ones_like(y))["Q"][:, :, 0] == 0).all()
    bias[0, 1] = -np.inf
    y, backward = masked(Q, K, V, bias=bias)
    assert (y[0, 0, 1] == 0).all() and (y != 0).sum() == y.size - 2
    gradients = backward(np.ones_like(y))
    assert (gradients["bias"][0, 1] == 0).all() and all(
        np.isfinite(each).all() for each in gradients.values()
    )


def test_huge_scores_choose_one_value():
    K, V = np.eye(3)[None], np.arange(3.0).reshape(1, 3, 1)
    for size in (1e4, 1e30):
        y, backward = dot_product(size * K[:, ::-1], K, V)
        assert y.ravel().tolist() == [2, 1, 0]
        assert not backward(np.ones_like(y))["Q"].any()
    assert dot_product(0 * K, K, V)[0].ravel().tolist() == [1, 1, 1], "who asks nothing takes the mean"


def test_additive_attention_pair_by_pair():
    s, h, W, U, a = drawn((2, 3, 4), (2, 5, 6), (4, 7), (6, 7), (7,))
    S = np.array(
        [
            [[a @ np.tanh(W.T @ q + U.T @ k) for k in keys] for q in queries]
            for queries, keys in zip(s, h, strict=True)
        ]
    )
    A = np.exp(S) / np.exp(S).sum(axis=2, keepdims=True)
    alike(additive(s, h, W, U, a)[0], A @ h)


@pytest.mark.parametrize(
    ("q", "p", "heads", "groups"), [(8, 4, 3, 1), (8, 4, 4, 3), (8, 6, 4, 2), (8, 5, 4, 2), (6, 3, 4, 2)]
)
def test_heads_that_do_not_part(q, p, heads, groups):
    told = f"q = {q} features of W_q for heads = {heads} and p = {p} of W_k for groups = {groups}; allowed are as many"
    with pytest.raises(ValueError, match=f"^grouped_query: {re.escape(told)}"):
        grouped_query(*drawn((1, 2, 3), (3, q), (3, p), (3, p), (q, 3)), heads=heads, groups=groups)


def test_keys_that_are_kept_without_their_values():
    q, k, v, K0, V0 = drawn((1, 1, 1, 2), (1, 1, 1, 2), (1, 1, 1, 3), (1, 1, 4, 2), (1, 1, 4, 3))
    for kept in (dict(K0=K0), dict(V0=V0)):
        with pytest.raises(ValueError, match=r"^key_value_cache: K0 and V0 are kept together"):
            key_value_cache(q, k, v, **kept)
