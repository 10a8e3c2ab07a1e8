"""The environment of a run as people read it: one line a fact, quantities with their units and three digits."""

from collections.abc import Mapping, Sequence

from reports.numbers import significant
from reports.panels import title_of


def facts(environment: Mapping) -> dict[str, str]:
    """Return {what: text} for all that an environment tells; what is empty or false is left out."""
    told = {}
    for name, value in environment.items():
        if name == "limits" and value:
            told |= _limits(value)
        elif name in ("libraries", "devices") and isinstance(value, Mapping):
            tell = _libraries if name == "libraries" else _line
            told[name] = "; ".join(f"{title_of(panel)}: {tell(every)}" for panel, every in value.items())
        elif value is not False and value not in (None, "", {}, []):
            what, unit = {"memory_gib": ("memory", " GiB"), "duration_s": ("duration", " s")}.get(
                name, (name, "")
            )
            told[what] = _line(value) + unit
    return told


def _limits(limits: Mapping) -> dict[str, str]:
    """Tell operations and bytes a second, the latter by the bytes of the working set."""
    bandwidth = {int(size): rate for size, rate in limits["bandwidth"].items()}
    reached = [
        f"{significant(rate / 1e9, 3)} GB/s at {_bytes(size)}" for size, rate in sorted(bandwidth.items())
    ]
    return {
        "product of matrices": f"{significant(limits['rate'] / 1e9, 3)} GFLOP/s",
        "memory bandwidth": ", ".join(reached),
    }


def _libraries(libraries: Sequence[Mapping]) -> str:
    """Tell the libraries that compute with threads of their own."""
    lines = [
        [
            each.get("internal_api"),
            each.get("version"),
            each.get("architecture"),
            f"{each.get('num_threads')} threads",
        ]
        for each in libraries
    ]
    return ", ".join(dict.fromkeys(" ".join(str(word) for word in line if word) for line in lines))


def _line(value) -> str:
    if value is True:
        return "yes"
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_line(each)}" for name, each in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(_line, value))
    return str(value)


def _bytes(size: int) -> str:
    return f"{size // 2**20} MiB" if size >= 2**20 else f"{size // 2**10} KiB"
