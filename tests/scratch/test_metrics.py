"""Metrics are those of scikit-learn, and what these leave open is as is said."""

import numpy as np
import pytest
from sklearn import metrics

from comparisons.declaring.catalogue import load

precision_recall, f1, top_k, confusion, iou = (
    load(f"metrics.{name}").function
    for name in (
        "precision_recall",
        "f1_score",
        "top_k_accuracy",
        "confusion_matrix",
        "mean_intersection_over_union",
    )
)
RNG = np.random.default_rng(0)
Z, Y = RNG.random((60, 4)), RNG.integers(0, 4, 60)
SAID, ONE_HOT = Z.argmax(axis=1), np.eye(4, dtype=bool)[Y]


@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.9, 1.0])
def test_precision_and_recall(threshold):
    z, y = Z[:, 0], Y == 0
    both = precision_recall(z, y, threshold=threshold)
    assert both["precision"] == pytest.approx(metrics.precision_score(y, z > threshold, zero_division=0))
    assert both["recall"] == pytest.approx(metrics.recall_score(y, z > threshold))


@pytest.mark.parametrize("average", ["none", "micro", "macro", "weighted"])
@pytest.mark.parametrize("threshold", [None, 0.6])
def test_f1(average, threshold):
    found = np.eye(4)[SAID] if threshold is None else threshold < Z
    theirs = metrics.f1_score(ONE_HOT, found, average=None if average == "none" else average)
    assert f1(Z, ONE_HOT, average=average, threshold=threshold) == pytest.approx(theirs)


def test_of_one_class_a_sample_the_micro_score_is_the_accuracy():
    assert f1(Z, ONE_HOT, average="micro") == pytest.approx(np.mean(SAID == Y))


@pytest.mark.parametrize(
    ("ours", "theirs"), [("none", None), ("true", "true"), ("predicted", "pred"), ("all", "all")]
)
def test_confusion(ours, theirs):
    matrix = metrics.confusion_matrix(Y, SAID, normalize=theirs)
    assert confusion(Z, Y, normalize=ours) == pytest.approx(matrix)
    assert iou(Z, Y) == pytest.approx(metrics.jaccard_score(Y, SAID, average="macro"))


@pytest.mark.parametrize("top", [1, 2, 3, 4])
def test_top_k(top):
    theirs = np.mean([y in np.argsort(-z)[:top] for z, y in zip(Z, Y, strict=True)])
    assert top_k(Z, Y, top=top) == pytest.approx(theirs)


def test_of_nothing():
    none = np.zeros(3, bool)
    assert precision_recall([0.1, 0.2, 0.5], ~none) == dict(precision=0, recall=0)
    assert precision_recall([0.9, 0.9, 0.9], none) == dict(precision=0, recall=0)
    assert f1([[0.9, 0.1]], [[True, False]], average="macro") == 0.5, "the class that is nowhere counts, as 0"
    assert iou([[0.9, 0.1]], [0]) == 1, "the class that is nowhere does not"
    assert iou([[0.9, 0.1]], [5], ignore_index=5) == 0
