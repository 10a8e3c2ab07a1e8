"""What a concept declares that frameworks rightly do otherwise: it is told of each kind of layer, and is no failure.

The declarations in ``concepts/`` are the source. Where a layer departs from its partner, what each declares to compute
in the place of scratch's function is computed: if PyTorch's layer and Keras's do just that, they differ as declared.
"""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from comparisons.aligning import kinds, weights
from comparisons.aligning.findings import Findings
from comparisons.aligning.layers import Met
from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake

Arrays = Mapping[str, np.ndarray]


def tell(concept: Concept, found: Findings) -> None:
    """Add what a concept declares, a sentence for the frameworks that do the same."""
    frameworks = defaultdict(list)
    for framework in concept.differs.keys() & {
        "pytorch",
        "keras",
    }:  # the two that are held against each other
        frameworks["; ".join(concept.differs[framework].causes.values())].append(framework)
    for causes, names in frameworks.items():
        found.declare(f"{concept.name}, {' and '.join(sorted(names, reverse=True))}: {causes}")


def explains(met: Met, answer: Arrays) -> bool:
    """Say whether a layer departs from its partner as the concept declares, in outputs and gradients.

    It does if some function that is declared for PyTorch, or scratch's, says what PyTorch's says, and one for Keras
    what Keras's ``answer`` says. Layers of several inputs are not asked.
    """
    concept = kinds.concept_of(met.layer)
    if not concept.differs or len(met.inputs) > 1:
        return False
    return all(
        any(_same(met, given, said) for said in _said(met, concept, framework))
        for framework, given in (("keras", answer), ("pytorch", met.truth.arrays))
    )


def _same(met: Met, given: Arrays, said: Arrays) -> bool:
    asked = [label for label in met.truth.arrays if label in given]
    return all(
        label in said and met.truth.between(label, given[label], said[label]) <= met.truth.allows(label)
        for label in asked
    )


def _said(met: Met, concept: Concept, framework: str) -> Iterator[Arrays]:
    """Yield what scratch says to the layer's input, and what it says with what a framework is declared to do."""
    functions = [concept.function]
    if framework in concept.differs:
        differs = concept.differs[framework]
        functions += [differs.acting(causes, met.pytorch.dtype) for causes in differs.combinations()]
    for function in functions:
        try:
            yield _answer(met, concept, function)
        except (Mistake, TypeError, ValueError):  # it takes what this layer has not
            continue


def _answer(met: Met, concept: Concept, function: Callable) -> Arrays:
    """Return outputs and gradients of a function like scratch's, by the labels of the truth."""
    sizes, state = weights.sizes_of(met.module), weights.of_module(met.module)
    held = weights.read(kinds.layouts(concept, "pytorch"), state, ".", sizes)
    first = next(iter(concept.arguments))
    given = {first: met.inputs[0]} | {name: each for name, each in held.items() if name in concept.arguments}
    config, settings = met.layer.get_config(), inspect.signature(concept.function).parameters
    given = {name: np.asarray(each, "float64") for name, each in given.items()}
    given |= {name: config[name] for name in settings if name in config and name not in concept.arguments}
    given |= {
        name: each.default
        for name, each in settings.items()
        if name not in given and each.default is not inspect.Parameter.empty
    }
    output, backward = function(**given)
    output = next(iter(output.values())) if isinstance(output, dict) else output
    gradients = backward(met.sent(output.shape))
    placed = weights.placed(gradients, concept, met.layer, sizes)
    return {"output 0": output, "input": gradients[first], **placed}
