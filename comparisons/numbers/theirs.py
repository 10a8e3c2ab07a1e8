"""Arrays by a framework's own names and in its own layouts: brought to scratch's, and answers brought back.

The layouts of a concept are the map. A weight has the address that the framework gives it, as in a state dict of
PyTorch or among the paths of Keras; an input and an output have scratch's name and the framework's order of axes.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

import numpy as np
from einops import EinopsError

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout, groups, members
from comparisons.errors import Mistake, unknown
from comparisons.frameworks.keeper import Keeper
from comparisons.numbers.numbers import HELD_OUT, sent
from scratch.arguments import extent

#: The frameworks that have layouts, and what stands between the parts of an address there.
SEPARATORS = dict(pytorch=".", keras="/")

#: What a framework keeps beside what any concept knows.
BESIDE = ("num_batches_tracked",)


@dataclass
class _Place:
    """What a keeper must know of a question: here there is none yet."""

    concept: Concept
    offered: dict[str, Any]
    arrays: dict[str, np.ndarray] = field(default_factory=dict)


class Theirs(Keeper):
    """A framework's arrays as a person has them, by their names there.

    given      the arrays; addresses may be longer than the layouts', which then are their ends
    settings   settings and sizes that are known besides: a split of an axis may need them
    """

    name: ClassVar[str] = ""

    def __init__(self, concept: Concept, framework: str, given: Mapping[str, np.ndarray], settings: Mapping):
        if framework not in SEPARATORS:
            raise unknown("framework", framework, SEPARATORS)
        self.name, self.separator = framework, SEPARATORS[framework]
        self.given = dict(given)
        self.question = _Place(concept, concept.defaults | dict(settings))
        self.layouts = {name: layout.among(self.has) for name, layout in concept.layouts(framework).items()}
        self.trained, self.inputs = {}, []

    def array(self, tensor) -> np.ndarray:
        """Return what is an array already."""
        return np.asarray(tensor)

    def weights(self) -> dict[str, np.ndarray]:
        """Return what was given, by its names."""
        return self.given

    def trainable(self) -> dict[str, np.ndarray]:
        """Return nothing: nobody trains here."""
        return {}

    def assign(self, weight, array) -> None:
        """Overwrite an array."""
        weight[...] = array

    def ours(self) -> dict[str, np.ndarray]:
        """Return the arrays by scratch's names and in scratch's layouts.

        Raises Mistake for an array that the concept has no place for, for one of which a part lacks, and for a shape
        that its layout cannot turn.
        """
        kept = {
            name: self.layouts[name]
            for name in self.question.concept.arguments
            if name in self.layouts and self.layouts[name].address
        }
        weights = {name: layout for name, layout in kept.items() if any(map(self.has, self._members(layout)))}
        for name in kept if weights else ():
            if name not in weights and not self.question.concept.arguments[name].optional:
                raise self._lacking(name)
        places = {name: self._addresses(name, layout) for name, layout in weights.items()}
        used = {each for addresses in places.values() for each in addresses}
        whole = {name: partial(self._kept, name, layout) for name, layout in weights.items()}
        for given in self.given:
            if given not in used and given.rpartition(self.separator)[2] not in BESIDE:
                whole[self._known(given)] = partial(self.array, self.given[given])
        return self._turned(whole)

    def told(self) -> str:
        """Say of which axes the arrays were read that have not scratch's order."""
        read = []
        for name, layout in self.layouts.items():
            for given in self._given(name, layout) if layout.theirs else ():
                read.append(f"{given} {np.shape(self.given[given])} as ({layout.theirs})")
        return f"{self.name}'s arrays were read so: {', '.join(read)}" if read else f"named as in {self.name}"

    def _given(self, name: str, layout: Layout) -> list[str]:
        found = self._addresses(name, layout) if layout.address else [name]
        return [each for each in found if each in self.given]

    def named(self, labelled: Mapping[str, tuple[str, str, np.ndarray]]) -> dict[str, np.ndarray]:
        """Return an answer's arrays, as :meth:`Answer.labelled` gives them, by the framework's names and layouts.

        A gradient has a d before the address of its weight. Of a sum all terms have the gradient, and the first has the
        value; the others are 0.
        """
        written = {}
        for label, (_, name, array) in labelled.items():
            layout = self.layouts.get(name)
            d = label.removesuffix(name)
            array = array if layout is None else layout.to(array, **self.question.offered)
            if layout is None or not layout.address or not all(map(self.has, self._members(layout))):
                written[label] = array
                continue
            for place, term in enumerate(layout.addresses):
                for address, piece in zip(self._resolved(name, term), layout.pieces(array), strict=True):
                    whole = written.setdefault(d + address, np.zeros_like(self.given[address], array.dtype))
                    layout.part(whole)[...] = piece if d or place == 0 else 0
        return written

    def _lacking(self, name: str) -> Mistake:
        address = str(self.layouts[name]).partition(":")[0]
        axes = " ".join(self.question.concept.arguments[name].axes)
        return Mistake(
            f"{self.question.concept.name} in {self.name} lacks {address} (scratch's {name}, {axes}); "
            f"given: {', '.join(self.given)}"
        )

    def _members(self, layout: Layout) -> list[str]:
        return [each for term in layout.addresses for each in members(term, self.has) or [term]]

    def _addresses(self, name: str, layout: Layout) -> list[str]:
        return [each for term in layout.addresses for each in self._resolved(name, term)]

    def _known(self, given: str) -> str:
        """Return the name of an input, or of what arrives at an output. Raises Mistake if it is none."""
        concept = self.question.concept
        inputs = [name for name in concept.arguments if not getattr(self.layouts.get(name), "address", "")]
        names = [*inputs, *sent(concept)]
        if concept.kind == "training run":
            names += [HELD_OUT + name for name in inputs]
        if given not in names:
            addresses = [str(layout).partition(":")[0] for layout in self.layouts.values() if layout.address]
            raise unknown(f"array of {concept.name} in {self.name}:", given, [*addresses, *names])
        return given

    def _extents(self, name: str, layout: Layout) -> dict[str, int]:
        """Return the sizes of those axes of a layout that follow from settings and from sizes that are known."""
        argument, axes = self.question.concept.arguments.get(name), groups(layout.ours)
        if argument is None or len(argument.axes) != len(axes):
            return {}
        found = {}
        for written, names in zip(argument.axes, axes, strict=True):
            if len(names) == 1 and written in argument.derived:
                with suppress(NameError):
                    found[names[0]] = extent(written, self.question.offered)
        return found

    def _turned(self, whole: dict[str, Callable[[], np.ndarray]]) -> dict[str, np.ndarray]:
        """Turn arrays into scratch's layouts; one that waits for the size of an axis comes when another has told it."""
        ours, waiting = {}, dict(whole)
        while waiting:
            before, trouble = len(waiting), None
            for label in [*waiting]:
                name = label if label in self.layouts else label.removeprefix("d").removeprefix(HELD_OUT)
                layout = self.layouts.get(name)
                try:
                    array = waiting[label]()
                    if layout is not None:
                        array = layout.back(array, **self.question.offered | self._extents(name, layout))
                except EinopsError as error:
                    why = str(error).strip().splitlines()[-1].strip()
                    hint = "; give one of them by name" if "infer" in why else ""
                    trouble = trouble or self._misfit(label, layout, why + hint)
                    continue
                except (ValueError, IndexError) as error:
                    raise (
                        error if isinstance(error, Mistake) else self._misfit(label, layout, error)
                    ) from None
                ours[label] = array
                del waiting[label]
                if label in self.question.concept.arguments:
                    self.question.offered |= self.question.concept.arguments[label].sizes(array.shape)
            if len(waiting) == before:
                raise trouble
        return ours
