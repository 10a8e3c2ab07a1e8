"""The derivative law speaks in every case without a kink, and hears what is small and what is little of much."""

import inspect
from dataclasses import replace

import numpy as np
import pytest

from comparisons.declaring.catalogue import load, names
from comparisons.judging.laws import backward_is_the_derivative
from comparisons.judging.question import Question

#: The cases in which forward has a kink on the way, or is infinite: there it has no derivative.
SILENT = {
    "activations.celu": {5: "infinite"},
    "activations.elu": {1: "kink at 0", 4: "infinite"},
    "activations.hard_shrink": {0: "jump at λ", 1: "jump at λ", 2: "jump at λ", 6: "infinite"},
    "activations.hard_sigmoid": {0: "kinks"},
    "activations.hard_silu": {0: "kinks", 3: "infinite"},
    "activations.hard_tanh": {0: "kinks", 1: "kinks"},
    "activations.identity": {3: "infinite"},
    "activations.leaky_relu": {0: "kink at 0", 1: "kink at 0", 3: "infinite"},
    "activations.log_sigmoid": {4: "infinite"},
    "activations.log_softmax": {6: "infinite"},
    "activations.mish": {4: "infinite"},
    "activations.prelu": {0: "kink at 0", 1: "kink at 0", 3: "kink at 0", 4: "infinite"},
    "activations.relu": {0: "kink at 0", 3: "infinite"},
    "activations.relu6": {0: "kinks", 3: "infinite"},
    "activations.selu": {0: "kink at 0", 3: "infinite", 4: "infinite"},
    "activations.silu": {4: "infinite"},
    "activations.soft_shrink": {0: "kinks at ±λ", 1: "kinks at ±λ", 2: "kinks at ±λ", 6: "infinite"},
    "activations.softplus": {6: "infinite"},
    "activations.sparsemax": {6: "ties"},
    "activations.step": {0: "jump at 0", 3: "infinite"},
    "activations.tanh_shrink": {4: "infinite"},
    "activations.threshold": {0: "jump at θ", 1: "jump at θ", 2: "jump at θ", 5: "infinite"},
    "attention.mixture_of_experts": {6: "ties"},
    "linear.perceptron_loss": {0: "kink at 0"},
    "losses.binary_cross_entropy_of_probabilities": dict.fromkeys((3, 4, 5), "infinite"),
    "losses.categorical_cross_entropy": {5: "infinite"},
    "losses.categorical_cross_entropy_of_probabilities": dict.fromkeys((3, 4), "infinite"),
    "losses.categorical_hinge": {3: "ties"},
    "losses.hinge": {2: "kink at the edge"},
    "losses.contrastive": {2: "pairs that are the same"},
    "losses.dice": {2: "empty"},
    "losses.gaussian_nll": {3: "kink at ε"},
    "losses.huber": {2: "too large for a small step"},
    "losses.kl_divergence": dict.fromkeys((2, 8), "infinite"),
    "losses.log_cosh": dict.fromkeys((3, 4), "too large for a small step"),
    "losses.margin_ranking": {3: "kink at the edge"},
    "losses.mean_absolute_error": {4: "kink at 0"},
    "losses.mean_absolute_percentage_error": {2: "kink at 0"},
    "losses.negative_log_likelihood": {8: "0 / 0"},
    "losses.poisson": {4: "rates smaller than a step", 7: "jump at a count of 1"},
    "losses.quantile": {3: "kink at 0"},
    "losses.sparse_categorical_cross_entropy": {12: "0 / 0"},
    "losses.triplet_margin": dict.fromkeys((2, 3, 9, 11), "embeddings that are the same"),
    "losses.tversky": {3: "empty"},
    "normalization.spectral_norm": {4: "weights smaller than a step"},
    "normalization.weight_norm": {3: "weights smaller than a step"},
    "regularization.elastic_net": dict.fromkeys((0, 1), "kink at 0"),
    "regularization.l1": {0: "kink at 0", 1: "kink at 0", 4: "infinite"},
    "regularization.max_norm": {1: "a norm that is the maximum"},
    "pooling.adaptive_max_pool": dict.fromkeys((2, 5), "ties"),
    "pooling.global_max_pool": {1: "ties"},
    "pooling.max_pool1d": dict.fromkeys((1, 5), "ties"),
    "pooling.max_pool3d": dict.fromkeys((1, 2, 4), "ties"),
    "recurrent.embedding_bag": {7: "ties"},
    "pooling.max_pool2d": dict.fromkeys((1, 3, 6, 7, 10, 12), "ties"),
}


class Bent:
    """A concept whose backward is bent by a function of its gradients."""

    def __init__(self, concept, bend):
        self._concept, self._bend = concept, bend

    def __getattr__(self, name):
        return getattr(self._concept, name)

    def function(self, **arguments):
        value, backward = inspect.unwrap(self._concept.function)(**arguments)

        def bent(*given, **named):
            return self._bend(backward(*given, **named))

        bent.__signature__ = inspect.signature(backward)
        return value, bent


def said(question, bend):
    """Return what the law says of a concept with such a backward."""
    bent = replace(question, concept=Bent(question.concept, bend))
    with np.errstate(all="ignore"):
        return backward_is_the_derivative(bent)


def too_large(factor):
    return lambda gradients: {name: factor * gradient for name, gradient in gradients.items()}


OPERATIONS = [name for name in names() if load(name).kind == "operation"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_law_speaks_in_every_case_without_a_kink(name):
    concept = load(name)
    silent = {
        number
        for number, case in concept.cases_in("float64")
        if not said(
            Question.draw(concept, case),
            lambda gradients: {k: 1.001 * g + 0.01 for k, g in gradients.items()},
        )
    }
    assert silent == SILENT.get(name, {}).keys()
    assert len(silent) < len(concept.cases), "in some case it speaks"


@pytest.mark.parametrize("size", [1e-12, 1e-6, 1, 1e6])
def test_the_law_hears_a_thousandth_of_gradients_of_any_size(size):
    dense = load("linear.dense")
    drawn = Question.draw(dense, dense.cases[0])
    question = Question.put(dense, {}, drawn.arrays, cotangents=dict(dy=size * drawn.cotangents["y"]))
    assert not said(question, dict)
    assert "random direction" in said(question, too_large(1.001))


@pytest.mark.parametrize("sign", [1, -1])
def test_the_law_hears_gradients_that_are_little_of_a_large_loss(sign):
    dense = load("linear.dense")
    drawn = Question.draw(dense, dense.cases[0])
    cotangents = dict(dy=sign * np.abs(drawn.cotangents["y"]))
    question = Question.put(dense, {}, drawn.arrays | dict(b=np.full(3, 1e8)), cotangents=cotangents)
    assert not said(question, dict)
    assert "random direction" in said(question, too_large(3))
