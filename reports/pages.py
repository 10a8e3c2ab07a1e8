"""The pages: one over all, one a concept, one a story. Templates hold the HTML, this fills them."""

from collections.abc import Iterator
from pathlib import Path

import jinja2

from reports import figures
from reports.numbers import significant
from reports.panels import PANELS
from reports.prose import phrase, prose
from reports.report import Report, agreement, passes, scores, ways
from reports.source import highlighted, highlighting
from reports.speed import crossovers, geometric_means, longest_passes
from reports.stories import is_number, shown, written
from reports.tables import PUBLISHED, grouped

TEMPLATES = Path(__file__).parent / "templates"


def pages(report: Report) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the style sheet and of every page, the front page last: its links hold."""
    templates = _templates(report)
    yield "style.css", templates.get_template("style.css").render(highlighting=highlighting())
    concepts = report.concepts
    for before, concept, after in _neighbours(concepts):
        name = concept["concept"]
        checks, timings = report.checks_of[name], report.timings_of.get(name, [])
        yield f"concepts/{name}.html", templates.get_template("concept.html").render(
            root="../", concept=concept, before=before, after=after, checks=checks,
            agreement=agreement(report, checks), agreement_figure=figures.agreement(checks),
            timings=passes(timings), times_figure=figures.times(timings),
            growth_figure=figures.growth(report.growth_of.get(name, [])),
            crossovers=crossovers(report.growth_of.get(name, [])),
            scores=scores(report.accuracy_of(concept)),
        )  # fmt: skip
    for before, story, after in _neighbours(report.stories):
        yield f"stories/{story.name}.html", templates.get_template("story.html").render(
            root="../", story=story, before=before, after=after, scores=scores(story.accuracy)
        )
    yield "index.html", templates.get_template("index.html").render(
        root="", families=grouped(concepts, "family"), ways=ways(report.timings),
        means=geometric_means(longest_passes(report.timings)),
        scores=scores(report.accuracy),
        files=[f"{name}.{ending}" for name in PUBLISHED for ending in ("csv", "parquet")],
    )  # fmt: skip


def _neighbours(every: list) -> Iterator[tuple]:
    """Yield each with the one before it and the one after it, None at the ends."""
    return zip([None, *every], every, [*every[1:], None], strict=False)


def _templates(report: Report) -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    templates.globals |= dict(report=report, panels=PANELS, passes=passes)
    templates.filters |= dict(
        significant=significant, prose=prose, phrase=phrase, highlighted=highlighted, grouped=grouped,
        shown=shown, written=written, is_number=is_number,
    )  # fmt: skip
    return templates
