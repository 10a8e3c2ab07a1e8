"""Glue, what joins the layers: it is judged by the values that it makes of the same values in both models."""

from collections.abc import Hashable, Sequence

import numpy as np

from comparisons.aligning import changes, glue_reasons, kinds, law, relations
from comparisons.aligning import findings as of
from comparisons.aligning.calls import Call, Record, replay
from comparisons.aligning.findings import Findings
from comparisons.aligning.relations import Relation, Values


class Glue:
    """All glue of a run. ``keras`` is the record of what Keras has done so far.

    Once a value was found wrong, what is made of it is judged as if it had been right.
    """

    def __init__(self, pytorch: Record, flats: Sequence[tuple], found: Findings):
        self.pytorch, self.flats, self.found = pytorch, flats, found
        self.keras = Record()
        self.left: Sequence[Call] = ()  # layers of PyTorch that no layer of Keras has met
        self.right: dict[Hashable, np.ndarray] = {}
        self.values = Values(flats)
        for number, array in enumerate(pytorch.inputs):
            self.values.add(array, f"input {number}")
        for call in pytorch.calls:
            for place, array in enumerate(call.outputs):
                self.values.add(array, _said(call, place))

    def judge(
        self,
        name: str,
        array: np.ndarray,
        tensor: Hashable,
        other: np.ndarray,
        origin: Hashable,
        partner: str,
        ways: Sequence[Relation],
    ) -> bool:
        """Say whether what arrives in Keras is what arrives in PyTorch; report why not, unless that has been reported.

        name, partner     who is given it, in Keras and in PyTorch
        array, tensor     what arrives in Keras, and which tensor it is; ``other``, ``origin`` the same of PyTorch
        ways              how PyTorch's array may rightly stand in Keras
        """
        ways = list(ways)
        far, way = relations.best(array, other, ways)
        if far <= self.allowed(other, origin) if np.isfinite(far) else False:
            return True
        theirs = self.keras.chain(tensor, self._known)
        starts = self._starts(theirs, tensor, array)
        if any(each in self.right for each in starts):
            if not theirs:
                return False  # reported before
            again = replay(
                theirs, tensor, {each: self.right.get(each, value) for each, value in starts.items()}
            )
            if relations.best(again, other, ways)[0] <= law.ALLOWED:
                return False
        ours = self.pytorch.chain(origin, self._among(starts.values()), self.left)
        begins = {each: self.right.get(each, value) for each, value in starts.items()}
        named = (self.values.find(other) or (None, ""))[1]
        asked = changes.Asked(theirs, ours, array, tensor, other, origin, ways, begins, self.values, named)
        reason = glue_reasons.explain(asked)
        place = f"{reason.place} (before {name})" if reason.place else f"before {name}"
        self.found.add(
            reason.what or of.GLUE, place, reason.partner or partner, far, reason.why, reason.proven
        )
        fitting = next((each for each in ways if each.to(other).shape == array.shape), way)
        if fitting is not None and fitting.to(other).shape == array.shape:
            self.right[tensor] = fitting.to(other)
        return False

    def allowed(self, other: np.ndarray, origin: Hashable) -> float:
        """Return how many roundings glue may be off: those allowed of all, or a few times PyTorch's own."""
        chain = self.pytorch.chain(origin, lambda tensor, array: False)
        if not chain or other.dtype.kind != "f":
            return law.ALLOWED
        wide = {
            tensor: array.astype("float64") if array.dtype.kind == "f" else array
            for call in chain
            for tensor, array in zip(call.given, call.inputs, strict=True)
            if not any(tensor in each.made for each in chain)
        }
        try:
            exact = replay(chain, origin, wide)
        except (RuntimeError, TypeError, ValueError):  # a function that knows no float64
            return law.ALLOWED
        return law.allowed(law.apart(other, exact))

    def _known(self, tensor: Hashable, array: np.ndarray) -> bool:
        return tensor in self.right or self.values.find(array) is not None

    def _starts(
        self, chain: Sequence[Call], tensor: Hashable, array: np.ndarray
    ) -> dict[Hashable, np.ndarray]:
        if not chain:
            return {tensor: array}
        made = {each for call in chain for each in call.made}
        return {
            each: value
            for call in chain
            for each, value in zip(call.given, call.inputs, strict=True)
            if each not in made
        }

    def _among(self, arrays):
        values = Values(self.flats)
        for array in arrays:
            values.add(array)
        return lambda tensor, array: values.find(array, forward=False) is not None


def _said(call: Call, place: int) -> str:
    """Return what a value is called: by its call, and of a recurrence by what of it it is."""
    if call.kind in kinds.RECURRENT:
        return f"{call.name} ({('its steps', 'its hidden state', 'its cell state')[place]})"
    return call.name if place == 0 else f"{call.name} (output {place})"
