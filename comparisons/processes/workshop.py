"""Where a task is done: one framework on one device, and what tasks leave there for the next."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

#: What can be done there: ``task(workshop, *arguments)``, a function of a module that imports no framework.
Task = Callable[..., Any]


@dataclass
class Workshop:
    """One framework's adapter, the device that it computes on, and what tasks keep ``ready`` from call to call."""

    adapter: type
    device: str
    ready: dict[Hashable, Any] = field(default_factory=dict)


def nothing(workshop: Workshop) -> None:
    """Do nothing: the task by which a worker shows that it answers at all."""
