"""What changed from one run to another, and how it went over all that are kept."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from reports.drawing import INK, WIDTH, drawing, logarithmic
from reports.history import CHECKS, KEPT, TIMINGS, Run
from reports.numbers import significant
from reports.panels import PANELS
from reports.speed import BASE, Way, geometric_means, longest_passes, parted
from reports.verdicts import AGREES, DIFFERS, FAILS, Judgement

#: By so many times roundings must have changed to be told, where fewer than one count as one; and by so many a time.
NOTABLE, NOTABLE_TIME = 2, 1.25
#: So many changes of a kind stand open; the rest is folded.
MOST = 20


@dataclass(frozen=True)
class Change:
    """What a row was about, what it said, and what it says now; ``factor`` is by how many times it is more.

    ``worse`` says whether it is worse than it was, ``reason`` why the graver of the two was said.
    """

    what: tuple[str, ...]
    before: str
    after: str
    factor: float = math.nan
    style: str = ""
    reason: str = ""
    worse: bool = False


def verdicts(before: Run, after: Run, key: tuple = CHECKS) -> list[Change]:
    """Return the arrays whose verdict is another: what is worse first, and of that the gravest.

    Worse is also what was as exact as is allowed and no longer is, if what it computes now may be declared: it failed
    before because it was exact, against the declaration.
    """
    found = []
    for what, old, new in both(before.checks, after.checks, key):
        if old["verdict"] != new["verdict"]:
            was, now = Judgement(old["verdict"]), Judgement(new["verdict"])
            worse = now.gravity > was.gravity or _went_off(old, new)
            reason = (new if worse else old).get("reason", "")
            change = Change(what, was.verdict, now.verdict, math.nan, now.style, reason, worse)
            found.append(((worse, now.gravity), change))
    return [change for _, change in sorted(found, key=lambda each: each[0], reverse=True)]


def roundings(before: Run, after: Run, key: tuple = CHECKS, notable: float = NOTABLE) -> list[Change]:
    """Return the arrays that are notably more exact, or less, with the same verdict; the largest change first."""
    found = []
    for what, old, new in both(before.checks, after.checks, key):
        factor = max(new["units"], 1) / max(old["units"], 1)
        if old["verdict"] == new["verdict"] and not 1 / notable < factor < notable:
            change = _grown(what, old["units"], new["units"], factor)
            found.append(replace(change, worse=change.worse and new["verdict"] != DIFFERS))
    return sorted((each for each in found if each.factor == each.factor), key=_size, reverse=True)


def times(before: Run, after: Run) -> list[Change]:
    """Return what is notably slower or faster against PyTorch eager, where the intervals of the ratios part."""
    found = [
        _grown(what, old["ratio"], new["ratio"], new["ratio"] / old["ratio"])
        for what, old, new in both(before.timings, after.timings, TIMINGS)
        if parted(old, new)
    ]
    return sorted((each for each in found if _size(each) >= math.log(NOTABLE_TIME)), key=_size, reverse=True)


def environment(before: Run, after: Run) -> list[Change]:
    """Return the versions, and the facts about the machine, that are others."""
    old, new = (run.environment.get("versions") or {} for run in (before, after))
    facts = ("processor", "cores", "threads", "device", "system", "quick")
    changes = [(name, old.get(name, "–"), new.get(name, "–")) for name in dict.fromkeys([*old, *new])]
    changes += [(name, *(run.environment.get(name, "–") for run in (before, after))) for name in facts]
    return [Change((name,), str(was), str(now)) for name, was, now in changes if was != now]


def come_and_gone(before: Run, after: Run) -> tuple[list[str], list[str]]:
    """Return the concepts that only the later run has, and those that only the earlier one has."""
    old, new = ({row["concept"]: None for row in run.checks} for run in (before, after))
    return [name for name in new if name not in old], [name for name in old if name not in new]


def page(runs: list[Run]) -> dict:
    """Return what the template of the history asks for; the last run is the one that is shown."""
    summaries, before, now = [summary(run) for run in runs], runs[-2] if len(runs) > 1 else None, runs[-1]
    told = dict(summaries=summaries, figure=curves(summaries), before=before, kept=KEPT, most=MOST, when=when)
    if before:
        come, gone = come_and_gone(before, now)
        told |= dict(
            verdicts=verdicts(before, now), roundings=roundings(before, now), times=times(before, now),
            environment=environment(before, now), come=come, gone=gone,
        )  # fmt: skip
    return told


def counted(runs: list[Run]) -> str:
    """Return in a line how much changed since the run before, "" if there is none."""
    if len(runs) < 2:
        return ""
    before, now = runs[-2:]
    kinds = {"verdict": verdicts, "worst rounding": roundings, "timing": times}
    numbers = {kind: len(changes(before, now)) for kind, changes in kinds.items()}
    told = [f"{number} {kind}{'s' * (number > 1)}" for kind, number in numbers.items() if number]
    changed = " and ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told) or "nothing notable"
    return f"Since the run of {when(before)}, {changed} changed."


def when(run: Run) -> str:
    """Return a run's time as people read it: 2026-11-26 09:05 UTC."""
    return str(run.environment.get("date", run.name)).replace("T", " ")[:16] + " UTC"


