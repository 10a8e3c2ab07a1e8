"""What a report says, worked out from its tables once, for the pages and for the summary."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd
from markupsafe import Markup

from reports.columns import Column, columns
from reports.panels import ALL, MODES, USUAL
from reports.speed import at_timing_size
from reports.tables import COLUMNS, complete, grouped
from reports.titles import heading
from reports.verdicts import (
    AGREES,
    DIFFERS,
    FAILS,
    NOT_ASKED,
    NOT_RUN,
    UNAVAILABLE,
    Judgement,
    about,
    judge,
    label,
)

#: The column of checks of which a way speaks that begins with this word: ``in float16`` is a dtype.
COLUMN_AFTER = {"in": "dtype", "on": "device", "under": "mode"}


class Report:
    """The rows of all tables, and what follows from them; ``timings`` are those at the concepts' timing size.

    checks, timings, accuracy and concepts are lists of rows; a check also has its ``label``, the array's name
    as code has it. Concepts keep their order; one that only other tables know comes last. ``stories`` are what was
    told, with the attributes of :class:`comparisons.telling.telling.Telling`. ``portraits`` are small pictures of what
    concepts do, by concept, and ``captions`` what is seen there; not every concept has them.
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        environment: Mapping,
        stories: Sequence = (),
        portraits: Mapping[str, Any] | None = None,
    ):
        self.tables = {name: complete(name, tables.get(name)) for name in COLUMNS}
        self.environment, self.stories = environment, list(stories)
        drawn = dict(portraits or {})
        self.portraits: dict[str, Markup] = {name: each.svg for name, each in drawn.items()}
        self.captions: dict[str, str] = {name: each.title for name, each in drawn.items()}
        rows = {name: table.to_dict("records") for name, table in self.tables.items()}
        self.accuracy, self.idioms, self.defaults = rows["accuracy"], rows["idioms"], rows["defaults"]
        self.concepts = [_with_lists(concept) for concept in rows["concepts"]]
        self.timings = at_timing_size(rows["timings"])
        self.timings_at_every_size = rows["timings"]
        self.checks = [
            check | dict(label=label(check), mode=check["mode"] or USUAL.get(check["framework"], ""))
            for check in rows["checks"]
        ]
        known = {concept["concept"] for concept in self.concepts}
        met = dict.fromkeys(row["concept"] for row in [*self.checks, *self.timings])
        self.concepts += [
            _with_lists(COLUMNS["concepts"] | dict(concept=name, family=name.rpartition(".")[0]))
            for name in met
            if name not in known
        ]

    @cached_property
    def titles(self) -> dict[str, str]:
        """What every concept is called: the words with which its docstring begins, up to the colon."""
        return {
            concept["concept"]: heading(concept["title"] if concept["idea"] else "", concept["concept"])
            for concept in self.concepts
        }

    @cached_property
    def story_titles(self) -> dict[str, str]:
        """What every story is called, likewise."""
        return {story.name: heading(story.told["title"], story.name) for story in self.stories}

    @cached_property
    def used_by(self) -> dict[str, list[str]]:
        """Which concepts of the report are made of a concept: {concept: concepts}."""
        used_by = {concept["concept"]: [] for concept in self.concepts}
        for concept in self.concepts:
            for name in self.uses(concept):
                used_by[name].append(concept["concept"])
        return used_by

    def uses(self, concept: dict) -> list[str]:
        """Return the concepts of the report that a concept is made of."""
        return [name for name in concept["uses"] if name in self.checks_of]

    @cached_property
    def unavailable(self) -> dict[str, str]:
        """The frameworks that could not be used, and why: {framework: reason}."""
        return dict(self.environment.get("unavailable") or {})

    @cached_property
    def interrupted(self) -> bool:
        """Whether the run ended before it was done."""
        return bool(self.environment.get("interrupted"))

    @cached_property
    def columns(self) -> list[Column]:
        """Every way to ask that has, or should have, a verdict on each concept: framework, mode and dtype."""
        return columns(self.checks)

    @cached_property
    def columns_of(self) -> Counter:
        """How many columns each framework has."""
        return Counter(column.framework for column in self.columns)

    @cached_property
    def modes(self) -> list[str]:
        """The modes of all columns."""
        return [mode for mode in MODES if any(column.mode == mode for column in self.columns)]

    @cached_property
    def checks_of(self) -> dict[str, list[dict]]:
        """The checks on every concept, in its order."""
        return {concept["concept"]: [] for concept in self.concepts} | grouped(self.checks, "concept")

    @cached_property
    def timings_of(self) -> dict[str, list[dict]]:
        """The timings by concept."""
        return grouped(self.timings, "concept")

    @cached_property
    def growth_of(self) -> dict[str, list[dict]]:
        """The timings by concept, at every size that was timed."""
        return grouped(self.timings_at_every_size, "concept")

    def accuracy_of(self, concept: dict) -> list[dict]:
        """Return the rows of accuracy whose model is the concept, by its full name or by its short one."""
        return [row for row in self.accuracy if row["model"] in (concept["concept"], concept["name"])]

    def judgement(self, checks: list[dict], column: Column) -> Judgement:
        """Judge what some checks say in a column; without a word on it, say why there is none."""
        lacking = None if column.is_usual else Judgement(NOT_ASKED)
        if column.framework in self.unavailable:
            lacking = Judgement(UNAVAILABLE, reason=self.unavailable[column.framework])
        return judge(about(checks, **column._asdict()), lacking)

    @cached_property
    def matrix(self) -> dict[str, list[Judgement]]:
        """One judgement a column on every concept: {concept: [judgement, ...]}."""
        return {
            name: [
                self.judgement(checks, column)
                if self.asks(name, column.dtype)
                else Judgement(NOT_ASKED, reason=f"no case in {column.dtype}")
                for column in self.columns
            ]
            for name, checks in self.checks_of.items()
        }

    @cached_property
    def dtypes_of(self) -> dict[str, dict[str, list[str]]]:
        """In which dtypes the cases of every concept are asked: {concept: {case: dtypes}}."""
        return {
            each["concept"]: {asked["case"]: asked["dtypes"] for asked in each["asked"]}
            for each in self.concepts
        }

    def asks(self, concept: str, dtype: str, case: str = "") -> bool:
        """Return whether a case of a concept, or any of them, is asked in a dtype; what is not known is asked."""
        known = self.dtypes_of[concept]
        dtypes = known.get(case, []) if case else [each for dtypes in known.values() for each in dtypes]
        return not dtypes or dtype in dtypes

    @cached_property
    def verdicts(self) -> dict[str, int]:
        """How many arrays have which verdict, the gravest first. Failures are there even if none."""
        counted = {FAILS: 0} | Counter(check["verdict"] for check in self.checks)
        return dict(sorted(counted.items(), key=lambda item: Judgement(item[0]).gravity, reverse=True))

    @cached_property
    def empty(self) -> int:
        """How many cells of the matrix have no verdict, since nothing was run for them."""
        return sum(judgement.verdict == NOT_RUN for row in self.matrix.values() for judgement in row)

    @cached_property
    def failures(self) -> list[dict]:
        """The checks that fail, each with a reason that says what it is about."""
        who = "{concept} ({case}) {framework} {dtype}: {label} {reason}"
        fails = [check for check in self.checks if check["verdict"] == FAILS]
        return [
            check if check["concept"] in check["reason"] else check | dict(reason=who.format(**check).strip())
            for check in fails
        ]

    @cached_property
    def lacking(self) -> dict[tuple[str, str, str], list[str]]:
        """Where there is no answer: {(verdict, framework, reason): concepts}."""
        lacking = {}
        for check in self.checks:
            if Judgement(check["verdict"]).style == "lacks":
                concepts = lacking.setdefault((check["verdict"], check["framework"], check["reason"]), {})
                concepts[check["concept"]] = None
        return {key: list(concepts) for key, concepts in lacking.items()}


