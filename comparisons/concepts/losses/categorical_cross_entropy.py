"""Softmax and logarithm in one. Keras takes p − y for the gradient even where the truth does not sum to 1."""

import numpy as np

from comparisons.concept import Concept, Differs
from scratch.activations.softmax import softmax
from scratch.losses.categorical_cross_entropy import categorical_cross_entropy


def data(rng, n, k, total=1):
    z = rng.standard_normal((n, k)) * rng.choice([1, 100], (n, 1))  # some samples are certain
    one_hot = np.eye(k)[rng.integers(0, k, n)]
    return dict(z=z, y=total * np.where(rng.random((n, 1)) < 0.5, one_hot, rng.dirichlet(np.ones(k), n)))


def gradient_of_a_truth_that_sums_to_1(z, y):
    loss, _ = categorical_cross_entropy(z, y)

    def backward(dloss):
        p, _ = softmax(z)
        return dict(z=(dloss / len(z)) * (p - y))

    return loss, backward


concept = Concept(
    __name__,
    cases=[dict(n=6, k=3), dict(n=1, k=5), dict(n=7, k=2), dict(n=6, k=3, total=0.5)],
    timing=dict(n=512, k=1000),
    data=data,
    differs=dict(
        keras=Differs(
            gradient_of_a_truth_that_sums_to_1,
            dict(
                sums_to_1="TensorFlow's kernel returns p − y, which is the derivative of its own loss only where y "
                "sums to 1; in general that is p Σ_k y_k − y"
            ),
        )
    ),
)
