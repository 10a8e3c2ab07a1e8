"""Where a framework keeps one of scratch's arrays, and in what order: one map that works both ways.

    "weight: i k -> k i"                   the weight named so, transposed
    "kernel: i [r z g] -> i [z r g]"       blocks along one axis in another order
    "bias[1]"   "in_proj_weight[0/3]"      one row of it; the first of three equal parts along its first axis
    "query/kernel: d (m k) -> d m k"       an axis split into heads
    "n h w c -> n c h w"                   no address: an input or an output, channels first
    "in_proj_weight[0/3] or q_proj_weight" the one of these that the model has
    "weight_hh_l{0..}: l h k -> l k h"     one weight a layer, counted from 0: the array's first axis counts them, too
    "bias_ih_l0 + bias_hh_l0"              the sum of two weights: the second is set to zero when it is loaded
    "cell.weight[:, :i]: i k -> k i"       a part of a weight, as NumPy writes it; sizes of axes have their names
    "f.weight, i.weight: i k -> k i"       several weights, one after the other along the first axis
    "Wf | Wi"                              the same side by side, along the last axis
    "nowhere"                              a state that this framework does not keep: it is neither given nor read back

A layout only permutes entries, and the inverse of a permutation is its transpose. So the one map loads
weights, reads trained weights back and pulls gradients back. Of a sum, the gradient is that of either term.
Patterns are those of einops; blocks are ours.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count, takewhile

import numpy as np
from einops import EinopsError, rearrange

from comparisons.errors import Mistake
from scratch.arguments import extent

_ADDRESS = re.compile(
    r"(?P<address>[\w./]+(\{\d+\.\.\}[\w./]*)?((, | \| )[\w./]+)*)"
    r"(\[((?P<index>\d+)(/(?P<parts>\d+))?|(?P<slices>[\w*+:, ]*:[\w*+:, ]*))\])?"
    r"(?P<plus>(\s*\+\s*[\w./]+(\{\d+\.\.\}[\w./]*)?((, | \| )[\w./]+)*)*)"
)
_HEAD = re.compile(r"((?:\[[^\[\]]*\]|[^:\[\]])*):(.*)", re.DOTALL)
_SERIES = re.compile(r"\{(\d+)\.\.\}")
_TOKEN = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|[^\s\[\]()]+")
_NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True)
class Layout:
    """One array's place in a framework; make it with :meth:`parse`."""

    address: str = ""
    index: int | None = None
    parts: int | None = None
    ours: str = ""
    theirs: str = ""
    plus: tuple[str, ...] = ()  # addresses of further weights that are added to the first
    otherwise: "Layout | None" = None  # the place in a model that has not this one
    slices: str = ""  # the part of a weight, as it is written between brackets

    @classmethod
    def parse(cls, text: str) -> "Layout":
        """Read a layout from its text. Raises Mistake that says what is wrong with it."""
        if text == "nowhere":
            return cls()
        split = _HEAD.fullmatch(text)
        head, colon, pattern = (split[1], ":", split[2]) if split else ("", "", text)
        if not colon and "->" not in text:
            head, pattern = text, ""
        head, pattern = head.strip(), pattern.strip()
        first, _, rest = head.partition(" or ")
        if rest:
            at = f": {pattern}" if pattern else ""
            return replace(cls.parse(first + at), otherwise=cls.parse(rest + at))

        match = _ADDRESS.fullmatch(head) if head else None
        if (head or colon) and not match:
            raise Mistake(
                f"layout {text!r}: {head!r} is no address; "
                "write name, name[row], name[part/parts], name[:, :size], name, name or name + name"
            )
        place = (
            match.groupdict()
            if match
            else dict.fromkeys(("address", "index", "parts", "slices"), None) | dict(plus="")
        )
        plus = tuple(each.strip() for each in place["plus"].split("+")[1:])
        index, parts = (int(number) if number else None for number in (place["index"], place["parts"]))
        address, slices = place["address"] or "", place["slices"] or ""
        if parts is not None and index >= parts:
            raise Mistake(f"layout {text!r}: part {index} of {parts} does not exist; parts count from 0")

        if not pattern:
            if colon or not head:
                raise Mistake(f"layout {text!r}: nothing follows the colon; write 'address: ours -> theirs'")
            return cls(address, index, parts, plus=plus, slices=slices)
        ours, arrow, theirs = (side.strip() for side in pattern.partition("->"))
        if not arrow:
            raise Mistake(f"layout {text!r}: {pattern!r} has no arrow; write 'ours -> theirs'")
        left, right = (sorted(_NAME.findall(side)) for side in (ours, theirs))
        if left != right:
            odd = sorted(set(left) ^ set(right)) or left
            raise Mistake(
                f"layout {text!r}: axis {', '.join(odd)} does not stand once on either side of the arrow"
            )
        list(block_moves(ours, theirs))
        try:
            _einops(_plain(ours), _plain(theirs))
        except EinopsError as error:
            reason = str(error).strip().splitlines()[-1].strip()
            raise Mistake(f"layout {text!r}: {reason}") from error
        return cls(address, index, parts, ours, theirs, plus, slices=slices)

    def among(self, has: Callable[[str], bool]) -> "Layout":
        """Return the first of its places that a model has, by address; the last if it has none."""
        return self if not self.otherwise or has(self.address) else self.otherwise.among(has)

    @property
    def is_series(self) -> bool:
        """Whether each layer has a weight of its own for it; the first axis of the framework's array counts layers."""
        return bool(_SERIES.search(self.address))

    @property
    def along(self) -> int | None:
        """The axis along which several weights hold the array, one after the other; None if it is one weight."""
        return 0 if ", " in self.address else -1 if " | " in self.address else None

    @property
    def nowhere(self) -> bool:
        """Whether the framework does not keep the array at all."""
        return self == Layout()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The weights that the array is the sum of: one, as a rule."""
        return self.address, *self.plus

    def to(self, array: np.ndarray, **sizes: int) -> np.ndarray:
        """Bring scratch's array into the framework's order. ``sizes`` gives axes that a split needs."""
        return self._permute(array, self.ours, self.theirs, sizes)

    def back(self, array: np.ndarray, **sizes: int) -> np.ndarray:
        """Bring a framework's array, or the gradient of it, into scratch's order."""
        return self._permute(array, self.theirs, self.ours, sizes)

    def pieces(self, array: np.ndarray) -> list[np.ndarray]:
        """Return what each weight has of a framework's array: all of it, or its layers."""
        if self.along is not None:
            return np.split(array, len(members(self.address, bool)), self.along)
        return list(array) if self.is_series else [array]

    def joined(self, pieces: list[np.ndarray]) -> np.ndarray:
        """Return the array that consists of these pieces."""
        if self.along is not None:
            return np.concatenate(pieces, self.along)
        return np.stack(pieces) if self.is_series else pieces[0]

    def part(self, weight: np.ndarray, /, **sizes: int) -> np.ndarray:
        """Return the view of a framework's weight that holds this array: all of it, one row, or one of equal parts.

        Or what slices say, which may speak of ``sizes``. Raises NameError for a size that they do not know.
        """
        if self.slices:
            return weight[tuple(_slice(each, sizes) for each in self.slices.split(","))]
        if self.index is None:
            return weight
        if self.parts is None:
            return weight[self.index, ...]  # a view, also of a vector's entry
        return np.split(weight, self.parts)[self.index]

    def _permute(self, array, source, target, sizes):
        if not source and not target:
            return array
        for axis, order in block_moves(source, target):
            blocks = np.split(array, len(order), axis)
            array = np.concatenate([blocks[number] for number in order], axis)
        split = _NAME.findall(" ".join(re.findall(r"\([^()]*\)", source)))
        named = {axis: sizes[axis] for axis in split if isinstance(sizes.get(axis), int)}
        return rearrange(array, f"{_plain(source)} -> {_plain(target)}", **named)

    def __str__(self):
        if self.nowhere:
            return "nowhere"
        part = (
            ""
            if self.index is None and not self.slices
            else f"[{self.slices}]"
            if self.slices
            else f"[{self.index}]"
            if self.parts is None
            else f"[{self.index}/{self.parts}]"
        )
        pattern = f"{self.ours} -> {self.theirs}" if self.ours or self.theirs else ""
        place = " + ".join([f"{self.address}{part}", *self.plus])
        if self.otherwise:
            place += f" or {self.otherwise}".partition(":")[0]
        return place + (": " if self.address and pattern else "") + pattern


