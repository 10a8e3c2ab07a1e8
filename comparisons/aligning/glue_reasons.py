"""Why glue makes another value: Keras's is done once more with a change, until it makes the same as PyTorch's.

What then makes PyTorch's value is proven to be the cause.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from comparisons.aligning import findings as of
from comparisons.aligning import relations
from comparisons.aligning.calls import replay
from comparisons.aligning.changes import Asked, Change, changes, phrase
from comparisons.aligning.words import NEUTRAL
from comparisons.judging.precision import ALLOWED

#: So many changes are tried, the likely ones first.
TRIALS = 400


@dataclass(frozen=True)
class Reason:
    """Why; and where: the call of Keras to blame, and PyTorch's beside it."""

    why: str
    proven: bool
    place: str = ""
    partner: str = ""
    what: str = ""


def explain(asked: Asked) -> Reason:
    """Return the reason why two chains differ, proven if one was found that takes the difference away."""
    if not asked.theirs:
        return _elsewhere(asked)
    singles = list(itertools.islice(changes(asked), TRIALS))
    for change in singles:
        if _tried(asked, change):
            return _reason(change)
    likely = [each for each in singles if each.call is not None][:20]
    for one, two in itertools.combinations(likely, 2):
        if not one.instead.keys() & two.instead.keys() and _tried(asked, one.with_(two)):
            return _reason(one.with_(two))
    return _taken(asked) or _shown(asked) or _unexplained(asked)


def _taken(asked: Asked) -> Reason | None:
    """Tell of a value that PyTorch has elsewhere."""
    found = asked.values.find(asked.array)
    if found is None:
        return None
    its = asked.named or "another"
    return Reason(
        f"Keras takes what PyTorch has at {found[1]}, where PyTorch takes {its}", True, asked.theirs[-1].name
    )


def _reason(change: Change) -> Reason:
    return Reason(
        change.why,
        True,
        change.call.name if change.call else "",
        change.partner.name if change.partner else "",
    )


def _tried(asked: Asked, change: Change) -> bool:
    starts = dict(asked.starts)
    try:
        if change.before:
            starts = {each: change.before([value])[0] for each, value in starts.items()}
        return asked.agrees(replay(asked.theirs, asked.tensor, starts, change.instead))
    except Exception:  # a call that does not suit other arrays is no repair
        return False


def _elsewhere(asked: Asked) -> Reason:
    """Tell of a value that Keras hands on as it is, where PyTorch makes another."""
    found = asked.values.find(asked.array)
    origin = found[1] if found else ""
    begins = any(
        asked.values.find(each)
        and relations.best(asked.array, each, relations.of_value(asked.array, each, ()))[0] <= ALLOWED
        for call in asked.ours
        for each in call.inputs
    )
    acts = [call for call in asked.ours if call.kind not in NEUTRAL] or asked.ours
    if begins and acts:
        done = " and ".join(dict.fromkeys(map(phrase, acts)))
        return Reason(f"Keras does nothing where PyTorch does {done}", True, "", acts[0].name)
    if found:
        its = next((maker.name for maker in asked.ours[-1:]), asked.named or "what it gives another layer")
        return Reason(f"Keras takes what PyTorch has at {origin}, where PyTorch takes {its}", True, "", "")
    return _shown(asked) or _unexplained(asked)


def _shown(asked: Asked) -> Reason | None:
    """Tell what the two values themselves show: the same numbers reversed, transposed, in another order, or scaled."""
    array, place = asked.array, asked.theirs[-1].name if asked.theirs else ""
    for way in asked.ways:
        right = way.to(asked.other)
        if right.shape != array.shape or array.dtype.kind != "f" or array.size < 2:
            continue

        def same(changed, right=right):
            return (
                changed.shape == right.shape
                and relations.best(changed, right, [relations.SAME])[0] <= ALLOWED
            )

        for axis in range(1, array.ndim):
            if same(np.flip(array, axis)):
                return Reason(f"flip: the same numbers, reversed along axis {axis}", True, place)
        for order in itertools.permutations(range(array.ndim)):
            if order != tuple(range(array.ndim)) and array.ndim < 6 and same(array.transpose(order)):
                return Reason(f"transpose: the same numbers with axes in the order {order}", True, place)
        ratio = float(np.vdot(right, array) / (np.vdot(right, right) or 1.0))
        if ratio and same(array / ratio):
            return Reason(f"it is {ratio:.6g} times PyTorch's", True, place)
        half = array.shape[-1] // 2
        if half and same(np.concatenate([array[..., :half], right[..., half:]], -1)) and array.ndim == 2:
            return Reason("only the first half of the features agrees", False, place)
        if relations.best(np.sort(array, None), np.sort(right, None), [relations.SAME])[0] <= ALLOWED:
            return Reason("the same numbers in another order", True, place)
    return None


def _unexplained(asked: Asked) -> Reason:
    mine = " → ".join(map(phrase, asked.theirs)) or "nothing that is seen"
    its = " → ".join(map(phrase, asked.ours)) or "nothing that is seen"
    place = " → ".join(call.name for call in asked.theirs)
    what = of.GLUE if asked.theirs else of.UNSEEN
    return Reason(f"not explained: Keras does {mine}, PyTorch does {its}", False, place, "", what)
