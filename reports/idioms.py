"""What the page of idioms shows: the frameworks' names for concepts, defaults that differ, axes in another order."""

from reports.panels import PANELS
from reports.report import Report

_HEADINGS = {"losses": "Losses", "optimizers": "Optimizers", "schedules": "Optimizers"}


def names(report: Report) -> dict[str, list[dict]]:
    """Return the concepts that a framework has a name for, by heading: layers, losses, optimizers."""
    headings = {"Layers": [], "Losses": [], "Optimizers": []}
    for concept in report.concepts:
        if concept["calls"] and concept["kind"] != "training run":
            headings[_HEADINGS.get(concept["family"], "Layers")].append(concept)
    return {heading: concepts for heading, concepts in headings.items() if concepts}


def defaults(report: Report) -> dict[tuple[str, str], dict[str, list[dict]]]:
    """Return {(concept, setting): {panel: its rows of defaults}} for the settings that scratch has, too."""
    table = {}
    for row in _known(report):
        if row["setting"]:
            cells = table.setdefault((row["concept"], row["setting"]), {panel: [] for panel in PANELS})
            cells.setdefault(row["framework"], []).append(row)
    return table


def requests(report: Report) -> dict[tuple, list[str]]:
    """Return {(framework, callee, parameter, passed, default): concepts} for constants that are no defaults."""
    table = {}
    for row in _known(report):
        if not row["setting"]:
            key = tuple(row[column] for column in ("framework", "callee", "parameter", "passed", "default"))
            table.setdefault(key, []).append(row["concept"])
    return dict(sorted(table.items()))


def axes(report: Report) -> dict[tuple[str, str], dict[str, str]]:
    """Return {(concept, array): {panel: its axes}} for inputs and outputs that a framework wants in another order."""
    table = {}
    for concept in report.concepts:
        for row in concept["layouts"] or ():
            if not row["address"]:
                same = dict.fromkeys(PANELS, row["ours"])
                table.setdefault((concept["concept"], row["array"]), same)[row["framework"]] = row["theirs"]
    return table


def _known(report: Report) -> list[dict]:
    """Return the defaults of the concepts that have a page."""
    return [row for row in report.defaults if row["concept"] in report.checks_of]
