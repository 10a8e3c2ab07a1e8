"""Of an empty batch all panels make nothing, or say why they cannot."""

import pytest

from comparisons.declaring.catalogue import describe, load, names
from comparisons.errors import Mistake
from comparisons.judging.agreement import AGREES, compare
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter

OPERATIONS = [name for name in names() if describe(name)["kind"] == "operation"]

#: Where a framework refuses what is empty: TensorFlow's kernels, PyTorch's views of instances and of sub-pixels, its
#: packed sequences.
REFUSED = {
    ("keras", "attention.patch_embedding"),
    ("keras", "convolution.causal_conv1d"),
    ("keras", "convolution.conv1d"),
    ("keras", "convolution.conv2d"),
    ("keras", "convolution.depthwise_conv2d"),
    ("keras", "convolution.inverted_residual"),
    ("keras", "convolution.reflect_pad"),
    ("keras", "convolution.separable_conv2d"),
    ("keras", "convolution.unfold"),
    ("keras", "pooling.global_max_pool"),
    ("keras", "recurrent.bidirectional"),
    ("keras", "recurrent.conv_lstm2d"),
    ("keras", "recurrent.lstm"),
    ("keras", "recurrent.masked_lstm"),
    ("keras", "recurrent.seq2seq"),
    ("keras", "recurrent.stacked_lstm"),
    ("keras", "regularization.flips_and_crops"),
    ("pytorch", "convolution.pixel_shuffle"),
    ("pytorch", "normalization.instance_norm"),
    ("pytorch", "recurrent.masked_lstm"),
}

#: What has a wrong shape: of an empty batch in float32, TensorFlow's convolution by oneDNN has that of x.
MISSHAPEN = {
    ("keras", "convolution.conv3d"): "output y",
    ("keras", "convolution.conv2d_transpose"): "gradient dx",
    ("keras", "convolution.conv3d_transpose"): "gradient dx",
}


def empty(name):
    """Ask a concept for its first case with nothing along the first axis."""
    concept = load(name)
    (axis, size), *others = concept.cases[0].items()
    return Question.draw(
        concept, {axis: 0 if isinstance(size, int) else (0, *size[1:])} | dict(others), "float32", 0
    )


@pytest.mark.parametrize("framework", ["pytorch", "keras"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_empty_batch_is_empty_in_all_panels_or_has_no_answer(name, framework):
    question = empty(name)
    if describe(name)["family"] == "losses" or name in ("linear.perceptron_loss", "normalization.batch_norm"):
        with pytest.raises(ValueError, match=r"(n|m) = 0|(n|shape) = \(0,"):
            question.truth  # noqa: B018  a mean over nothing
        return
    if (framework, name) in REFUSED:
        import tensorflow as tf

        with pytest.raises((tf.errors.InvalidArgumentError, IndexError, RuntimeError)):
            adapter(framework)(question).answer()
        return
    try:
        checks = compare(question, adapter(framework)(question).answer(), framework)
        wrong = [each.reason for each in checks if each.verdict != AGREES]
    except Mistake as mistake:
        wrong = [str(mistake)]
    misshapen = MISSHAPEN.get((framework, name), "nothing")
    assert all(f"{misshapen} has the shape" in each for each in wrong), wrong
