"""Portraits show what scratch answers: which concepts have one, that they can be read, and that they are true."""

import os
import subprocess
import sys
from xml.etree import ElementTree as Xml

import numpy as np
import pytest
from matplotlib.figure import Figure

from comparisons.declaring.catalogue import HOUSE, load, names
from comparisons.portraits import curves, gallery, losses, paths, rates, runs, scales, sequences, weights
from comparisons.portraits.gallery import RULES, portrait, portraits

DRAWN = [name for name in names() if name.split(".")[0] in RULES]
SVG = "{http://www.w3.org/2000/svg}"

#: Concepts of families with a rule that no rule can draw: they need what a small picture does not show.
WITHOUT = {
    "linear.bilinear", "linear.dense", "linear.low_rank_adaptation", "linear.perceptron_loss", "losses.ctc",
    "losses.info_nce", "models.xor_mlp", "optimizers.loss_scaling", "regularization.max_norm",
    "recurrent.conv_lstm2d", "recurrent.embedding", "recurrent.embedding_bag", "recurrent.seq2seq",
    "normalization.layer_scale", "normalization.spectral_norm", "normalization.weight_norm",
    "convolution.conv3d", "convolution.conv3d_transpose", "convolution.inverted_residual", "convolution.pixel_shuffle",
    "convolution.squeeze_excite", "convolution.unfold", "pooling.avg_pool3d", "pooling.max_pool3d",
    "attention.decoder_block", "attention.encoder_block", "attention.learned_positions",
    "attention.mixture_of_experts", "attention.patch_embedding",
}  # fmt: skip


def drawn(rule, name):
    figure = Figure()
    assert rule(load(name), figure)
    return figure.axes


@pytest.mark.parametrize("name", DRAWN)
def test_a_concept_has_a_portrait_that_is_small_and_says_what_it_shows(name):
    found = portrait(name)
    assert (found is None) == (name in WITHOUT)
    if found:
        root = Xml.fromstring(found.svg)
        assert root.get("role") == "img" and root.get("aria-label") == found.title
        assert len(found.svg) < 60_000 and len(list(root.iter(f"{SVG}path"))) > 2


def test_the_same_portrait_is_drawn_in_every_process():
    program = (
        "from comparisons.portraits.gallery import portraits; import sys; print(portraits(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "regularization.cutmix", "recurrent.lstm", "optimizers.adam"]
    here = os.environ | dict(PYTHONPATH=str(HOUSE))
    said = {
        subprocess.run(command, env=here | dict(PYTHONHASHSEED=seed), capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1 and next(iter(said)).count(b"<svg") == 3


def test_a_broken_concept_has_none_and_the_others_theirs(monkeypatch):
    def broken(name):
        if name == "activations.relu":
            raise SyntaxError("relu.py")
        return load(name)

    monkeypatch.setattr(gallery, "load", broken)
    assert list(portraits(["activations.relu", "activations.tanh", "metrics.accuracy"])) == [
        "activations.tanh"
    ]


def test_an_activation_is_drawn_with_its_slope():
    y, slope = drawn(curves.activation, "activations.tanh")[0].lines
    x = y.get_xdata()
    np.testing.assert_allclose(y.get_ydata(), np.tanh(x))
    np.testing.assert_allclose(slope.get_ydata(), 1 - np.tanh(x) ** 2, atol=1e-12)


def test_a_loss_is_drawn_for_each_truth():
    yes, no = drawn(losses.loss, "losses.binary_cross_entropy")[0].lines
    np.testing.assert_allclose(yes.get_ydata(), np.logaddexp(0, -yes.get_xdata()))
    np.testing.assert_allclose(no.get_ydata(), np.logaddexp(0, no.get_xdata()))


def test_a_rate_is_drawn_until_nothing_moves_any_more():
    (rate,) = drawn(rates.schedule, "schedules.cosine_decay")[0].lines
    assert rate.get_ydata()[0] == 0.1 and rate.get_ydata()[-1] == 0 and 1000 < rate.get_xdata()[-1] < 1300
    (rate,) = drawn(rates.schedule, "schedules.exponential_decay")[0].lines
    assert rate.get_ydata()[-1] <= 0.05, "it is followed far enough to fall by half"


def test_a_path_goes_down_the_slope_where_it_stands():
    path, _ = drawn(paths.descent, "optimizers.gradient_descent")[0].lines
    x = np.stack(path.get_data(), axis=1)
    np.testing.assert_allclose(x[1:], x[:-1] * (1 - 0.1 * np.array([1.0, 8.0])))


def test_weights_of_attention_are_whole_and_causal_ones_look_back():
    for name in ("attention.causal", "attention.multi_head"):
        (axes,) = drawn(weights.attention, name)
        (mesh,) = axes.collections
        shown = np.ma.filled(mesh.get_array(), 0)
        assert (
            shown.shape == (10, 10)
            and np.all(np.triu(shown, 1) == 0)
            and shown.sum() == pytest.approx(10, abs=0.2)
        )


def test_a_normalization_is_drawn_before_and_after():
    before, after = (
        axes.collections[0].get_array() for axes in drawn(scales.normalization, "normalization.layer_norm")
    )
    np.testing.assert_allclose(
        after, (before - before.mean(1, keepdims=True)) / before.std(1, keepdims=True), atol=0.05
    )


def test_a_training_is_drawn_with_all_of_its_losses():
    (axes,) = drawn(runs.training, "models.gan")
    assert [line.get_label() for line in axes.lines] == ["discriminator loss", "generator loss"]
    assert all(len(line.get_xdata()) == 6 for line in axes.lines)


def test_a_state_rests_until_the_first_pulse():
    (axes,) = drawn(sequences.memory, "recurrent.lstm")
    x, *states = (line.get_ydata() for line in axes.lines)
    first = int(np.argmax(x > 0))
    for state in states:
        assert np.all(state[:first] == 0) and state[first] != 0
