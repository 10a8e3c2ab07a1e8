"""What aligning two models comes to: does the port agree, what diverges first, why, and what could not be seen."""

import math
from collections import Counter
from typing import Any

from comparisons.aligning.findings import Findings

#: Findings of one reason are told together from so many on.
TOGETHER = 2


class Report:
    """The result of :func:`comparisons.align`.

    agrees      whether nothing diverges
    findings    a DataFrame of divergences in the order of the computation: what, keras, pytorch, far (roundings), why,
                proven
    pairs       a DataFrame of layers: keras, pytorch, concept, output and gradient (roundings), allowed, weights
    declared    what differs as the catalogue declares
    notes       what could not be seen, or is worth saying
    """

    def __init__(self, found: Findings, ported: bool, pytorch_layers: int, keras_layers: int, carried=()):
        self.found, self.ported = found, ported
        self.pytorch_layers, self.keras_layers = pytorch_layers, keras_layers
        self.carried = list(carried)
        self.declared, self.notes = found.declared, found.notes

    @property
    def agrees(self) -> bool:
        """Whether nothing diverges."""
        return not self.found.findings

    @property
    def findings(self):
        """The divergences as a DataFrame."""
        import pandas

        columns = ["what", "keras", "pytorch", "far", "why", "proven"]
        return pandas.DataFrame([each.row() for each in self.found.findings], columns=columns)

    @property
    def pairs(self):
        """The pairs of layers as a DataFrame."""
        import pandas

        columns = ["keras", "pytorch", "concept", "output", "allowed", "gradient", "weights"]
        return pandas.DataFrame([each.row() for each in self.found.pairs], columns=columns)

    def facts(self) -> dict[str, Any]:
        """Return everything as values that JSON knows."""
        return dict(
            agrees=self.agrees,
            ported=self.ported,
            layers=dict(pytorch=self.pytorch_layers, keras=self.keras_layers, paired=len(self.found.pairs)),
            findings=[_finite(each.row()) for each in self.found.findings],
            pairs=[_finite(each.row()) for each in self.found.pairs],
            declared=self.declared,
            notes=self.notes,
            end_to_end=dict(output=self.found.output, gradient=self.found.gradient),
        )

    def __str__(self):
        found, lines = self.found, []
        worst = max((each.output for each in found.pairs), default=0.0)
        weights = (
            "the weights are as they were ported" if self.ported else "PyTorch's weights are carried over"
        )
        of = f"of {self.keras_layers} layers of Keras and {self.pytorch_layers} of PyTorch"
        lines.append(f"{len(found.pairs)} pairs, {of}; {weights}.")
        lines += [f"{number}. {text}" for number, text in enumerate(self._grouped(), 1)]
        lines += [f"as declared: {each}" for each in self.declared]
        lines += [f"note: {each}" for each in self.notes]
        if self.agrees:
            gradient = "" if found.gradient is None else f", gradients {found.gradient:.3g}"
            output = (
                ""
                if found.output is None
                else f"; end to end the output is {found.output:.3g} roundings off{gradient}"
            )
            lines.append(f"All agree; the worst layer is {worst:.3g} roundings off{output}.")
        return "\n".join(lines)

    def _grouped(self) -> list[str]:
        """Return the findings as lines; those of one reason in one, at the place of the first."""
        count = Counter((each.what, each.why) for each in self.found.findings)
        lines, told = [], set()
        for each in self.found.findings:
            key = each.what, each.why
            if key in told:
                continue
            told.add(key)
            many = count[key]
            lines.append(f"{each} (and {many - 1} more such)" if many >= TOGETHER and each.why else str(each))
        return lines


def _finite(row: dict) -> dict:
    """Return a row in which a number that JSON has not is none."""
    return {
        name: None if isinstance(each, float) and not math.isfinite(each) else each
        for name, each in row.items()
    }
