"""In which layouts an implementation may keep a concept's weights: a place for each array, the likeliest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from comparisons.yours.places import Place

#: How weights may lie, all of them alike: turned or not, and the heads of attention cut this way or the other. Last of
#: all each for itself.
STYLES = ((True, False), (False, False), (True, True), (False, True), None)

#: So many ways to place all weights are tried of each style.
ASSIGNMENTS = 24


def assignments(options: Mapping[str, list[Place]], needed: Sequence[str]) -> Iterator[dict[str, Place]]:
    """Yield ways to give each array a place of its own so that all ``needed`` weights are taken.

    All weights in one style come first, then each in its own. Arrays of one role, W_q and b_q, lie beside each other
    where they can.
    """
    seen = set()
    for style in STYLES:
        alike = {
            name: [each for each in found if each.suits(style)] or found for name, found in options.items()
        }
        found = 0
        for chosen in islice(_assigned(list(alike), alike, {}, set()), 40 * ASSIGNMENTS):
            whole = _complete(chosen, needed)
            if whole is None or (key := frozenset(whole.items())) in seen:
                continue
            seen.add(key)
            yield whole
            found += 1
            if found == ASSIGNMENTS:
                break


def _assigned(left, options, chosen, taken) -> Iterator[dict[str, Place]]:
    if not left:
        yield dict(chosen)
        return
    name, *others = left
    partner = next(
        (c for c in chosen if name.partition("_")[2] and c.partition("_")[2] == name.partition("_")[2]), None
    )
    ranked = options[name]
    if partner:
        near = chosen[partner].address.rpartition(".")[0] or chosen[partner].address.rpartition("/")[0]
        beside = [p for p in ranked if near and p.address.startswith(near) and p.part == chosen[partner].part]
        ranked = beside or ranked
    for place in ranked:
        if not _overlaps(place, chosen, taken):
            yield from _assigned(others, options, chosen | {name: place}, taken | place.spots)


def _overlaps(place: Place, chosen: Mapping[str, Place], taken: set[tuple[str, str]]) -> bool:
    """Return whether a place is taken, in part or whole, or cuts a weight otherwise than another does."""
    if place.spots & taken:
        return True
    for other in chosen.values():
        if set(other.members) & set(place.members):
            if not (place.part and other.part) or other.members != place.members:
                return True
            if _cut(place.part) != _cut(other.part):
                return True
    return False


def _cut(part: str) -> str:
    """Return in which way a part is cut out: in thirds, or along which axis at which size."""
    if "/" in part:
        return part.partition("/")[2]
    return f"{part.count(',')} {part.rpartition(',')[2].strip(' :')}"


def _complete(chosen: Mapping[str, Place], needed: Sequence[str]) -> dict[str, Place] | None:
    """Return an assignment if it takes all needed weights; one that is left may be added to an array of its shape."""
    taken = {address for place in chosen.values() for address, _ in place.spots}
    for place in chosen.values():
        whole = int(place.part.partition("/")[2] or 1) if "/" in place.part else 2 if place.part else 1
        if sum(other.members == place.members for other in chosen.values()) != whole:
            return None
    left = [address for address in needed if address not in taken]
    whole = dict(chosen)
    while left:
        host = next((n for n, p in whole.items() if n.startswith("b") and not p.plus and not p.part), None)
        if host is None or len(left) < len(whole[host].members):
            return None
        number = len(whole[host].members)
        between = ", " if number > 1 else ""
        whole[host] = replace(whole[host], plus=between.join(left[:number]))
        left = left[number:]
    return whole
