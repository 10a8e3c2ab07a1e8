"""What two runs that are kept say otherwise: verdicts, roundings, bits, times and memory, each row against its like."""

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace

from reports import changes
from reports.changes import NOTABLE, NOTABLE_TIME, Change
from reports.history import TIMINGS, Run
from reports.matching import WAY, common_key, matched, only, same_bits
from reports.numbers import significant
from reports.panels import title_of

#: What must be the same of two machines for times and memory to be compared.
MACHINE = ("processor", "cores", "threads", "device")

#: By so many times a framework's process must hold more memory, or less, to be told.
NOTABLE_MEMORY = 1.25


@dataclass(frozen=True)
class Diff:
    """What is not as it was; ``key`` names the columns by which checks are told apart.

    ``moved`` are the arrays with other numbers; ``same`` counts those that are bit for bit the same, ``unknown`` those
    of which nobody knows, since a run tells no digest and the worst error is what it was. ``came`` and ``gone`` are in
    one run alone. ``versions`` are (name, before, after), ``notes`` sentences on what was compared, and what was not.
    """

    before: Run
    after: Run
    key: tuple[str, ...]
    verdicts: list[Change]
    roundings: list[Change]
    times: list[Change]
    memory: list[Change]
    moved: list[tuple]
    same: int
    unknown: int
    came: list[tuple]
    gone: list[tuple]
    versions: list[tuple[str, str, str]]
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> Iterator[Change]:
        """All that is told with a before and an after."""
        yield from (*self.verdicts, *self.roundings, *self.times, *self.memory)

    @property
    def worse(self) -> int:
        """How many of the changes are for the worse."""
        return sum(change.worse for change in self.changes)

    @property
    def compared(self) -> int:
        """How many arrays are in both runs."""
        return self.same + len(self.moved) + self.unknown

    def sentence(self) -> str:
        """Return the diff in a sentence or two."""
        kinds = {"verdict": self.verdicts, "error": self.roundings, "time": self.times}
        kinds["peak memory"] = self.memory
        told = [_counted(kind, changes) for kind, changes in kinds.items() if changes]
        known = f", {self.same:,} are bit for bit the same" if self.same else ""
        arrays = f"{self.compared:,} arrays in both: {len(self.moved):,} have other numbers{known}."
        rows = f" {len(self.came):,} came, {len(self.gone):,} went." if self.came or self.gone else ""
        changed = f" Changed: {', '.join(told)}." if told else " Nothing notable changed."
        return (arrays if self.compared else "No array is in both.") + rows + changed

    def facts(self) -> dict:
        """Return all of it for programs."""
        kinds = {name: getattr(self, name) for name in ("verdicts", "roundings", "times", "memory")}
        told = {name: [_row(change) for change in every] for name, every in kinds.items()}
        runs = dict(before=self.before.name, after=self.after.name)
        counts = dict(worse=self.worse, same=self.same, unknown=self.unknown)
        versions = [dict(zip(("name", "before", "after"), each, strict=True)) for each in self.versions]
        lists = dict(moved=self.moved, came=self.came, gone=self.gone, notes=self.notes, key=self.key)
        return runs | counts | dict(versions=versions) | lists | told


def diff(before: Run, after: Run, notable: float = NOTABLE) -> Diff:
    """Hold a run against an earlier one. Errors are told that are ``notable`` times as many roundings, or as few.

    Fewer than one rounding count as one. Raises ValueError, in one line, if the runs have nothing in common.
    """
    key = common_key(before.checks, after.checks)
    checks = matched(before.checks, after.checks, key)
    old, new = (replace(run, checks=rows) for run, rows in zip((before, after), checks, strict=True))
    bits = [(what, same_bits(*rows)) for what, *rows in changes.both(old.checks, new.checks, key)]
    if not bits and not [*changes.both(before.timings, after.timings, TIMINGS)]:
        raise ValueError(f"{before.name} and {after.name} have no check and no timing in common")
    machine = _others(before, after, MACHINE)
    times, about_times = _times(before, after, machine)
    return Diff(
        before, after, key, changes.verdicts(old, new, key), changes.roundings(old, new, key, notable), times,
        [] if machine else _memory(before, after),
        [what for what, same in bits if same is False],
        sum(same is True for _, same in bits), sum(same is None for _, same in bits),
        only(new.checks, old.checks, key), only(old.checks, new.checks, key),
        _versions(before, after), [*_notes(before, after, key), *about_times],
    )  # fmt: skip


