"""Of a transformer's parts: blocks add to what passes them, positions tell distances, and a gate weighs its experts."""

import re

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question
from scratch.attention.alibi import slopes

pytestmark = pytest.mark.filterwarnings("error")


def drawn(name, **settings):
    """Return the function of a concept, and arrays for it as its first case that has these settings draws them."""
    concept = load(f"attention.{name}")
    case = next(case for case in concept.cases if settings.items() <= case.items())
    return concept.function, dict(Question.draw(concept, case).arrays), case


def test_a_block_with_pre_norm_whose_sublayers_add_nothing_is_not_there():
    encoder, arrays, case = drawn("encoder_block", norm_first=True)
    for name in ("W_o", "b_o", "W_2", "b_2"):
        arrays[name] = np.zeros_like(arrays[name])
    y, backward = encoder(**arrays, heads=case["heads"], norm_first=True)
    dy = np.random.default_rng(0).standard_normal(y.shape)
    assert np.array_equal(y, arrays["x"]) and np.array_equal(backward(dy)["x"], dy)


def test_a_decoder_whose_context_has_no_say_is_an_encoder_that_sees_no_future():
    decoder, arrays, case = drawn("decoder_block", norm_first=True)
    arrays |= dict(C_o=np.zeros_like(arrays["C_o"]), c_o=np.zeros_like(arrays["c_o"]))
    settings = dict(heads=case["heads"], norm_first=True)
    own = {name: each for name, each in arrays.items() if name[0] not in "cC" and name[-1] != "2"}
    own |= dict(W_2=arrays["W_2"], b_2=arrays["b_2"], gamma_2=own.pop("gamma_3"), beta_2=own.pop("beta_3"))
    y, _ = decoder(**arrays, **settings)
    assert np.array_equal(y, load("attention.encoder_block").function(**own, causal=True, **settings)[0])


def test_sinusoids():
    positions = load("attention.sinusoidal_positions").function
    y, _ = positions(np.zeros((1, 2, 5)))
    angles = [1, 1 / 10_000 ** (2 / 5), 1 / 10_000 ** (4 / 5)]
    waves = [wave(angle) for angle in angles for wave in (np.sin, np.cos)]
    np.testing.assert_allclose(y[0], [[0, 1, 0, 1, 0], waves[:5]], rtol=1e-15)
    far, _ = positions(np.zeros((1, 2000, 6), "float32"))
    assert np.array_equal(far, positions(np.zeros((1, 2000, 6)))[0].astype("float32"))


@pytest.mark.parametrize("pairs", ["neighbours", "halves"])
def test_what_is_turned_tells_distances_alone(pairs):
    rotary = load("attention.rotary_positions").function
    q, k = np.random.default_rng(0).standard_normal((2, 6))
    Q, K = (rotary(np.tile(each, (5, 1)), pairs=pairs)[0] for each in (q, k))
    S = Q @ K.T
    np.testing.assert_allclose(S[1:, 1:], S[:-1, :-1], rtol=1e-12)
    assert not np.allclose(S[0], S[0, 0])
    np.testing.assert_allclose(np.linalg.norm(Q, axis=1), np.linalg.norm(q), rtol=1e-15)
    assert np.array_equal(rotary(np.tile(q, (2, 1)), pairs=pairs, first=3)[0], Q[3:])
    with pytest.raises(
        ValueError, match="rotary_positions: x has 3 entries along its axis -1; allowed are even"
    ):
        rotary(np.ones((2, 3)), pairs=pairs)


def test_slopes():
    assert slopes(1).tolist() == [2**-8]
    assert slopes(8).tolist() == [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256]
    assert slopes(12).tolist() == [*slopes(8), *slopes(16)[0:8:2]]


def test_patches_are_a_convolution_whose_stride_is_its_kernel():
    patches, arrays, _ = drawn("patch_embedding", d=5)
    y, backward = patches(**arrays)
    right, convolution = load("convolution.conv2d").function(**arrays, stride=arrays["W"].shape[:2])
    dy = np.random.default_rng(0).standard_normal(right.shape)
    np.testing.assert_allclose(y.reshape(right.shape), right, rtol=1e-12)
    ours, theirs = backward(dy.reshape(y.shape)), convolution(dy)
    for name in arrays:
        np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-12, atol=1e-14)


def test_a_gate_that_chooses_one_learns_only_from_the_softmax_over_all():
    experts, arrays, _ = drawn("mixture_of_experts")
    dW = {}
    for over in ("chosen", "all"):
        y, backward = experts(**arrays, top=1, over=over)
        dW[over] = backward(np.ones_like(y))["W_g"]
    assert np.all(dW["chosen"] == 0) and np.any(dW["all"] != 0)
    every = [experts(**arrays, top=3, over=over)[0] for over in ("chosen", "all")]
    assert np.array_equal(*every)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("mixture_of_experts", dict(top=4), "top is 4; allowed are numbers up to e = 3 of W_g"),
        ("learned_positions", dict(P=np.ones((2, 5))), "x has t = 4 positions; allowed are up to l = 2 of P"),
        (
            "patch_embedding",
            dict(W=np.ones((7, 2, 3, 5))),
            "W has patches of 7 × 2; allowed are up to 6 × 4, the size of x",
        ),
    ],
)
def test_what_does_not_fit_is_refused(name, given, says):
    function, arrays, _ = drawn(name)
    with pytest.raises(ValueError, match=re.escape(f"{name}: {says}")):
        function(**arrays | given)
