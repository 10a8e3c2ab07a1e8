"""In which layouts an implementation may keep a concept's weights: all that fit by shape, the likeliest first."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, islice, permutations

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout, members
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.yours.names import ARRAYS, plain

#: A weight may hold so many arrays at most, one after the other along its first axis.
PARTS = 6

#: So many ways to place all weights are tried of each style.
ASSIGNMENTS = 24

#: Axes are called so where nothing names them.
_LETTERS = "abcdefgh"


#: How weights may lie, all of them alike: turned or not, and the heads of attention cut this way or the other. Last of
#: all each for itself.
STYLES = ((True, False), (False, False), (True, True), (False, True), None)


@dataclass(frozen=True)
class Place:
    """One place for one array: where it lies, and in what order.

    address    a weight, or several that hold the array together
    pattern    the order of its axes there
    part       which part of the weight it is, as a layout says it: ``0/3``, ``:, :i``
    plus       a second weight, which is set to zero
    axes       how many axes the array has
    """

    name: str
    address: str
    pattern: str = ""
    part: str = ""
    plus: str = ""
    axes: int = 0

    @property
    def members(self) -> list[str]:
        """The weights that hold the array."""
        return members(self.address, bool)

    @property
    def style(self) -> tuple[bool, bool]:
        """Whether the axes are turned round, and whether heads are cut the other way."""
        left, _, right = self.pattern.partition(" -> ")
        names = [re.findall(r"[a-z]\w*", side) for side in (left, right)]
        return names[0][:1] != names[1][:1] if len(names[0]) > 1 else False, "heads" in left

    def suits(self, style: tuple[bool, bool] | None) -> bool:
        """Return whether it is of a style. Of a vector it is told by its heads alone."""
        return style is None or self.style == ((style[0], style[1]) if self.axes > 1 else (False, style[1]))

    @property
    def spots(self) -> set[tuple[str, str]]:
        """What nothing else may take."""
        own = {(each, self.part) for each in self.members}
        return own | {(each, "") for each in members(self.plus, bool)} if self.plus else own

    def text(self, order: Sequence[int] = ()) -> str:
        """Return the layout's text, with the blocks of the array's last axis in another order."""
        address, plus, pattern = self.address, self.plus, self.pattern
        if order and len(self.members) == len(order):  # a weight for each block
            address, plus = (_in_order(each, order) for each in (address, plus))
        elif order:
            names = " ".join(_LETTERS[: self.axes])
            pattern = _blocks(pattern or f"{names} -> {names}", order)
        place = f"{address}[{self.part}]" if self.part else address
        place += f" + {plus}" if plus else ""
        return f"{place}: {pattern}" if pattern else place


def _in_order(address: str, order: Sequence[int]) -> str:
    """Return several weights' addresses in another order."""
    between = ", " if ", " in address else " | "
    several = members(address, bool)
    return between.join(several[n] for n in order) if len(several) == len(order) else address


def patterns(concept: Concept, question: Question, name: str, shape: tuple[int, ...]) -> list[str]:
    """Return the patterns in which an array has a shape: those that are declared of a framework, then all by shape."""
    array = question.arrays[name] if name in question.arrays else question.truth.outputs[name]
    found = [] if array.shape != shape else [""]
    for framework in ("pytorch", "keras"):
        text = getattr(concept, framework).get(name, "")
        layout = Layout.parse(text) if text and text != "nowhere" else Layout()
        while layout:
            pattern = f"{layout.ours} -> {layout.theirs}" if layout.ours or layout.theirs else ""
            if (
                pattern
                and "[" not in pattern
                and pattern not in found
                and _fits(layout, array, question, shape)
            ):
                found.append(pattern)
            layout = layout.otherwise
    if len(shape) < array.ndim:
        found += _merged(concept, question, name, shape)
    found += [each for each in by_shape(array.shape, shape) if each not in found and each]
    return found + [each for each in _otherwise_cut(concept, question, name, shape) if each not in found]


