"""Laws that every concept by hand obeys, without any framework to compare with.

Each law takes a question and returns what is wrong, in a sentence, or nothing.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from comparisons.judging.question import Question
from comparisons.judging.rounding import magnitude

#: The step of the numeric derivative, and how far (relative to the size of the terms) it may be from backward's.
STEP = 1e-5
DERIVATIVE_TOLERANCE = 1e-6


def gradients_fit_their_arguments(question: Question) -> str:
    """Backward returns a gradient for every differentiated argument and for no other, each of its argument's shape."""
    if question.concept.kind != "operation":
        return ""
    wanted = {name for name, argument in question.arguments.items() if argument.differentiated}
    given = question.answer.gradients
    if set(given) != wanted:
        return f"backward returns gradients of {sorted(given)}; the arguments to differentiate are {sorted(wanted)}"
    for name, gradient in given.items():
        if gradient.shape != question.arrays[name].shape:
            return f"d{name} has the shape {gradient.shape}, {name} has {question.arrays[name].shape}"
    return ""


def precision_is_kept(question: Question) -> str:
    """Every real result has the dtype of the real arguments."""
    for label, (_, _, array) in question.answer.labelled().items():
        if array.dtype.kind == "f" and array.dtype != question.precision.held:
            return f"{label} is {array.dtype}, the arguments are {question.dtype}"
    return ""


def answers_are_repeatable(question: Question) -> str:
    """The same question has the same answer twice, to the last bit."""
    again = question.answer_from(question.arrays).labelled()
    for label, (_, _, array) in question.answer.labelled().items():
        if not np.array_equal(array, again[label][2], equal_nan=True):
            return f"{label} differs when it is computed again"
    return ""


def backward_is_linear(question: Question) -> str:
    """Backward of twice the gradient that arrives is twice backward of it: exactly, but for what underflows."""
    if question.concept.kind != "operation":
        return ""
    _, backward = question.concept.function(**question.arrays, **question.settings)
    doubled = backward(**{f"d{name}": 2 * array for name, array in question.cotangents.items()})
    for name, gradient in question.answer.gradients.items():
        if magnitude(doubled[name] - 2 * gradient) > question.precision.tiny:
            return f"d{name} does not double when the gradients that arrive are doubled"
    return ""


def backward_is_the_derivative(question: Question) -> str:
    """Along a random direction, what backward says and what forward does are the same (central differences).

    The difference over a step and the one over half of it tell what they tend to, also where the slope has a kink, as
    that of x |x| at 0. Where forward itself has a kink along that direction there is no derivative to compare with, and
    nothing is said.
    """
    if question.concept.kind != "operation" or question.dtype != "float64":
        return ""
    rng = np.random.default_rng(question.seed)
    gradients = question.answer.gradients
    directions = {name: rng.standard_normal(gradient.shape) for name, gradient in gradients.items()}
    # Past the gate: a step may leave the bounds of an argument.
    beyond = replace(question, instead=inspect.unwrap(question.function))

    def loss(step: float) -> float:
        moved = {name: np.asarray(question.arrays[name] + step * v) for name, v in directions.items()}
        outputs = beyond.answer_from(question.arrays | moved).outputs
        return sum(float(np.sum(outputs[name] * array)) for name, array in question.cotangents.items())

    claimed = sum(float(np.sum(gradients[name] * direction)) for name, direction in directions.items())
    middle, left, right = loss(0.0), loss(-STEP), loss(STEP)
    scale = (
        magnitude(np.array([claimed, *(np.linalg.norm(gradient) for gradient in gradients.values())])) or 1.0
    )
    if abs(right - 2 * middle + left) / STEP > 100 * STEP * scale + 1e-9 / STEP * abs(middle):
        return ""
    whole, half = (right - left) / (2 * STEP), (loss(STEP / 2) - loss(-STEP / 2)) / STEP
    numeric = 2 * half - whole
    if abs(numeric - claimed) > DERIVATIVE_TOLERANCE * scale + 1e-14 / STEP * max(abs(middle), scale):
        return f"along a random direction backward says {claimed:.9g}, forward moves by {numeric:.9g}"
    return ""


LAWS: tuple[Callable[[Question], str], ...] = (
    gradients_fit_their_arguments,
    precision_is_kept,
    answers_are_repeatable,
    backward_is_linear,
    backward_is_the_derivative,
)
