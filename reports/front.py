"""What the front page tells."""

import re
from collections import Counter

from reports.course import Stage, course
from reports.machine import facts
from reports.report import Report, passes, scores, ways
from reports.speed import geometric_means, longest_passes
from reports.tables import PUBLISHED
from reports.verdicts import AGREES, DIFFERS, FAILS, gravest
from reports.weaving import unmarked

#: So many concepts can all be seen at once; where there are more, families are folded.
FEW = 40
#: So many small pictures stand beside a family that is folded.
STRIP = 5

#: Verdicts as a count says them: 3 agree.
_COUNTED = {AGREES: "agree", DIFFERS: "differ as declared", FAILS: "fail"}
_SIZE = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')


def front(report: Report) -> dict:
    """Return what the front page's template asks for."""
    return dict(
        stages=course(report), families=list(dict.fromkeys(each["family"] for each in report.concepts)),
        unfolded=len(report.concepts) <= FEW, strip=STRIP, thumbnail=thumbnail, words=words, counted=_COUNTED,
        troubles=troubles, telling_passes=telling_passes,
        ways=ways(report.timings), means=geometric_means(longest_passes(report.timings)),
        scores=scores(report.accuracy), machine=facts(report.environment),
        verdicts=list(dict.fromkeys(judgement.verdict for row in report.matrix.values() for judgement in row)),
        files=[f"{name}.{ending}" for name in PUBLISHED for ending in ("csv", "parquet")],
    )  # fmt: skip


def troubles(report: Report, stage: Stage) -> Counter:
    """Return how many concepts of a stage fail, and how many lack an answer: {style: number}, if there are any."""
    styles = Counter(gravest(report.matrix[each["concept"]]).style for each in stage.concepts)
    return Counter({style: styles[style] for style in ("fails", "lacks") if styles[style]})


def telling_passes(timings: list[dict]) -> dict[str, list[dict]]:
    """Return a concept's timings by pass: those of its longest one, and of any other in which something has no time."""
    every, longest = passes(timings), passes(longest_passes(timings)).keys()
    return {
        timed: rows
        for timed, rows in every.items()
        if not longest or timed in longest or any(row["reason"] for row in rows)
    }


def words(story) -> str:
    """Return what a story can be found by, beside its title: its concepts, and each word of its text once."""
    found = re.findall(r"[a-z]{4,}", unmarked(story.told["text"]).lower())
    return " ".join(dict.fromkeys([story.name.replace("_", " "), *story.told["concepts"], *found]))


def thumbnail(story) -> dict | None:
    """Return a story's first picture: source, title, width and height in the units of the drawing; None without one."""
    if not story.pictures:
        return None
    name, picture = next(iter(story.pictures.items()))
    size = _SIZE.search(picture.svg)
    width, height = (round(float(length)) for length in size.groups()) if size else (16, 10)
    return dict(source=f"stories/{story.name}/{name}.svg", title=picture.title, width=width, height=height)
