"""The course: the families in the order in which one learns them, with the stories woven in between."""

from dataclasses import dataclass, field

from reports.report import Report
from reports.tables import grouped

#: Models are made of what all other families hold, and stand last: a story that trains one need not wait for that.
MODELS = "models"


@dataclass
class Stage:
    """A family with its concepts, and the stories that are told when one knows it. Without a family: before all."""

    family: str = ""
    concepts: list[dict] = field(default_factory=list)
    stories: list = field(default_factory=list)


def course(report: Report) -> list[Stage]:
    """Return the stages of the course.

    A story stands after the last family that its concepts are of, models aside, and after the stories before it.
    """
    stages = [Stage(), *(Stage(*each) for each in grouped(report.concepts, "family").items())]
    places = {stage.family: place for place, stage in enumerate(stages)}
    here = 0
    for story in report.stories:
        families = {name.rpartition(".")[0] for name in story.told["concepts"]} - {MODELS}
        here = max([here, *(places.get(family, 0) for family in families)])
        stages[here].stories.append(story)
    return stages if stages[0].stories else stages[1:]
