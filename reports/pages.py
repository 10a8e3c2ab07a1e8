"""The pages: one over all, one a concept, one a story, one of idioms. Templates hold the HTML, this fills them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2

from reports import changes, figures, idioms, tints
from reports.drawing import ROUNDINGS
from reports.front import front
from reports.history import Run
from reports.layouts import Boxes
from reports.numbers import powers, significant, with_power
from reports.panels import PANELS, title_of
from reports.prose import breakable, phrase, prose, untitled
from reports.report import Report, agreement, differences, passes, scores
from reports.scores import parted
from reports.source import highlighted, highlighting
from reports.speed import crossovers
from reports.stories import is_number, shown, written
from reports.tables import grouped
from reports.titles import sentence
from reports.verdicts import gravest
from reports.weaving import Woven

TEMPLATES = Path(__file__).parent / "templates"


def pages(report: Report, runs: Sequence[Run] = ()) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the style sheet and of every page, the front page last: its links hold.

    ``runs`` are those that are kept, the report's own the last of them.
    """
    templates = environment(report=report)
    templates.globals["has_history"] = bool(runs)
    yield style(templates)
    for before, concept, after in _neighbours(report.concepts):
        yield (
            f"concepts/{concept['concept']}.html",
            templates.get_template("concept.html").render(
                root="../", concept=concept, before=before, after=after, **_told(report, concept)
            ),
        )
    for before, story, after in _neighbours(report.stories):
        yield f"stories/{story.name}.html", templates.get_template("story.html").render(
            root="../", story=story, woven=Woven(story), before=before, after=after, scores=scores(story.accuracy)
        )  # fmt: skip
    if report.idioms or report.defaults:
        yield "idioms.html", templates.get_template("idioms.html").render(
            root="", names=idioms.names(report), defaults=idioms.defaults(report), requests=idioms.requests(report),
            axes=idioms.axes(report),
        )  # fmt: skip
    if runs:
        yield "history.html", templates.get_template("history.html").render(root="", **changes.page(runs))
    yield (
        "index.html",
        templates.get_template("index.html").render(root="", changed=changes.counted(runs), **front(report)),
    )


def style(templates: jinja2.Environment) -> tuple[str, str]:
    """Return (path, text) of the style sheet of all pages."""
    return "style.css", templates.get_template("style.css").render(highlighting=highlighting())


def _told(report: Report, concept: dict) -> dict:
    """Return what the page of a concept tells beside what its row has."""
    name, layouts = concept["concept"], concept["layouts"]
    checks, timings = report.checks_of[name], report.timings_of.get(name, [])
    growth = report.growth_of.get(name, [])
    return dict(
        checks=checks, agreement=agreement(report, name), agreement_figure=figures.agreement(checks),
        layouts=layouts, boxes=Boxes(layouts), differences=differences(concept, checks),
        timings=passes(timings), times_figure=figures.times(timings),
        growth_figure=figures.growth(growth), crossovers=crossovers(growth),
        scores=scores(report.accuracy_of(concept)),
        portrait=report.portraits.get(name),
        allowed=f"{max((check['allowed'] for check in checks if check['allowed'] > 0), default=ROUNDINGS):.0f}",
        uses=report.uses(concept), used_by=report.used_by[name],
        told_in=[story.name for story in report.stories if name in story.told["concepts"]],
    )  # fmt: skip


def _neighbours(every: list) -> Iterator[tuple]:
    """Yield each with the one before it and the one after it, None at the ends."""
    return zip([None, *every], every, [*every[1:], None], strict=False)


def environment(**known) -> jinja2.Environment:
    """Return the templates; all of them know the panels, and what else is ``known``."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    templates.globals |= known | dict(panels=PANELS, passes=passes, gravest=gravest, nan=float("nan"))
    templates.filters |= dict(
        significant=significant, with_power=with_power, powers=powers, prose=prose, phrase=phrase, untitled=untitled,
        breakable=breakable, highlighted=highlighted, grouped=grouped, shown=shown, written=written,
        is_number=is_number, parted=parted, sentence=sentence, gravest=gravest, title_of=title_of,
        tint=tints.of_judgement, tint_of_ratio=tints.of_ratio,
    )  # fmt: skip
    return templates
