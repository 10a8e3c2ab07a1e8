"""What the command line prints of answers to a person's own numbers."""

import json
import math
from pathlib import Path

import numpy as np
from rich.markup import escape

from comparisons.desk import programs, terminal
from comparisons.desk.plan import Plan
from comparisons.desk.programs import UNDONE
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS, LAW, TIMED_OUT, UNAVAILABLE
from comparisons.judging.precision import ALLOWED
from comparisons.numbers.answers import Answers
from reports.panels import PANELS

#: From so many roundings on they are told by their power of ten.
MANY = 1000

#: What a verdict adds to a number of roundings.
WORDS = {AGREES: "", DIFFERS: " [cyan]differs[/]"}

#: Verdicts of whoever gave no answer.
SILENT = (CRASHED, TIMED_OUT, UNAVAILABLE)


def print_answers(answers: Answers, plan: Plan, written: Path | None, plain: bool) -> None:
    """Print the question, a table of roundings, the declared reasons with their shares, and who is right."""
    console, frame = terminal.open_console(plain), answers.frame
    terminal.print_line(asked(answers))
    if answers.overflowing:
        terminal.print_line(f"Beyond float32, where it is infinite: {', '.join(answers.overflowing)}.")
    frameworks = plan.frameworks
    rows = _rows(frame, frameworks)
    if rows:
        header = ["array", "dtype", *(PANELS[name].title for name in frameworks)]
        apart = _apart(answers)
        if apart:
            header.append("PyTorch\nto Keras")
            rows = [[*row, apart.get((row[0], row[1]), "–")] for row in rows]
        terminal.print_table(console, f"Roundings off the truth ({ALLOWED} allowed)", header, rows, left=2)
    for line in reasons(answers):
        terminal.print_line(line)
    for reason in dict.fromkeys(frame.reason[(frame.verdict == AGREES) & (frame.reason != "")]):
        terminal.print_line(reason)
    terminal.print_reasons(console, frame[~(frame.verdict == UNAVAILABLE)], plan.unavailable)
    for line in who_is_right(answers, plan):
        terminal.print_line(line)
    if written:
        terminal.print_line(f"Arrays: {written}")


def print_json(answers: Answers, left: list[tuple[str, str]], written: Path | None) -> None:
    """Print the same for programs; ``left`` are the (dtype, framework) that an interrupted run did not come to."""
    numbers = answers.numbers
    undone = [dict(concept=numbers.name, dtype=dtype, framework=name, verdict=UNDONE) for dtype, name in left]
    read = lambda frame: json.loads(frame.to_json(orient="records"))  # noqa: E731
    programs.print_json(
        dict(
            concept=numbers.name,
            question=str(numbers),
            arrays={name: list(np.shape(array)) for name, array in numbers.arrays.items()},
            drawn=list(numbers.drawn),
            rows=read(answers.frame) + undone,
            reasons=read(answers.reasons),
            apart=read(answers.apart),
            written=written,
        )
    )


def asked(answers: Answers) -> str:
    """Say what was asked: the concept at its sizes and settings, and which of its numbers were drawn by whom."""
    numbers, sent = answers.numbers, answers.cotangents.values()
    arrived = [f"d{name}" for cotangents in sent for name in cotangents]
    drawn = dict.fromkeys([*numbers.drawn, *(name for name in arrived if name not in numbers.cotangents)])
    theirs = [name for answer in answers.first.values() for name in answer.drawn]
    ours = ", ".join(name for name in drawn if name not in theirs)
    told = f"; drawn with seed {numbers.seed}: {ours}" if ours else ""
    return f"{numbers}{told}" + (
        f"; drawn by each panel: {', '.join(dict.fromkeys(theirs))}" if theirs else ""
    )


def reasons(answers: Answers) -> list[str]:
    """Say of each declared reason how many roundings it makes in these numbers, and its share of the difference."""
    lines = []
    for reason, rows in answers.reasons.groupby("reason", sort=False):
        lines.append(f"Declared: {reason}")
        for row in rows.itertuples():
            label = f"d{row.array}" if row.kind == "gradient" else row.array
            told = f"{PANELS[row.framework].title}, {label} in {row.dtype}: {_number(row.units)} roundings"
            share = f", {100 * row.share:.3g} % of the difference where that is largest"
            lines.append(f"  {told}" + ("" if math.isnan(row.share) else share))
    return lines


def who_is_right(answers: Answers, plan: Plan) -> list[str]:
    """Say of each panel in how many arrays it agrees with the truth, and what of the others."""
    frame, lines = answers.frame, []
    if (frame.kind == LAW).any():
        lines.append("What is drawn is held against its law, in standard deviations (σ) of a normal number.")
    if (frame.kind != LAW).any() or not len(frame):
        lines.append("The truth is scratch in float64 on these very numbers.")
    for framework in plan.frameworks:
        rows = frame[(frame.framework == framework) & ~frame.verdict.isin(SILENT)]
        labels = dict.fromkeys(_labels(rows))
        bad = {
            label: verdict
            for label, verdict in zip(_labels(rows), rows.verdict, strict=True)
            if verdict != AGREES
        }
        if not labels:
            continue
        worst = rows[(rows.verdict == AGREES) & (rows.kind != LAW)].units.max()
        told = "" if math.isnan(worst) else f", to {_number(worst)} roundings"
        others = "".join(f"; {label} {verdict}" for label, verdict in bad.items())
        many = f"{len(labels) - len(bad)} of {len(labels)}"
        lines.append(f"{PANELS[framework].title} agrees in {many} arrays{told}{others}.")
    return lines


def _rows(frame, frameworks: list[str]) -> list[list[str]]:
    cells = {}
    for label, row in zip(_labels(frame), frame.itertuples(), strict=True):
        if row.verdict not in SILENT:
            cells.setdefault((label, row.dtype), {})[row.framework] = _cell(row)
    silent = {(row.dtype, row.framework): row.verdict for row in frame.itertuples() if row.verdict in SILENT}
    lines = []
    for (label, dtype), given in cells.items():
        truth = dict(scratch="truth") if dtype == "float64" else {}
        others = truth | given | {name: told for (each, name), told in silent.items() if each == dtype}
        lines.append([escape(label), dtype, *(others.get(name, "–") for name in frameworks)])
    return lines


def _apart(answers: Answers) -> dict[tuple[str, str], str]:
    """Return how many roundings the two frameworks are apart, by label and dtype."""
    rows = answers.apart
    rows = rows[(rows.framework != "scratch") & (rows.other != "scratch")]
    labels = zip(_labels(rows), rows["dtype"], rows.units, strict=True)
    return {(label, dtype): _number(units) for label, dtype, units in labels}


def _labels(frame) -> list[str]:
    return [
        f"d{name}" if kind == "gradient" else name for kind, name in zip(frame.kind, frame.array, strict=True)
    ]


def _cell(row) -> str:
    number = "" if math.isnan(row.units) else _number(row.units) + (" σ" if row.kind == LAW else "")
    return (number + WORDS.get(row.verdict, f" [bold red]{row.verdict}[/]")).strip() or row.verdict


def _number(roundings: float) -> str:
    return f"{roundings:.1f}" if roundings < MANY else f"{roundings:.3g}"