def summary(run: Run) -> dict:
    """Return a run in a row: concepts, arrays by verdict, the worst that agrees, and mean ratios by way."""
    counted = Counter(row["verdict"] for row in run.checks)
    agreeing = [row["units"] for row in run.checks if row["verdict"] == AGREES]
    return dict(
        run=run, concepts=len({row["concept"] for row in run.checks}), arrays=len(run.checks),
        fails=counted[FAILS], differs=counted[DIFFERS],
        lacks=len(run.checks) - counted[FAILS] - counted[DIFFERS] - counted[AGREES],
        worst=max((units for units in agreeing if units == units), default=math.nan),
        means={way: mean for way, (mean, _) in geometric_means(longest_passes(run.timings)).items()},
    )  # fmt: skip


def both(before: list[dict], after: list[dict], columns: tuple) -> Iterator[tuple[tuple, dict, dict]]:
    """Yield (what, row before, row after) of what both runs have."""
    old = {tuple(row[column] for column in columns): row for row in before}
    for row in after:
        what = tuple(row[column] for column in columns)
        if what in old:
            yield what, old[what], row


def curves(summaries: list[dict]) -> Markup:
    """Draw the mean ratios of every way over the runs; "" if fewer than two runs have any."""
    timed = [each for each in summaries if each["means"]]
    drawn: dict[Way, list] = {}
    for place, each in enumerate(timed):
        for way, mean in each["means"].items():
            if way[0] in PANELS and way != BASE:
                drawn.setdefault(way, []).append((place, mean))
    if len(timed) < 2:
        return Markup("")
    means = [mean for points in drawn.values() for _, mean in points]
    title = "Times as multiples of PyTorch eager: geometric means, run by run"
    with drawing("history", title, WIDTH, 0.6 * WIDTH) as (figure, done):
        axes = figure.subplots()
        for number, ((framework, mode), points) in enumerate(drawn.items()):
            panel = PANELS[framework]
            dashes = ("-", (0, (5, 2)), (0, (1, 1.5)))[[of for of, _ in drawn][:number].count(framework) % 3]
            style = dict(marker=panel.marker, color=panel.colour, linestyle=dashes)
            axes.plot(*zip(*points, strict=True), label=f"{panel.title} {mode}", **style)
        logarithmic(axes.yaxis, min(means) / 1.5, max(means) * 1.5)
        axes.set_xticks(range(len(timed)), _days([each["run"] for each in timed]), rotation=45)
        axes.grid(axis="y", color=INK, alpha=0.12, linewidth=0.8)
        figure.legend(loc="outside lower left", ncols=2)
        return done()


def _went_off(old: dict, new: dict) -> bool:
    """Return whether an array was within the roundings that are allowed, and no longer is."""
    return old["units"] <= old.get("allowed", math.nan) < new["units"]


def _grown(what: tuple, old: float, new: float, factor: float) -> Change:
    return Change(what, significant(old), significant(new), factor, worse=factor > 1)


def _days(runs: list[Run]) -> list[str]:
    """Return the day of every run in a few letters, with the hour where a day has several."""
    days = [when(run)[5:10] for run in runs]
    return [when(run)[5:16] if days.count(day) > 1 else day for run, day in zip(runs, days, strict=True)]


def _size(change: Change) -> float:
    return abs(math.log(change.factor)) if 0 < change.factor < math.inf else math.inf
