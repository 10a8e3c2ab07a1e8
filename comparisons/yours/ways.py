"""The ways in which an implementation may fit, the likeliest first: which parameter is which array, in which order."""

from collections.abc import Iterator
from itertools import islice, permutations, product

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout, members
from comparisons.judging.question import Question
from comparisons.yours.by_hand import ByHand
from comparisons.yours.calling import kept
from comparisons.yours.fit import Fit
from comparisons.yours.guarding import guarded
from comparisons.yours.implementation import Implementation
from comparisons.yours.layouts import assignments
from comparisons.yours.modules import Module
from comparisons.yours.patterns import blocked, orders
from comparisons.yours.places import Place, places


def ways(question: Question, implementation: Implementation, named: Fit, seconds: float) -> Iterator[Fit]:
    """Yield ways in which an implementation may fit, the likeliest first."""
    for fit in _given(question, implementation, named):
        if not keeps(implementation) or question.kind not in ("operation", "training run"):
            yield from _conventions(question, implementation, fit)
            if question.kind == "operation":
                yield from _turned(question, implementation, fit)
            continue
        for convention in _conventions(question, implementation, fit):
            yield from _kept(question, implementation, convention, seconds)


def _given(question: Question, implementation: Implementation, named: Fit) -> Iterator[Fit]:
    """Yield ways in which arrays that names do not tell go to parameters that must be given: as they stand first."""
    lacking = list(named.lacking)
    open_ = [
        name
        for name in question.arguments
        if name not in named.given
        and name not in named.layouts
        and name not in question.draws
        and not (keeps(implementation) and name in question.concept.weights)
    ]
    if not lacking or not open_:
        yield named
        return
    for some in permutations(open_, min(len(lacking), len(open_))):
        given = dict(zip(some, lacking, strict=False))
        yield named.with_(given={**named.given, **given}, lacking=tuple(lacking[len(some) :]))


def _conventions(question: Question, implementation: Implementation, fit: Fit) -> Iterator[Fit]:
    """Yield the orders of axes in which frameworks and scratch take inputs and return outputs; a weight's too."""
    concept, seen = question.concept, []
    own = dict(numpy=("", "pytorch", "keras"), pytorch=("pytorch", ""), keras=("keras", ""))[
        implementation.whose
    ]
    for framework in own:
        declared = {}
        for name, layout in concept.layouts(framework).items() if framework else ():
            if layout.nowhere or layout.is_series:
                continue
            is_given = name in fit.given or (name not in concept.arguments and not layout.address)
            is_given |= question.kind != "operation" and not layout.address
            if "[" in layout.ours and fit.given.get(name) == name:
                continue  # who calls it like ours means ours
            if is_given and (layout.ours or layout.theirs) and name not in fit.layouts:
                declared[name] = f"{layout.ours} -> {layout.theirs}"
        if declared not in seen:
            seen.append(declared)
            yield fit.with_(layouts={**declared, **fit.layouts})


def _turned(question: Question, implementation: Implementation, fit: Fit) -> Iterator[Fit]:
    """Yield a function's weights transposed, all or some, and their gates in other orders."""
    concept = question.concept
    weights = [
        name
        for name in fit.given
        if name in question.arrays and name not in fit.layouts and name in concept.weights
    ]
    matrices = [name for name in weights if question.arrays[name].ndim == 2]
    blocks = blocked(concept, weights)
    number = max(blocks.values(), default=1)
    turns = sorted(
        product((False, True), repeat=len(matrices)), key=lambda each: (len(set(each)) > 1, sum(each))
    )
    for turn in islice(turns, 64):
        turned = {name for name, is_turned in zip(matrices, turn, strict=True) if is_turned}
        for order in orders(number):
            found = {}
            for name in weights:
                pattern = "a b -> b a" if name in turned else ""
                axes = question.arrays[name].ndim
                in_order = order if name in blocks and order != tuple(range(number)) else ()
                text = Place(name, "", pattern, axes=axes).text(in_order)
                found |= {name: text.removeprefix(": ")} if text else {}
            if found:
                ours = any(fit.given[name] == name for name in found)
                yield fit.with_(layouts={**found, **fit.layouts}, turned=ours)


def _kept(question: Question, implementation: Implementation, fit: Fit, seconds: float) -> Iterator[Fit]:
    """Yield the layouts in which an implementation may keep the weights that it is not given."""
    concept = question.concept
    with guarded(seconds):
        weights, trained = kept_by(question, implementation, fit)
    names = [
        name
        for name in question.arguments
        if name not in fit.given and name not in fit.layouts and name not in question.draws
    ]
    if not names or not weights:
        yield fit
        return
    framework = implementation.whose
    if framework != "numpy":
        told = _told(concept, framework, list(weights), names)
        if told is not None:
            yield fit.with_(layouts={**fit.layouts, **told})
    mapped = {Layout.parse(text).address for text in fit.layouts.values()} - {""}
    shapes = {
        address: array.shape
        for address, array in weights.items()
        if not any(address.endswith(m) for m in mapped)
    }
    options = places(concept, question, shapes, names)
    required = {name for name in names if name in concept.weights and concept.arguments[name].differentiated}
    homeless = [name for name, found in options.items() if not found]
    if required & set(homeless):
        return
    options = {name: found for name, found in options.items() if found}
    blocks = blocked(concept, list(options))
    number = max(blocks.values(), default=1)
    needed = [address for address in shapes if address in trained]
    for chosen in assignments(options, needed):
        for order in orders(number):
            in_order = order if order != tuple(range(number)) else ()
            found = {n: place.text(in_order if n in blocks else ()) for n, place in chosen.items()}
            yield fit.with_(layouts={**fit.layouts, **found})


def kept_by(
    question: Question, implementation: Implementation, fit: Fit
) -> tuple[dict[str, np.ndarray], set[str]]:
    """Return what an implementation keeps, by address, as it is built for a question, and which of it is trained."""
    if implementation.whose == "numpy":
        found = kept(ByHand(question, implementation, fit.with_(layouts={}))._instance())
        return found, set()
    return Module(question, implementation, fit).weights()


def _told(concept: Concept, framework: str, addresses: list[str], names: list[str]) -> dict[str, str] | None:
    """Return the declared layouts of a framework, if the model has all of their addresses."""
    separator = "." if framework == "pytorch" else "/"

    def has(address: str) -> bool:
        return sum(f"{separator}{each}".endswith(separator + address) for each in addresses) == 1

    found = {}
    for name, layout in concept.layouts(framework).items():
        if name not in names or not layout.address:
            continue
        layout = layout.among(has)
        if not all(members(address, has) and has(members(address, has)[0]) for address in layout.addresses):
            return None
        found[name] = str(layout)
    return found if all(name in found for name in names if name in concept.weights) else None


def keeps(implementation: Implementation) -> bool:
    """Return whether an implementation may keep weights itself."""
    return not implementation.is_function and not implementation.is_a("Optimizer", "LRScheduler", "Metric")
