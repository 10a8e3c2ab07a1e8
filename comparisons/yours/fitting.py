"""How an implementation fits a concept is found by trying: whatever comes nearest to the truth."""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count, islice, permutations, product

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout, members
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.yours import layouts
from comparisons.yours.by_hand import ByHand
from comparisons.yours.calling import kept
from comparisons.yours.fit import Fit, by_names, question_for
from comparisons.yours.guarding import Failed, TooSlow, guarded
from comparisons.yours.implementation import Implementation
from comparisons.yours.modules import Module

#: Outputs that are so near to the truth, relative to their largest entry, are found.
NEAR = 1e-8

#: So many ways are tried at most, for so many seconds of a processor.
MOST, SECONDS = 600, 15.0

#: So many cases are tried until in one of them an implementation answers at all.
CASES = 4


@dataclass(frozen=True)
class Found:
    """How an implementation fits, whether names alone did not tell, and whether it answers at all.

    ``otherwise`` is how it fits much better, though its arguments have the very names of ours.
    """

    fit: Fit
    by_trying: bool = False
    answers: bool = False
    otherwise: Fit | None = None


def find(
    concept: Concept, implementation: Implementation, weights: Mapping[str, str], seconds: float
) -> Found:
    """Find out how an implementation fits a concept. Raises Mistake if it keeps weights that fit no layout."""
    named = by_names(concept, implementation, weights)
    first, trouble = None, False
    questions = probes(concept, named)
    for place, question in enumerate(questions):
        best, least, begun = None, np.inf, time.process_time()
        tries = islice(ways(question, implementation, named, seconds), MOST)
        for number in count():
            try:
                fit = next(tries, None)
                if fit is None:
                    break
                first = first or fit
                with guarded(seconds):
                    places, far = distance(question, implementation, fit)
                if far < NEAR:  # by chance of these sizes, perhaps
                    far += _elsewhere(
                        questions[place + 1 :], implementation, fit.with_(outputs=places), seconds
                    )
            except TooSlow:
                return Found(first or named)
            except Failed:
                trouble = True
                continue
            if fit.turned and best and np.isfinite(least):  # who calls them like ours means ours
                if far < NEAR:
                    best = replace(best, otherwise=fit.with_(outputs=places))
                    break
                continue
            # A function's arguments are what their names say, unless something else is right; where a thing keeps its
            # weights no name tells for sure, and the nearest is the likeliest.
            nearer = far < NEAR or not np.isfinite(least) or not implementation.is_function
            if best is None or (far < 0.999 * least and nearer):
                best, least = Found(fit.with_(outputs=places), number > 0, True), far
            if far < NEAR or time.process_time() - begun > SECONDS:
                break
        if best:
            return best
    if first or trouble or not _keeps(implementation):
        return Found(first or named)
    raise Mistake(_misfit(concept, implementation, named))


def _elsewhere(questions: list[Question], implementation: Implementation, fit: Fit, seconds: float) -> float:
    """Return how far the outputs are from the truth in other cases, of those that can be put to it."""
    far = 0.0
    for question in questions:
        with suppress(Failed), guarded(seconds):
            far += distance(question, implementation, fit)[1]
    return far


def probes(concept: Concept, fit: Fit) -> list[Question]:
    """Return cases on which to try: those with most of the arrays that may be absent, and sizes that differ."""
    found = []
    for number, case in concept.cases_in("float64"):
        given = set(case.get("given", ())) - fit.given.keys() - fit.layouts.keys() - concept.weights
        odd = [
            n
            for n, value in concept.defaults.items()
            if case.get(n, value) != value and n not in fit.settings
        ]
        if given or odd or "data" in case or set(fit.always) - set(case.get("given", ())):
            continue
        sizes = [value for name, value in case.items() if type(value) is int and name not in concept.defaults]
        distinct = len({size for size in sizes if size > 1}) - sum(sizes.count(size) > 1 for size in sizes)
        distinct += case.get("heads", 1) not in (1, *sizes)
        training = not case.get("training", True)
        found.append((-len(case.get("given", ())), training, -distinct, number, case))
    found.sort(key=lambda each: each[:4])
    others = [case for case in concept.cases if "data" in case][:1] if not found else []
    cases = [*(case for *_, case in found[:CASES]), *others]
    return [question_for(concept, fit, case, "float64", 0) for case in cases]