def _with_lists(concept: dict) -> dict:
    """Return a concept whose lists are lists, also where a table does not have them."""
    lists = (name for name, blank in COLUMNS["concepts"].items() if blank is None)
    return concept | {name: concept[name] if isinstance(concept[name], list) else [] for name in lists}


def agreement(report: Report, concept: str) -> dict[str, dict[str, list[Judgement]]]:
    """Return one concept's table of agreement: {case: {array: one judgement a column of the report}}.

    What no case or no array is known of, since nothing answered, stands under the case "" or the array "".
    """
    table, checks = {}, report.checks_of[concept]
    for case in dict.fromkeys(check["case"] for check in checks if check["case"]) or [""]:
        here = about(checks, case=case)
        table[case] = {
            array: [
                report.judgement(about(here, label=array), column)
                if report.asks(concept, column.dtype, case)
                else Judgement(NOT_ASKED)
                for column in report.columns
            ]
            for array in dict.fromkeys(check["label"] for check in here if check["label"]) or [""]
        }
    return table if checks else {}


def differences(concept: dict, checks: list[dict]) -> list[dict]:
    """Return the declared differences of a concept: framework and why, and what the checks found.

    It differs in some ways alone, ``under compile`` or ``in float16``, or, where its one way is "", in all. With it are
    the ``arrays`` that differ for that reason; and ``acts`` and ``control``, {case and dtype: roundings of the
    worst of these arrays}, where they do so, and where all of them agree.
    """
    found = []
    for row in concept["differs"]:
        of_framework = [
            check for way in row["ways"] for check in about(checks, framework=row["framework"], **_asked(way))
        ]
        acting = [
            check for check in of_framework if check["verdict"] == DIFFERS and row["why"] in check["reason"]
        ]
        arrays = list(dict.fromkeys(check["label"] for check in acting))
        agreeing = [
            check for check in of_framework if check["verdict"] == AGREES and check["label"] in arrays
        ]
        acts, control = _worst(acting), _worst(agreeing)
        control = {where: units for where, units in control.items() if where not in acts}
        found.append(dict(row, arrays=arrays, acts=acts, control=control))
    return found


