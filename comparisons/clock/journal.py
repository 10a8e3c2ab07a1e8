"""What the clock has measured so far: its entries in a journal."""

from numbers import Real

from comparisons.journal import Journal


class Measured(Journal):
    """The machine's limits, and by (generation, concept, scale) what was measured."""

    command = "triptych time"

    @staticmethod
    def is_entry(entry):
        """Say whether it is the machine's limits, or what a generation measured of a concept at one size."""
        match entry:
            case [["limits"], dict() as limits]:
                return not limits or _is_limits(limits)
            case [
                [int(), str(), int() | float()],
                {"times": times, "facts": facts, "trouble": trouble, "disturbed": disturbed, "costs": costs,
                 "device": str()},
            ]:  # fmt: skip
                return (
                    _by_job(times, lambda series: isinstance(series, list) and all(map(_is_number, series)))
                    and _by_job(facts, _are_numbers)
                    and _by_job(trouble, lambda reason: isinstance(reason, str))
                    and _by_job(disturbed, _is_number)
                    and isinstance(costs, dict)
                    and all(
                        _are_numbers(cost) and set(cost) == {"operations", "bytes"} for cost in costs.values()
                    )
                )
        return False


def _is_limits(limits: dict) -> bool:
    match limits:
        case {"rate": int() | float(), "bandwidth": dict() as bandwidth}:
            return _are_numbers(bandwidth) and all(size.isdecimal() for size in bandwidth)
    return False


def _by_job(rows, fits) -> bool:
    """Say whether rows are (worker, mode, pass) and something that fits."""
    return isinstance(rows, list) and all(
        isinstance(row, list)
        and len(row) == 4
        and all(isinstance(name, str) for name in row[:3])
        and fits(row[3])
        for row in rows
    )


def _are_numbers(values) -> bool:
    return isinstance(values, dict) and all(map(_is_number, values.values()))


def _is_number(value) -> bool:
    return isinstance(value, Real)
