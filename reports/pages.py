"""The pages: one over all concepts and one a concept. Templates hold the HTML, this fills them."""

from collections.abc import Iterator
from pathlib import Path

import jinja2

from reports import figures
from reports.numbers import significant
from reports.panels import PANELS
from reports.prose import phrase, prose
from reports.report import Report, agreement, passes, scores, ways
from reports.source import highlighted, highlighting
from reports.tables import PUBLISHED, grouped

TEMPLATES = Path(__file__).parent / "templates"


def pages(report: Report) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the style sheet and of every page, the front page last: its links hold."""
    templates = _templates(report)
    yield "style.css", templates.get_template("style.css").render(highlighting=highlighting())
    concepts = report.concepts
    neighbours = zip([None, *concepts], concepts, [*concepts[1:], None], strict=False)
    for before, concept, after in neighbours:
        name = concept["concept"]
        checks, timings = report.checks_of[name], report.timings_of.get(name, [])
        yield f"concepts/{name}.html", templates.get_template("concept.html").render(
            root="../", concept=concept, before=before, after=after, checks=checks,
            agreement=agreement(report, checks), agreement_figure=figures.agreement(checks),
            timings=passes(timings), times_figure=figures.times(timings),
            scores=scores(report.accuracy_of(concept)),
        )  # fmt: skip
    yield "index.html", templates.get_template("index.html").render(
        root="", families=grouped(concepts, "family"), ways=ways(report.timings),
        scores=scores(report.accuracy),
        files=[f"{name}.{ending}" for name in PUBLISHED for ending in ("csv", "parquet")],
    )  # fmt: skip


def _templates(report: Report) -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    templates.globals |= dict(report=report, panels=PANELS, passes=passes)
    templates.filters |= dict(
        significant=significant, prose=prose, phrase=phrase, highlighted=highlighted, grouped=grouped
    )
    return templates
