"""Changes of Keras's glue, each taken from PyTorch's, that may take a difference away: the likely ones first.

A change is to leave a call out, to put one of PyTorch's in its place or after it, to exchange or transpose its inputs,
or to do the calls in another order.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from comparisons.aligning import relations
from comparisons.aligning.calls import Call
from comparisons.aligning.relations import Relation, Values
from comparisons.aligning.words import NEUTRAL, settings
from comparisons.judging.precision import ALLOWED

Run = Callable[[Sequence[np.ndarray]], list[np.ndarray]]


@dataclass
class Asked:
    """Two chains of glue that begin with the same values and end with others.

    theirs, ours     the calls of Keras and of PyTorch
    array, tensor    what Keras's end with; ``other``, ``origin`` what PyTorch's do
    ways             how PyTorch's array may stand in Keras
    starts           the values that Keras's begin with, by tensor
    values           all values of PyTorch
    """

    theirs: list[Call]
    ours: list[Call]
    array: np.ndarray
    tensor: Hashable
    other: np.ndarray
    origin: Hashable
    ways: list[Relation]
    starts: dict[Hashable, np.ndarray]
    values: Values
    named: str = ""

    def agrees(self, array: np.ndarray) -> bool:
        """Say whether an array is the one that PyTorch has."""
        ways = self.ways
        if array.shape != self.array.shape:  # they are those of another shape
            ways = list(relations.of_value(array, self.other, self.values.flats))
        return relations.best(array, self.other, ways)[0] <= ALLOWED


@dataclass(frozen=True)
class Change:
    """A change of Keras's chain: what is done in the place of some calls, and what is said of it."""

    why: str
    call: Call | None
    partner: Call | None
    instead: dict
    before: Run | None = None  # done to every value that the chain begins with

    def with_(self, other: "Change") -> "Change":
        """Return both changes in one."""
        both = self.instead | other.instead
        return Change(f"{self.why}; {other.why}", self.call, self.partner, both, self.before or other.before)


def changes(asked: Asked) -> Iterator[Change]:
    """Yield the changes that may take the difference away, the likely ones first."""
    theirs = [(call, told(call)) for call in asked.theirs]
    ours = [(call, told(call)) for call in asked.ours]
    for call in asked.theirs:
        if call.kind == "dropout" and not _hands_on(call):
            yield Change(
                "dropout acts in Keras: it is called with training=True", call, None, {call: _skip(call)}
            )
    for (call, mine), (partner, its) in itertools.product(theirs, ours):
        if call.kind == partner.kind and mine != its:
            for run in _ways(partner, call):
                yield Change(_differing(call.kind, mine, its), call, partner, {call: run})
    more = Counter(call.kind for call in asked.theirs) - Counter(call.kind for call in asked.ours)
    less = Counter(call.kind for call in asked.ours) - Counter(call.kind for call in asked.theirs)
    odd = [call for call in asked.theirs if more[call.kind] and call.kind not in NEUTRAL]
    lacking = [call for call in asked.ours if less[call.kind] and call.kind not in NEUTRAL]
    for call, partner in itertools.product(odd, lacking):
        for run in _ways(partner, call):
            said = f"Keras does {phrase(call)} where PyTorch does {phrase(partner)}"
            yield Change(said, call, partner, {call: run})
    for call in odd:
        yield Change(f"Keras does {phrase(call)} where PyTorch does nothing", call, None, {call: _skip(call)})
    for partner in lacking:
        said = f"PyTorch does {phrase(partner)} where Keras does nothing"
        for call in reversed(asked.theirs):
            for run in _ways(partner, None):
                yield Change(said, call, partner, {call: _after(call, run)})
        for run in _ways(partner, None):
            yield Change(said, None, partner, {}, before=run)
        for call in asked.theirs:
            for place, run in itertools.product(range(len(call.inputs)), _ways(partner, None)):
                yield Change(said, call, partner, {call: _with(call, place, lambda a, r=run: r([a])[0])})
    yield from _orders(asked)
    for call in asked.theirs:
        if call.kind == "slice" and call.inputs[0].ndim == 3:
            said = "slice: of the backward direction Keras takes its first step, where PyTorch takes its last state"
            yield Change(said, call, None, {call: _last_states})
    for call in asked.theirs:
        if len(call.inputs) > 1:
            for order in itertools.permutations(range(len(call.inputs))):
                if order != tuple(range(len(order))) and len(order) < 5:
                    said = f"{call.kind}: its inputs are exchanged, {list(order)} is PyTorch's order"
                    yield Change(
                        said, call, None, {call: lambda a, c=call, o=order: c.run([a[n] for n in o])}
                    )
    yield from _inputs(asked)
    for (call, mine), (partner, its) in itertools.product(theirs, ours):
        if call.kind == partner.kind and mine == its:
            for run in _ways(partner, call):
                said = f"{call.kind}: Keras does {phrase(call)} as {call.name}, PyTorch as {partner.name}"
                yield Change(said, call, partner, {call: run})
    for call in asked.theirs:
        if call not in odd:
            said = f"Keras does {phrase(call)} once more than PyTorch"
            yield Change(said, call, None, {call: _skip(call)})
    for call, (partner, _) in itertools.product(asked.theirs, ours):
        if call.kind != partner.kind:
            for run in _ways(partner, call):
                said = f"Keras does {phrase(call)} where PyTorch does {phrase(partner)}"
                yield Change(said, call, partner, {call: run})


