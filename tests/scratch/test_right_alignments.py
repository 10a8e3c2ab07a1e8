"""The loss of CTC is that of all alignments, one by one, and its gradient is its derivative."""

from itertools import groupby, product

import numpy as np
import pytest
import torch

from comparisons.declaring.catalogue import load
from comparisons.judging.laws import backward_is_the_derivative
from comparisons.judging.question import Question

CTC = load("losses.ctc")
Z = np.random.default_rng(0).standard_normal((1, 5, 3))


def read(alignment, blank):
    return [label for label, _ in groupby(alignment) if label != blank]


@pytest.mark.parametrize("blank", [0, 2])
@pytest.mark.parametrize("labels", [0, 1, 2, 3])
def test_the_loss_is_that_of_all_alignments_one_by_one(blank, labels):
    y = np.array([[1, 1, 2 - blank]])
    p = np.exp(Z[0]) / np.exp(Z[0]).sum(axis=-1, keepdims=True)
    alignments = [each for each in product(range(3), repeat=5) if read(each, blank) == list(y[0, :labels])]
    chance = sum(np.prod(p[np.arange(5), each]) for each in alignments)
    loss, _ = CTC.function(Z, y, labels=np.array([labels]), blank=blank)
    assert float(loss) == pytest.approx(-np.log(chance), rel=1e-13)


@pytest.mark.parametrize("number", range(len(CTC.cases)))
def test_the_gradient_is_the_derivative_and_in_float64_pytorch_has_it_too(number):
    case = CTC.cases[number]
    question = Question.draw(CTC, case)
    assert not backward_is_the_derivative(question)
    if case.get("reduction") != "sum" or case.get("zero_infinity"):
        return
    z = torch.tensor(question.arrays["z"], requires_grad=True)
    y, frames, labels = (torch.tensor(question.arrays[name]) for name in ("y", "frames", "labels"))
    log_p = z.log_softmax(-1).transpose(0, 1)
    loss = torch.nn.functional.ctc_loss(log_p, y, frames, labels, case["blank"], "sum")
    loss.backward(torch.tensor(question.cotangents["loss"]))
    np.testing.assert_allclose(loss.item(), question.truth["loss"], rtol=1e-13)
    np.testing.assert_allclose(z.grad, question.truth["dz"], rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (dict(y=[[1, 0]]), "y holds 0, the blank, among its labels; allowed are the other classes"),
        (dict(y=[[1, 2]], frames=[6]), "frames holds 6; allowed are 1 to 5"),
        (dict(y=[[1, 2]], frames=[0]), "frames holds 0; allowed are 1 to 5"),
        (dict(y=[[1, 2]], labels=[3]), "labels holds 3; allowed are 0 to 2"),
        (dict(y=[[1, 2]], blank=3), "blank is 3; allowed are 0 to 2, the classes of z"),
    ],
)
def test_what_it_cannot_read_it_refuses(given, says):
    with pytest.raises(ValueError, match=f"^ctc: {says}$"):
        CTC.function(
            Z, **{name: value if name == "blank" else np.array(value) for name, value in given.items()}
        )
