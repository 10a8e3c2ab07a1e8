"""Tell stories: each is run once, here, while the panels answer in their own processes."""

import time
from collections.abc import Callable, Sequence

from comparisons import stories
from comparisons.errors import one_line
from comparisons.judging.agreement import DIFFERS, FAILS
from comparisons.processes.workers import Trouble, Worker
from comparisons.telling.chosen import Chosen
from comparisons.telling.panels import Panel, Panels
from comparisons.telling.telling import Telling
from reports.weaving import EXERCISE


def tell_all(
    names: Sequence[str],
    workers: Sequence[Worker],
    tellings: list[Telling],
    quick: bool = False,
    step: Callable[..., None] = lambda what, advance=1: None,
    chosen: Chosen | None = None,
) -> None:
    """Tell stories one after the other; each goes to ``tellings`` when it is told, so that an interrupted run keeps it.

    ``step(what)`` is called when a story is told, ``step(what, 0)`` whenever a panel begins to answer.
    """
    for name in names:
        tellings.append(
            tell(name, workers, quick, lambda what, name=name: step(f"{name}: {what}", 0), chosen)
        )
        step(name)


def tell(
    name: str,
    workers: Sequence[Worker],
    quick: bool = False,
    busy: Callable[[str], None] = lambda what: None,
    chosen: Chosen | None = None,
) -> Telling:
    """Tell one story, on its own data if no others were chosen.

    A panel that gives no answer is left out, and the story is told anew with the others. A story that raises ends where
    it does: its telling says why.
    """
    started = time.perf_counter()
    absent: dict[str, Trouble] = {}
    data = dict(data=chosen.data) if chosen else {}
    while True:
        telling, panels = _telling(name, chosen, absent), _panels(workers, absent, busy)
        try:
            if panels:
                story = stories.load(name)
                story.tell(panels, telling, quick, **data)
                telling.place = EXERCISE
                if exercise := getattr(story, "exercise", None):
                    exercise(panels, telling, quick, **data)
                telling.place = ""
                _claim_agreement(telling, panels)
            else:
                telling.trouble = "no panel is there to answer"
        except Trouble:
            absent |= {framework: panel.trouble for framework, panel in panels.items() if panel.trouble}
            continue
        except Exception as error:  # whatever a story raises is a line of its telling, and the others go on
            telling.trouble = one_line(error)
        telling.seconds = time.perf_counter() - started
        return telling


def _telling(name: str, chosen: Chosen | None, absent: dict[str, Trouble]) -> Telling:
    """Return what is to be told; of data that were chosen the text says so first."""
    told = stories.describe(name)
    if chosen is None:
        return Telling(told, absent=absent)
    return Telling(told | dict(text=f"{chosen.said}\n\n{told['text']}"), chosen.name, absent=absent)


def _panels(workers: Sequence[Worker], absent: dict[str, Trouble], busy) -> Panels:
    """Return the panels that can answer; those that cannot start go to ``absent``."""
    panels = Panels()
    for worker in workers:
        if worker.framework in absent:
            continue
        try:
            worker.start()
        except Trouble as trouble:
            absent[worker.framework] = trouble
        else:
            panels[worker.framework] = Panel(worker, busy)
    return panels


def _claim_agreement(telling: Telling, panels: Panels) -> None:
    """Claim that all answers agree by the law, with those arrays aside that are declared to differ."""
    checks = [check for panel in panels.values() for check in panel.checks]
    judged = [check for check in checks if check["verdict"] != DIFFERS]
    worst = max(judged, key=lambda check: check["units"] / check["allowed"], default=None)
    if worst:
        values = dict(arrays=len(judged), worst_in_roundings=worst["units"], allowed=worst["allowed"])
        if len(judged) < len(checks):
            values["differ_as_declared"] = len(checks) - len(judged)
        fails = any(check["verdict"] == FAILS and check["units"] > check["allowed"] for check in judged)
        telling.law("Every array of every answer agrees with scratch by the law.", not fails, **values)