def _times(before: Run, after: Run, machine: str) -> tuple[list[Change], list[str]]:
    """Return the times that are others beyond their intervals, and what is to be said of that."""
    if machine:
        return [], [f"Times and memory are not compared, since the machine is another: {machine}."]
    if not (before.timings and after.timings):
        return [], ["Times are in one of the runs alone."] if before.timings or after.timings else []
    told = f"A time is told that is {NOTABLE_TIME} times as long or as short, beyond its interval"
    torch = {(run.environment.get("versions") or {}).get("torch") for run in (before, after)}
    if len(torch) == 1 and None not in torch:
        return changes.times(before, after), [f"{told}, as a multiple of PyTorch eager's."]
    why = "in ms beyond its quartiles, since PyTorch is not the same, or not there"
    return changes.times(_in_ms(before), _in_ms(after)), [told.replace("beyond its interval", why) + "."]


def _in_ms(run: Run) -> Run:
    """Return a run with milliseconds in the place of ratios, quartiles in that of their intervals."""
    names = dict(ratio="median_ms", ratio_low="q1_ms", ratio_high="q3_ms")
    rows = [row | {name: row[ms] for name, ms in names.items()} for row in run.timings]
    return replace(run, timings=rows)


def _memory(before: Run, after: Run) -> list[Change]:
    """Return the frameworks whose process held notably more memory at its peak, or less."""
    old, new = ((run.environment.get("workers") or {}) for run in (before, after))
    found = []
    for name in (each for each in old if each in new):
        was, now = old[name]["peak_mib"], new[name]["peak_mib"]
        if not 1 / NOTABLE_MEMORY < now / was < NOTABLE_MEMORY:
            told = (f"{significant(each, 3)} MiB" for each in (was, now))
            found.append(Change((title_of(name), "most memory"), *told, now / was, worse=now > was))
    return found


def _versions(before: Run, after: Run) -> list[tuple[str, str, str]]:
    old, new = ((run.environment.get("versions") or {}) for run in (before, after))
    return [(name, str(old.get(name, "–")), str(new.get(name, "–"))) for name in dict.fromkeys([*old, *new])]


def _notes(before: Run, after: Run, key: tuple[str, ...]) -> Iterator[str]:
    """Yield sentences on what could not be compared as it should be."""
    for run in (before, after):
        if run.environment.get("interrupted"):
            yield f"{run.name} was interrupted: what it did not come to is told as come or gone."
    for column in WAY:
        having = [bool(run.checks) and column in run.checks[0] for run in (before, after)]
        if any(having) and column not in key and before.checks and after.checks:
            yield f"Only {(before, after)[having[1]].name} tells the {column}: the gravest of them speaks."


def _others(before: Run, after: Run, names: tuple[str, ...]) -> str:
    """Return the facts of two environments that are others, in words."""
    told = [(name, *(run.environment.get(name) for run in (before, after))) for name in names]
    return ", ".join(f"{name} {was} and {now}" for name, was, now in told if was != now)


def _row(change: Change) -> dict:
    return asdict(change) | dict(factor=change.factor if math.isfinite(change.factor) else None)


def _counted(kind: str, every: list[Change]) -> str:
    worse = sum(change.worse for change in every)
    number = f"{len(every)} {kind}{'s' * (len(every) > 1)}"
    return f"{number} ({worse} worse)" if worse else number
