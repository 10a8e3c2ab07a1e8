"""A task for the tests of workers: it tells what a worker's process has imported."""

import sys

from comparisons.processes.workshop import Workshop


def loaded(workshop: Workshop) -> set[str]:
    """Return the first words of all modules that are imported there."""
    return {name.split(".")[0] for name in sys.modules}
