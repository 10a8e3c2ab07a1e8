"""Slips: what may be wrong in a piece of source, told in its own words."""

import ast

import pytest

from comparisons.declaring.catalogue import load
from comparisons.mistakes.laboratory import Laboratory
from comparisons.mistakes.mutants import mutants


def readings(name: str) -> list[str]:
    return [mutant.text for mutant in mutants(Laboratory.of(load(name)))]


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("normalization.batch_norm", "scale = 1 / (np.sqrt(sigma2) + epsilon)"),
        ("normalization.batch_norm", "var = (1 - share) * var + share * sigma2"),
        ("linear.dense", "gradients = dict(x=dy @ W, W=every_x.T @ every_dy)"),
        ("recurrent.simple_rnn", "for t in range(steps):"),
        ("recurrent.simple_rnn", "slope = 1 - h[:, 1:] if activation"),
        ("recurrent.embedding", "dE.reshape(-1)[places.reshape(-1)] = dy.reshape(-1)"),
        ("losses.huber", "dy_hat = share(dloss) * e"),
        ("losses.hinge", "lack = 1 + (y * z)"),
        ("regularization.mixup", "da[partner] += own * da_mixed"),
        ("metrics.precision_recall", "z >= threshold"),
        ("attention.causal", "np.tri(t, s, ahead - 1, dtype=bool)"),
        ("attention.causal", "softmax(S, axis=-2)"),
    ],
)
def test_what_people_write_is_among_them(name, reads):
    assert any(reads in each.partition("read ‹")[2].partition("› where")[0] for each in readings(name))


def test_a_missing_line_is_told_as_missing():
    assert any(
        each.endswith("is missing: ‹dx -= wide(dbeta / m)›") for each in readings("normalization.batch_norm")
    )


@pytest.mark.parametrize("name", ["losses.huber", "optimizers.lion"])
def test_every_one_reads_otherwise_and_is_told_once(name):
    concept = load(name)
    found = list(mutants(Laboratory.of(concept)))
    assert 50 < len(found) < 2000
    for mutant in found:
        for start, end, new in mutant.pieces:
            assert mutant.part.text[start:end] != new
    assert len({(each.part.name, each.pieces) for each in found}) == len(found)


def test_a_refusal_is_no_mathematics():
    text = " ".join(readings("activations.prelu"))
    assert "raise ValueError" not in text


def test_the_line_that_is_named_is_the_line():
    for mutant in mutants(Laboratory.of(load("losses.hinge"))):
        line = mutant.part.text.split("\n")[int(mutant.text.split()[1]) - 1]
        if mutant.text.startswith("line ") and "where it reads" in mutant.text:
            assert line.strip().startswith(mutant.text.partition("where it reads ‹")[2][:-1].strip()[:20])
            ast.parse(mutant.part.text)