def _asked(way: str) -> dict[str, str]:
    """Return the column of checks that a way is about, and what it says: ``under compile`` is the mode ``compile``."""
    word, _, said = way.partition(" ")
    return {COLUMN_AFTER[word]: said} if way else {}


def _worst(checks: list[dict]) -> dict[str, float]:
    """Return the most roundings by case and dtype."""
    worst = {}
    for check in checks:
        where = f"{check['case']} ({check['dtype']})"
        worst[where] = max(check["units"], worst.get(where, 0))
    return worst


def passes(timings: list[dict]) -> dict[str, list[dict]]:
    """Group timings by what was timed: the pass, with device and dtype where there are several of them."""
    several = [column for column in ("device", "dtype") if len({row[column] for row in timings}) > 1]
    passes = {}
    for row in timings:
        passes.setdefault(" · ".join(row[column] for column in ("pass", *several)), []).append(row)
    return passes


def ways(timings: list[dict]) -> list[tuple[str, str]]:
    """Return every (framework, mode) that was timed, in the order of the panels."""
    seen = dict.fromkeys((row["framework"], row["mode"]) for row in timings if row["framework"] in ALL)
    return sorted(seen, key=lambda way: list(ALL).index(way[0]))


def scores(accuracy: list[dict]) -> dict[str, dict[tuple, dict[str, float]]]:
    """Return {story: {(data, model, setting, split, metric): {framework: value}}}."""
    columns = ("data", "model", "setting", "split", "metric")
    stories = {}
    for row in accuracy:
        values = stories.setdefault(row["story"], {}).setdefault(tuple(row[column] for column in columns), {})
        values[row["framework"]] = row["value"]
    return stories