def members(address: str, has: Callable[[str], bool]) -> list[str]:
    """Return the address, or several that it names, or those that a series stands for.

    A series is counted from its start until a model has none.
    """
    several = re.split(r", | \| ", address)
    if len(several) > 1:
        return several
    start = _SERIES.search(address)
    if not start:
        return [address]
    counted = (_SERIES.sub(str(number), address) for number in count(int(start[1])))
    return list(takewhile(has, counted))


def _slice(text: str, sizes: Mapping[str, int]) -> slice:
    """Return a slice as it is written: ``:``, ``:i``, ``h:2*h``."""
    start, _, stop = text.strip().partition(":")
    return slice(*(extent(each, sizes) if each.strip() else None for each in (start, stop)))


def _plain(side: str) -> str:
    """Give an axis of blocks one name, the same on both sides: ``i [r z g]`` becomes ``i g_r_z``."""
    return re.sub(r"\[([^\]]*)\]", lambda block: "_".join(["blocks", *sorted(block[1].split())]), side)


def _einops(left: str, right: str) -> None:
    """Let einops judge a pattern: every name is an axis of length one."""
    axes = [1] * len(_TOKEN.findall(left))
    rearrange(np.zeros(axes), f"{left} -> {right}", **dict.fromkeys(_NAME.findall(left), 1))


def groups(side: str) -> list[tuple[str, ...]]:
    """Return the names in every axis of one side of a pattern: none in an axis of length 1, several in a merged one."""
    return [tuple(_NAME.findall(token)) for token in _TOKEN.findall(_plain(side))]


def block_moves(source: str, target: str):
    """Yield (axis of source, order in which target wants its blocks) for each axis that is made of blocks."""
    wanted = {
        frozenset(token[1:-1].split()): token[1:-1].split()
        for token in _TOKEN.findall(target)
        if token[0] == "["
    }
    for axis, token in enumerate(_TOKEN.findall(source)):
        if token[0] == "[":
            names = token[1:-1].split()
            if frozenset(names) not in wanted:
                raise Mistake(f"layout '{source} -> {target}': blocks {token} stand on one side only")
            yield axis, [names.index(name) for name in wanted[frozenset(names)]]
