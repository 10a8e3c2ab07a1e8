"""Both models side by side, as plain rows: a line for each layer, in Keras's order, and the last for what both return.

A layer stands beside its partner, and above both what each model does before it: glue. What has no partner stands alone
where it is computed. Glue that nothing takes up, as a state that is dropped, is left out.
"""

from collections.abc import Iterable
from typing import Any

from comparisons.aligning import findings as of
from comparisons.aligning import kinds
from comparisons.aligning.calls import Call, Record
from comparisons.aligning.changes import phrase
from comparisons.aligning.findings import Finding

#: What is found in the glue before a layer, not in the layer itself.
_BEFORE = (of.GLUE, of.UNSEEN)


class Side:
    """One model: its layers in order, what it does before each, and what before its end.

    A call is a dict: ``id``, the person's ``name`` for it, ``what`` it is, the ``shape`` of what it returns, and what
    it ``takes``, the names and ids of other calls, if that is not just what the call before it returned.
    """

    def __init__(self, record: Record, framework: str):
        self.told: dict[Call, dict] = {}
        self.before: dict[Call, list[dict]] = {}
        self.end: list[dict] = []
        makers = dict.fromkeys(record.given, ("the input", f"{framework}-input"))
        last = makers[record.given[0]] if record.given else None
        for number, call in enumerate(_taken_up(record)):
            takes = list(dict.fromkeys(makers[tensor] for tensor in call.given if tensor in makers))
            self.told[call] = dict(
                id=f"{framework}-{number}",
                name=call.name,
                what=type(call.what).__name__ if call.layer else phrase(call),
                shape=" × ".join(map(str, call.outputs[0].shape)) if call.outputs else "",
                takes=[] if takes in ([last], []) else [dict(name=name, id=at) for name, at in takes],
            )
            last = call.name, self.told[call]["id"]
            makers |= dict.fromkeys(call.made, last)
            if call.layer:
                self.before[call], self.end = self.end, []
            else:
                self.end.append(self.told[call])

    @property
    def layers(self) -> list[Call]:
        """The calls of layers, in order."""
        return list(self.before)


def lines(alignment: Any) -> list[dict]:
    """Return the lines of an alignment: each has ``id``, both layers and what is before them, or None, and the pair."""
    ours, theirs = Side(alignment.record, "pytorch"), Side(alignment.watch.record, "keras")
    partners = {met.keras: met.pytorch for met in alignment.met}
    order: list[tuple[Call | None, Call | None]] = [(partners.get(call), call) for call in theirs.layers]
    after = 0
    for call in ours.layers:
        place = next((n for n, (mine, _) in enumerate(order) if mine is call), None)
        if place is None:
            order.insert(place := after, (call, None))
        after = place + 1
    pairs, made = iter(alignment.found.pairs), []
    pair = next(pairs, None)
    for mine, its in order:
        line = _line(
            len(made),
            ours.told.get(mine),
            theirs.told.get(its),
            ours.before.get(mine),
            theirs.before.get(its),
        )
        if pair and mine and its and (pair.keras, pair.pytorch) == (its.name, mine.name):
            line["pair"], pair = pair.row(), next(pairs, None)
        line["concept"] = kinds.concept_of(its.what).name if its else ""
        made.append(line)
    return [*made, _line(len(made), None, None, ours.end, theirs.end)]


def _line(number: int, pytorch, keras, before_pytorch, before_keras) -> dict:
    before = dict(pytorch=before_pytorch or [], keras=before_keras or [])
    return dict(id=f"line-{number}", pytorch=pytorch, keras=keras, before=before, pair=None, concept="")


def place(finding: Finding, rows: list[dict]) -> tuple[str, str]:
    """Return the id of the line that a finding is about, and whether it is the ``layer`` or what is ``before`` it.

    ("", "") where it is about no line, as of an optimizer.
    """
    of_keras = [row for row in rows if row["keras"]]
    if finding.number is not None and finding.number < len(of_keras):
        # What stopped Keras has no partner, and comes after the layer that was the last to answer.
        before = finding.what in _BEFORE and finding.pytorch
        return of_keras[finding.number]["id"], "before" if before else "layer"
    if finding.what in (*_BEFORE, of.WHOLE):
        return rows[-1]["id"], "before"  # once all layers have answered, what is left are the outputs
    for framework in ("keras", "pytorch"):
        name = getattr(finding, framework)
        for row in rows:
            if row[framework] and row[framework]["name"] == name:
                return row["id"], "layer"
        for row in rows:
            if any(each["name"] == name for each in row["before"][framework]):
                return row["id"], "before"
    return "", ""


def _taken_up(record: Record) -> Iterable[Call]:
    """Return the calls that lead anywhere; all, where the model did not come to its end."""
    if not record.made:
        return record.calls
    used, found = set(record.made), []
    for call in reversed(record.calls):
        if call.layer or used & set(call.made):
            found.append(call)
            used |= set(call.given)
    return reversed(found)
