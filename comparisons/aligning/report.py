"""What aligning two models comes to: does the port agree, what diverges first, why, and what could not be seen."""

import html
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comparisons.aligning.advice import advice
from comparisons.aligning.findings import Finding, Findings
from comparisons.aligning.side_by_side import place


class Report:
    """The result of :func:`comparisons.align`.

    agrees      whether nothing diverges
    findings    a DataFrame of divergences in the order of the computation: what, keras, pytorch, far (roundings), why,
                proven
    pairs       a DataFrame of layers: keras, pytorch, concept, output and gradient (roundings), allowed, weights
    declared    what differs as the catalogue declares
    notes       what could not be seen, or is worth saying
    lines       both models side by side, see :mod:`comparisons.aligning.side_by_side`
    names       what the two models are called, PyTorch's first
    """

    def __init__(
        self,
        found: Findings,
        ported: bool,
        pytorch_layers: int,
        keras_layers: int,
        carried: Sequence = (),
        lines: Sequence[dict] = (),
        names: tuple[str, str] = ("PyTorch", "Keras"),
    ):
        self.found, self.ported, self.lines, self.names = found, ported, list(lines), names
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
        for number, (each, *more) in enumerate(self.causes(), 1):
            lines.append(f"{number}. {each}{f' (and {len(more)} more such)' if more else ''}")
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

    def causes(self) -> list[list[Finding]]:
        """Return the findings, those of one reason together, at the place of the first; without one each alone."""
        causes: dict[Any, list[Finding]] = {}
        for number, each in enumerate(self.found.findings):
            causes.setdefault((each.what, each.why or number), []).append(each)
        return list(causes.values())

    def write(self, folder: str | Path) -> Path:
        """Write a page with both models side by side into a folder, which is made if need be; return the page.

        What is found, and the pairs, lie beside it as CSV. Raises OSError if the folder cannot be written.
        """
        from reports.aligned import write

        return write(self.told(), dict(findings=self.findings, pairs=self.pairs), Path(folder))

    def told(self) -> dict[str, Any]:
        """Return what the page is made of: plain values, with what to change, and the place of everything found."""
        causes = [
            dict(
                each[0].row(),
                places=[_placed(one, self.lines) for one in each],
                advice=advice(each[0]),
            )
            for each in self.causes()
        ]
        found = self.found
        whole = dict(output=found.output, allowed=found.output_allowed, gradient=found.gradient)
        return dict(
            names=dict(zip(("pytorch", "keras"), self.names, strict=True)), agrees=self.agrees, ported=self.ported,
            layers=dict(pytorch=self.pytorch_layers, keras=self.keras_layers), causes=causes, lines=self.lines,
            whole=whole, declared=self.declared, notes=self.notes,
        )  # fmt: skip

    def _repr_html_(self) -> str:
        first, *lines = str(self).splitlines()
        said = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        pairs = self.pairs.to_html(notebook=True, float_format="{:.3g}".format)
        return (
            f"<p><b>{html.escape(first)}</b></p><ul>{said}</ul>"
            f"<details><summary>{len(self.found.pairs)} pairs</summary>{pairs}</details>"
        )


def _placed(finding: Finding, lines: list[dict]) -> dict[str, str]:
    """Say where a finding is, in words of both models and as the address of a line."""
    line, part = place(finding, lines)
    return dict(keras=finding.keras, pytorch=finding.pytorch, far=finding.far, line=line, part=part)


def _finite(row: dict) -> dict:
    """Return a row in which a number that JSON has not is none."""
    return {
        name: None if isinstance(each, float) and not math.isfinite(each) else each
        for name, each in row.items()
    }
