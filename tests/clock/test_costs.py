"""Operations and bytes are those that one counts by hand; the machine's limits are what its library reaches."""

import numpy as np
import pytest

from comparisons.clock.costs import Cost, cost, operations
from comparisons.clock.limits import WORKING_SETS, Limits, measure_limits
from comparisons.clock.timed import PASSES
from comparisons.declaring.catalogue import load, names
from comparisons.judging.question import Question


def asked(name, **case):
    return Question.draw(load(name), case, "float32")


def test_a_dense_layer_costs_three_products_of_matrices():
    n, i, k = 8, 5, 3
    question = asked("linear.dense", n=n, i=i, k=k, given=("b",))
    forward, both = cost(question, "forward"), cost(question, "forward and backward")
    assert forward.operations == 2 * n * i * k + n * k
    assert (
        both.operations == forward.operations + 2 * (2 * n * i * k) + n * k
    )  # the last adds dy up over the samples
    x, W, b, y = n * i, i * k, k, n * k
    assert forward.bytes == 4 * (x + W + b + y)
    assert both.bytes == 2 * forward.bytes


def test_a_convolution_costs_a_product_for_every_place_of_its_window():
    question = asked("convolution.conv2d", n=2, h=6, w=6, c=3, p=3, q=3, k=4)
    products = 2 * (2 * 4 * 4) * (3 * 3 * 3) * 4
    assert products <= cost(question, "forward").operations <= 1.1 * products


def test_a_sum_by_einsum_is_counted():
    question = asked("normalization.batch_norm", batch=(64,), c=8)
    assert cost(question, "forward").operations >= 2 * 64 * 8


@pytest.mark.parametrize("name", names())
def test_every_concept_has_a_cost_that_grows_with_its_size(name):
    concept = load(name)
    which = PASSES[concept.kind][-1]
    small, large = (
        cost(Question.draw(concept, concept.sized(scale), "float32"), which) for scale in (1 / 16, 1 / 4)
    )
    assert large.bytes > small.bytes > 0 and large.operations >= small.operations


def test_the_roof_is_the_slower_of_computing_and_moving():
    limits = Limits(rate=1e9, bandwidth={2**20: 4e9, 2**24: 1e9})
    assert limits.bound_ms(Cost(operations=1_000_000, bytes=10)) == pytest.approx(1.0)
    assert limits.bound_ms(Cost(operations=0, bytes=2**24)) == pytest.approx(2**24 / 1e9 * 1e3)
    assert limits.bound_ms(Cost(operations=0, bytes=2**22)) == pytest.approx(2**22 / 2e9 * 1e3), (
        "between, on a log scale"
    )


def test_the_limits_of_this_machine_are_measured():
    limits = measure_limits(lambda array: array, lambda: None, "float32")
    assert limits.rate > 1e8 and set(limits.bandwidth) == set(WORKING_SETS)
    assert all(np.isfinite(rate) and rate > 1e7 for rate in limits.bandwidth.values())


def test_the_operations_and_bytes_of_a_training_run_are_counted_by_hand():
    n, d, batch = 4, 3, 2
    question = asked("linear.linear_regression", n=n, d=d, batch_size=batch, epochs=1)
    error = 2 * batch * d + batch + batch  # x w, + b, − y
    loss = batch + batch + 1 + 1  # squared, added up, divided, added
    gradients = 2 * batch + 2 * batch * d + batch  # 2 / n times the error, times x, added up
    steps = 2 * d + 2  # α times it, away from w and from b
    run = cost(question, "epoch")
    assert run.operations == (n // batch) * (error + loss + gradients + steps)
    x, y, w, b, losses = n * d, n, d, 1, 1
    assert run.bytes == 4 * (x + y + w + b + w + b + losses)


def test_the_operations_of_one_step_of_an_optimizer_are_counted_by_hand():
    step = cost(asked("optimizers.gradient_descent", d=7, t=1), "step")
    assert step.operations == 2 * 7 and step.bytes == 4 * 3 * 7  # w, its gradient and its path


def test_an_einsum_takes_a_product_and_a_sum_for_every_place_of_its_axes():
    A, B, v = np.ones((2, 3)), np.ones((3, 5)), np.ones(5)
    assert operations("einsum", ("ij,jk->ik", A, B), A @ B) == 2 * (2 * 3 * 5)
    assert operations("einsum", ("ij,jk,k->i", A, B, v), A @ B @ v) == 3 * (2 * 3 * 5)
    assert operations("einsum", ("i,i->", v, v), v @ v) == 2 * 5
    assert operations("matmul", (A, B), A @ B) == 2 * (2 * 3 * 5)
    assert operations("add.reduce", (A,), A.sum(axis=0)) == 6
    assert operations("exp", (A,), np.exp(A)) == 6
