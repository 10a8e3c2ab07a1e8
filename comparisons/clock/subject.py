"""What is timed in the place of a concept: something of one's own, which says how it is run and of what size it is."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from math import nan
from typing import Any, ClassVar

from comparisons.processes.workshop import Workshop


class Subject(ABC):
    """Something to time. It is sent to workers and told from others by its values: a frozen dataclass, of plain ones.

    ``passes`` are what is timed of it, ``name`` is what its rows are called, ``size`` what they say of its size.
    """

    passes: ClassVar[tuple[str, ...]]

    @property
    @abstractmethod
    def name(self) -> str:
        """What its rows are called."""

    @property
    @abstractmethod
    def size(self) -> str:
        """Of what size it is."""

    def told(self) -> dict[str, Any]:
        """Return what its rows say of its size; it has no axis that grows."""
        return dict(size=self.size, axis="", extent=nan)

    @abstractmethod
    def work(self, workshop: Workshop, mode: str, which: str) -> Callable[[], Any]:
        """Return the function that the clock times in a worker; ``which`` is one of the passes."""
