"""Where an array may lie among the weights that an implementation keeps: alone, in a part of one, in several."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import members
from comparisons.judging.question import Question
from comparisons.yours.names import ARRAYS, plain
from comparisons.yours.patterns import LETTERS, blocked, in_blocks, patterns

#: A weight may hold so many arrays at most, one after the other along its first axis.
PARTS = 6


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
            names = " ".join(LETTERS[: self.axes])
            pattern = in_blocks(pattern or f"{names} -> {names}", order)
        place = f"{address}[{self.part}]" if self.part else address
        place += f" + {plus}" if plus else ""
        return f"{place}: {pattern}" if pattern else place


def _in_order(address: str, order: Sequence[int]) -> str:
    """Return several weights' addresses in another order."""
    between = ", " if ", " in address else " | "
    several = members(address, bool)
    return between.join(several[n] for n in order) if len(several) == len(order) else address


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