def _inputs(asked: Asked) -> Iterator[Change]:
    """Yield Keras's calls with one input transposed, or in its place one that PyTorch's call has."""
    for call in asked.theirs:
        for place, array in enumerate(call.inputs):
            if array.ndim > 2:
                said = f"{call.kind}: input {place} is transposed"
                yield Change(said, call, None, {call: _with(call, place, lambda a: a.swapaxes(-1, -2))})
        if len(call.inputs) < 2:
            continue
        values = [
            each for partner in asked.ours for each in partner.inputs if each.size == call.inputs[0].size
        ]
        for place, other in itertools.product(range(len(call.inputs)), values):
            for way in relations.of_value(call.inputs[place], other, ()):
                array = way.to(other)
                if array.shape != call.inputs[place].shape:
                    continue
                named = [
                    (asked.values.find(each) or (None, "another value"))[1]
                    for each in (call.inputs[place], other)
                ]
                said = f"{call.kind}: Keras takes {named[0]} where PyTorch takes {named[1]}"
                yield Change(said, call, None, {call: _with(call, place, lambda a, b=array: b)})


def _with(call: Call, place: int, change: Callable[[np.ndarray], np.ndarray]) -> Run:
    """Return what makes a call with one of its inputs changed."""
    return lambda arrays: call.run([change(each) if n == place else each for n, each in enumerate(arrays)])


def _orders(asked: Asked) -> Iterator[Change]:
    """Yield Keras's calls of one input each, two of them exchanged."""
    single = [call for call in asked.theirs if len(call.inputs) == 1 and len(call.outputs) == 1]
    for one, two in itertools.combinations(single, 2):
        said = f"in another order: Keras does {phrase(one)} before {phrase(two)}, PyTorch after it"
        yield Change(said, one, None, {one: two.run, two: one.run})


def told(call: Call) -> dict:
    """Return a call's settings in words of both frameworks."""
    if call.layer:
        return {}
    rank = call.outputs[0].ndim if call.outputs else 0
    try:
        return settings(call.kind, call.settings, rank)
    except (TypeError, ValueError):
        return {}


def phrase(call: Call) -> str:
    """Return a call in words: ``leaky_relu (negative_slope=0.2)``."""
    given = ", ".join(f"{name}={value}" for name, value in told(call).items() if value not in (None, ""))
    return f"{call.kind} ({given})" if given else call.kind


def _differing(kind: str, mine: dict, its: dict) -> str:
    parts = [
        f"{name} is {mine.get(name, 'none')} in Keras, {its.get(name, 'none')} in PyTorch"
        for name in dict.fromkeys([*mine, *its])
        if mine.get(name) != its.get(name)
    ]
    return f"{kind}: {'; '.join(parts)}"


def _hands_on(call: Call) -> bool:
    return bool(call.inputs and call.outputs) and np.array_equal(call.inputs[0], call.outputs[0])


def _last_states(arrays):
    """Return the last steps of both directions of a recurrence: the backward one ends where the sequence begins."""
    steps = arrays[0]
    half = steps.shape[-1] // 2
    return [np.concatenate([steps[:, -1, :half], steps[:, 0, half:]], -1)]


def _skip(call: Call) -> Run:
    shape = call.outputs[0].shape

    def run(arrays):
        same = [each for each in arrays if each.shape == shape]
        return [(same or list(arrays))[0]] * len(call.outputs)

    return run


def _after(call: Call, run: Run) -> Run:
    return lambda arrays: [*run(call.run(arrays)[:1]), *call.outputs[1:]]


def _ways(partner: Call, call: Call | None) -> Iterator[Run]:
    """Yield ways to make PyTorch's call on Keras's arrays: as they are, or with channels brought first and back."""

    def given(arrays):
        arrays = list(arrays)
        if len(partner.inputs) == len(arrays):
            return arrays
        if len(partner.inputs) < len(arrays):
            return arrays[: len(partner.inputs)]
        return [*arrays, *partner.inputs[len(arrays) :]]

    def plainly(arrays):
        return partner.run(given(arrays))

    def channels_first(arrays):
        moved = [np.moveaxis(each, -1, 1) if each.ndim > 2 else each for each in arrays]
        return [np.moveaxis(each, 1, -1) if each.ndim > 2 else each for each in partner.run(given(moved))]

    def other_way_round(arrays):
        moved = [np.moveaxis(each, -1, 1) if each.ndim > 2 else each for each in arrays]
        made = partner.run([*partner.inputs[: len(partner.inputs) - len(moved)], *moved])
        return [np.moveaxis(each, 1, -1) if each.ndim > 2 else each for each in made]

    def heads_first(arrays):
        moved = [each.swapaxes(1, 2) if each.ndim == 4 else each for each in arrays]
        return [each.swapaxes(1, 2) if each.ndim == 4 else each for each in partner.run(given(moved))]

    if any(each.ndim > 2 for each in partner.inputs):
        yield channels_first
    if partner.kind == "attention":
        yield heads_first
    yield plainly
    if call is None and len(partner.inputs) > 1:
        yield other_way_round