def distance(question: Question, implementation: Implementation, fit: Fit) -> tuple[dict, float]:
    """Return which of what is returned is which output, and how far the outputs are from the truth."""
    asked = responder(question, implementation, fit)
    outputs = asked.probe()
    total, names = 0.0, [name for name in question.truth.outputs]
    for name in names:
        if name not in outputs:
            total += np.inf if name == names[0] else 0.0
            continue
        array, right = np.asarray(outputs[name], "float64"), question.truth.outputs[name]
        if array.shape != right.shape:
            total += np.inf if name == names[0] else 1e6
            continue
        with np.errstate(all="ignore"):
            far = np.max(np.abs(array - right) / (np.max(np.abs(right), initial=0.0) or 1.0), initial=0.0)
        total += float(far) if np.isfinite(far) else 1e6
    return asked.places, total


def responder(question: Question, implementation: Implementation, fit: Fit) -> ByHand | Module:
    """Return an implementation with a question before it: code that stands by itself, or a thing of a framework."""
    own_loop = implementation.is_function and question.kind in (
        "training run",
        "optimizer",
        "metric",
        "schedule",
    )
    if implementation.whose == "numpy" or own_loop:
        return ByHand(question, implementation, fit)
    return Module(question, implementation, fit)


def ways(question: Question, implementation: Implementation, named: Fit, seconds: float) -> Iterator[Fit]:
    """Yield ways in which an implementation may fit, the likeliest first."""
    for fit in _given(question, implementation, named):
        if not _keeps(implementation) or question.kind not in ("operation", "training run"):
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
        and not (_keeps(implementation) and name in question.concept.weights)
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
    blocks = layouts.blocked(concept, weights)
    number = max(blocks.values(), default=1)
    turns = sorted(
        product((False, True), repeat=len(matrices)), key=lambda each: (len(set(each)) > 1, sum(each))
    )
    for turn in islice(turns, 64):
        turned = {name for name, is_turned in zip(matrices, turn, strict=True) if is_turned}
        for order in layouts.orders(number):
            found = {}
            for name in weights:
                pattern = "a b -> b a" if name in turned else ""
                axes = question.arrays[name].ndim
                in_order = order if name in blocks and order != tuple(range(number)) else ()
                text = layouts.Place(name, "", pattern, axes=axes).text(in_order)
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
    options = layouts.places(concept, question, shapes, names)
    required = {name for name in names if name in concept.weights and concept.arguments[name].differentiated}
    homeless = [name for name, found in options.items() if not found]
    if required & set(homeless):
        return
    options = {name: found for name, found in options.items() if found}
    blocks = layouts.blocked(concept, list(options))
    number = max(blocks.values(), default=1)
    needed = [address for address in shapes if address in trained]
    for chosen in layouts.assignments(options, needed):
        for order in layouts.orders(number):
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


def _keeps(implementation: Implementation) -> bool:
    """Return whether an implementation may keep weights itself."""
    return not implementation.is_function and not implementation.is_a("Optimizer", "LRScheduler", "Metric")


def _misfit(concept: Concept, implementation: Implementation, fit: Fit) -> str:
    """Say that what an implementation keeps fits no layout, and how to say it."""
    names = [name for name in concept.weights if name not in fit.given]
    shown = "nothing"
    for question in probes(concept, fit)[:1]:
        with guarded():
            weights, _ = kept_by(question, implementation, fit)
        shown = ", ".join(f"{address} {tuple(array.shape)}" for address, array in weights.items()) or shown
    return (
        f"{implementation.name} keeps {shown}; no layout was found in which these are {', '.join(sorted(names))} of "
        f"{concept.name}: say weights=dict({next(iter(sorted(names)), 'W')}='<weight>: ours -> theirs', …)"
    )
