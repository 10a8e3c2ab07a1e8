"""What is timed: passes by kind of concept, modes by framework, sizes as multiples of a concept's timing size."""

from collections.abc import Iterable

from comparisons.declaring.kinds import KINDS
from comparisons.errors import Mistake, named
from comparisons.processes.adapters import MODE_NAMES
from comparisons.processes.adapters import MODES as ALL_MODES

PASSES = {kind.name: kind.passes for kind in KINDS.values()}
Modes = dict[str, tuple[str, ...]]
MODES: Modes = ALL_MODES | {"pytorch": ("eager",), "keras": ("eager", "function"), "keras-jax": ("eager",)}
#: Passes that nobody compiles.
UNCOMPILED = {which for kind in KINDS.values() if not kind.is_compiled for which in kind.passes}
#: What all ratios are to.
BASE = ("pytorch", "eager")

#: How long a run waits in all for others to leave the machine alone, in seconds, if nothing else is said.
PATIENCE_SECONDS = 180.0

#: How many times its timing size a concept's growing axis has, by the names that people give.
SIZES = {"1/16": 1 / 16, "1/4": 1 / 4, "1": 1.0, "4": 4.0}


def choose_modes(given: str, frameworks: Iterable[str] = ()) -> Modes:
    """Return the modes that a person names: ``default``, ``all``, or some with commas between them.

    The base of all ratios, PyTorch eager, is always among them. Raises Mistake for a mode that does not exist, and if
    one of the ``frameworks``, those that are asked for by name, has none of these modes.
    """
    if given in ("default", "all"):
        return MODES if given == "default" else ALL_MODES
    words = named("mode", given, MODE_NAMES)
    wanted = {name: tuple(mode for mode in modes if mode in words) for name, modes in ALL_MODES.items()}
    for name in frameworks:
        if not wanted.get(name, given):
            raise Mistake(
                f"there is nothing to time: {name} has no mode {given}; it has {', '.join(ALL_MODES[name])}"
            )
    return wanted | {BASE[0]: tuple(dict.fromkeys([BASE[1], *wanted[BASE[0]]]))}


def choose_sizes(given: str) -> tuple[float, ...]:
    """Return the sizes that a person names: ``default`` (1), ``all``, or some with commas: ``1/16,4``.

    Raises Mistake for a size that does not exist.
    """
    if given in ("default", "all"):
        return (SIZES["1"],) if given == "default" else tuple(SIZES.values())
    words = named("size", given, SIZES)
    return tuple(scale for name, scale in SIZES.items() if name in words)
