"""Portraits show what scratch answers: which concepts have one, that they can be read, and that they are true."""

import os
import subprocess
import sys
from xml.etree import ElementTree as Xml

import numpy as np
import pytest
from matplotlib.figure import Figure

from comparisons.declaring.catalogue import HOUSE, load, names
from comparisons.portraits import (
    arrays,
    curves,
    gallery,
    images,
    losses,
    paths,
    rates,
    runs,
    scales,
    scores,
    sequences,
    weights,
)
from comparisons.portraits.gallery import portrait, portraits

SVG = "{http://www.w3.org/2000/svg}"

#: Concepts that no rule can draw: they need what a small picture does not show.
WITHOUT = {
    "linear.bilinear", "models.xor_mlp", "optimizers.loss_scaling", "recurrent.conv_lstm2d", "recurrent.seq2seq",
    "convolution.inverted_residual", "convolution.squeeze_excite",
    "attention.decoder_block", "attention.encoder_block", "attention.mixture_of_experts",
}  # fmt: skip


def drawn(rule, name):
    figure = Figure()
    assert rule(load(name), figure)
    return figure.axes


@pytest.mark.parametrize("name", names())
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
    assert list(portraits(["activations.relu", "activations.tanh", "models.xor_mlp"])) == ["activations.tanh"]


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


def shown(axes):
    """Return the numbers of a field; what is masked is next to nothing."""
    return np.ma.filled(axes.collections[0].get_array(), 0)


def test_arrays_are_drawn_as_they_go_in_and_come_out():
    x, W, y = map(shown, drawn(arrays.arrays, "linear.dense"))
    np.testing.assert_allclose(x @ W, y, atol=0.05)
    ids, E, y = map(shown, drawn(arrays.arrays, "recurrent.embedding"))
    np.testing.assert_allclose(ids @ E, y, atol=0.05)


def test_a_metric_is_drawn_from_guesses_to_certainty():
    (accuracy,) = drawn(scores.score, "metrics.accuracy")[0].lines
    assert accuracy.get_ydata()[0] == pytest.approx(1 / 5, abs=0.07) and accuracy.get_ydata()[-1] > 0.99
    (auc,) = drawn(scores.score, "metrics.roc_auc")[0].lines
    assert auc.get_ydata()[0] == pytest.approx(1 / 2, abs=0.07) and np.all(np.diff(auc.get_ydata()) >= 0)
    assert shown(drawn(scores.score, "metrics.confusion_matrix")[0]).sum() == pytest.approx(400, abs=5)


def test_a_volume_is_drawn_slice_by_slice_and_patches_as_rows():
    ball, pooled = map(shown, drawn(images.volume, "pooling.avg_pool3d"))
    assert ball.shape == (8, 4 * 9 - 1) and pooled.shape == (4, 2 * 5 - 1)
    assert pooled.sum() * 8 == pytest.approx(ball.sum(), abs=0.1)
    four, digit = map(shown, drawn(images.maps, "convolution.pixel_shuffle"))
    np.testing.assert_array_equal(four[:4, 5:], digit[::2, 1::2])
    digit, rows = map(shown, drawn(images.patches, "attention.patch_embedding"))
    np.testing.assert_allclose(rows[1].reshape(4, 4), digit[:4, 4:], atol=0.01)


def test_ctc_costs_less_the_surer_the_label_wherever_it_is_said():
    one, every = drawn(losses.loss, "losses.ctc")[0].lines
    assert np.all(np.diff(one.get_ydata()) < 0) and np.all(np.diff(every.get_ydata()) < 0)
    middle = np.argmin(np.abs(one.get_xdata()))
    assert one.get_ydata()[middle] == pytest.approx(-np.log(15 / 3**5)), "15 of 3⁵ paths spell it"