@lru_cache(maxsize=4096)
def by_shape(ours: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[str, ...]:
    """Return the patterns that bring an array of one shape into another: axes in another order, axes of length 1."""
    if not ours:
        return ("-> " + " ".join(["1"] * len(theirs)),) if theirs and set(theirs) == {1} else ()
    long, wanted = [n for n in range(len(ours))], [size for size in theirs]
    names = _LETTERS[: len(ours)]
    found = []
    if len(ours) <= 5 and len(wanted) >= len(ours):
        for ones in _ones(wanted, len(wanted) - len(ours)):
            kept = [size for place, size in enumerate(wanted) if place not in ones]
            for order in permutations(long):
                if [ours[n] for n in order] == kept:
                    tokens = iter([names[n] for n in order])
                    right = " ".join("1" if place in ones else next(tokens) for place in range(len(wanted)))
                    found.append(f"{' '.join(names)} -> {right}")
    same = f"{' '.join(names)} -> {' '.join(names)}"
    # Axes that stand the other way round altogether are commoner than any other order.
    found.sort(key=lambda each: each.split(" -> ")[1].split() != list(reversed(names)))
    return tuple("" if each == same else each for each in found)


def blocked(concept: Concept, names: Sequence[str]) -> dict[str, int]:
    """Return of how many blocks, side by side in its last axis, an array is made, for those that are: gates."""
    found = {}
    for name in names:
        axes = concept.arguments[name].axes
        if axes and (match := re.fullmatch(r"(\d+)\*\w+", axes[-1])):
            found[name] = int(match[1])
    return found


def orders(number: int) -> Iterator[tuple[int, ...]]:
    """Yield the orders in which so many blocks may stand, as they are first."""
    yield from permutations(range(number))


def places(
    concept: Concept, question: Question, weights: Mapping[str, tuple[int, ...]], names: Sequence[str]
) -> dict[str, list[Place]]:
    """Return where each array may lie among weights, by their address and shape; the likeliest by name first."""
    blocks = blocked(concept, names)
    there = dict(weights) | together(weights, max(blocks.values(), default=1))
    found = {}
    for name in names:
        axes, fits = question.arrays[name].ndim, []
        for address, shape in there.items():
            if name not in blocks and address not in weights:
                continue
            fits += [
                Place(name, address, pattern, axes=axes)
                for pattern in patterns(concept, question, name, shape)
            ]
            for part, size in _parts(question, name, blocks, shape):
                fits += [
                    Place(name, address, pattern, part, axes=axes)
                    for pattern in patterns(concept, question, name, size)
                ]
        found[name] = sorted(fits, key=lambda each: -likeness(name, each.members[0]))
    return found


def together(weights: Mapping[str, tuple[int, ...]], number: int) -> dict[str, tuple[int, ...]]:
    """Return so many weights of one shape and one role, one for each gate, as if they were one: by their addresses.

    They stand one after the other along the first axis, or side by side along the last.
    """
    alike: dict[tuple, list[str]] = {}
    for address, shape in weights.items():
        stem, between, last = re.search(r"(.*?)([./]?)([^./]*)$", address).groups()
        role = last if stem else address[:1]
        beside = [
            weights.get(f"{stem}{between}{other}") for other in ("weight", "kernel") if stem and other != last
        ]
        alike.setdefault((shape, role, *beside), []).append(address)
    found = {}
    for (shape, *_), some in alike.items():
        if number > 1 and shape and len(some) == number:
            found[", ".join(some)] = (number * shape[0], *shape[1:])
            if len(shape) > 1:
                found[" | ".join(some)] = (*shape[:-1], number * shape[-1])
    return found


def _parts(
    question: Question, name: str, blocks: Collection[str], shape: tuple[int, ...]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield parts of a weight of a shape that may hold an array, each with its own shape.

    Those are equal parts along the first axis; and of what a cell is fed, x and h beside each other, either.
    """
    for parts in range(2, PARTS + 1):
        if shape and shape[0] % parts == 0:
            for index in range(parts):
                yield f"{index}/{parts}", (shape[0] // parts, *shape[1:])
    fed = (
        question.arguments[name].axes[0] if name in blocks and len(question.arguments[name].axes) == 2 else ""
    )
    if not fed.isidentifier() or len(shape) != 2:
        return
    size = question.sizes[fed]
    for other in {
        each.axes[0] for n, each in question.arguments.items() if n in blocks and len(each.axes) == 2
    } - {fed}:
        for axis in (0, 1):
            if other.isidentifier() and shape[axis] == size + question.sizes[other]:
                part = tuple(size if n == axis else length for n, length in enumerate(shape))
                before = ":, " if axis else ""
                yield f"{before}:{fed}", part
                yield f"{before}{other}:", part


def likeness(name: str, address: str) -> int:
    """Return how much the address of a weight sounds like the name of an array: W_q like ``attention.query.weight``."""
    tokens = [each for each in re.split(r"[./_]", address.lower()) if each]
    last, letter = tokens[-1], name[0]
    words = {plain(word) for word in ARRAYS.get(name, ARRAYS.get(letter, "")).split()}
    score = 3 * (plain(last) == plain(name)) + 2 * (plain(last) in words or plain(address) in words)
    role = name.partition("_")[2].lower()
    if role:
        score += 4 * any(token.startswith(role) or token.endswith(role) for token in tokens)
        if role in ("o", "out"):
            score += 4 * any(token in ("out", "output", "proj", "wo", "fc") for token in tokens)
    back = (
        bool({"hh", "h2h", "rec", "recurrent", "hidden", "h", "u", "wh"} & set(tokens))
        or "recurrent" in address
    )
    if (letter in "UR" and len(name) == 1) or name in ("b_h",):
        score += 3 * back
    elif (letter == "W" and len(name) == 1) or name in ("b_x",):
        score -= 2 * back
    is_bias = "bias" in last or last.startswith("b")
    return score + (2 if is_bias == (letter in "bc") else -2)


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


def _fits(layout: Layout, array: np.ndarray, question: Question, shape: tuple[int, ...]) -> bool:
    try:
        return layout.to(array, **question.offered).shape == shape
    except (Mistake, ValueError, RuntimeError):  # a pattern of another number of axes
        return False


def _merged(concept: Concept, question: Question, name: str, shape: tuple[int, ...]) -> list[str]:
    """Return patterns in which neighbouring axes are one, in the orders that frameworks have: a kernel as a matrix."""
    array, found = question.arrays.get(name), []
    if array is None or not shape:
        return []
    sides = [
        Layout.parse(getattr(concept, each).get(name, ""))
        for each in ("pytorch", "keras")
        if getattr(concept, each).get(name)
    ]
    sides = [
        (each.ours, each.theirs)
        for each in sides
        if each.ours and not set("([") & set(each.ours + each.theirs)
    ]
    sides += [(ours, ours) for ours, _ in sides[:1]]
    for ours, theirs in sides:
        names = theirs.split()
        for cuts in combinations(range(1, len(names)), len(shape) - 1):
            groups = [names[start:stop] for start, stop in zip((0, *cuts), (*cuts, len(names)), strict=True)]
            right = " ".join(f"({' '.join(group)})" if len(group) > 1 else group[0] for group in groups)
            pattern = f"{ours} -> {right}"
            if pattern not in found and _fits(Layout.parse(pattern), array, question, shape):
                found.append(pattern)
    return found


def _otherwise_cut(concept: Concept, question: Question, name: str, shape: tuple[int, ...]) -> list[str]:
    """Return patterns in which an axis is cut into heads the other way: the features of one place lie side by side.

    Which axis that is, a declaration says in which a framework keeps the array cut.
    """
    if "heads" not in question.settings or name not in concept.arguments:
        return []
    axes = len(concept.arguments[name].axes)
    cut = next(
        (
            place
            for layout in (concept.layouts(each).get(name) for each in ("keras", "pytorch"))
            if layout
            for place, token in enumerate(re.findall(r"\([^()]*\)|\S+", layout.ours))
            if token.startswith("(")
        ),
        None,
    )
    if cut is None:
        return []
    left = [_LETTERS[n] if n != cut else "(heads each)" for n in range(axes)]
    right = ["(each heads)" if n == cut else _LETTERS[n] for n in range(axes)]
    found = [f"{' '.join(left)} -> {' '.join(order)}" for order in ([*reversed(right)], right)]
    return [
        each
        for each in dict.fromkeys(found)
        if _fits(Layout.parse(each), question.arrays[name], question, shape)
    ]


def _ones(wanted: list[int], number: int) -> Iterator[tuple[int, ...]]:
    places = [place for place, size in enumerate(wanted) if size == 1]
    yield from combinations(places, number)


def _blocks(pattern: str, order: Sequence[int]) -> str:
    """Return a pattern whose last axis of ours is made of blocks, in another order on the other side."""
    left, right = (side.split() for side in pattern.split(" -> "))
    axis = left[-1]
    names = [f"g{n}" for n in range(len(order))]
    ours, theirs = f"[{' '.join(names)}]", f"[{' '.join(names[n] for n in order)}]"
    return f"{' '.join([*left[:-1], ours])} -> {' '.join(theirs if each == axis else each for each in right)}"
