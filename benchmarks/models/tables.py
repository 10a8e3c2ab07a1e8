"""What the benchmark found, as Markdown."""

from collections.abc import Sequence

from benchmarks.models.judged import Judged, Right

#: What must be reached: no alarm on right pairs, all caught, and these shares placed and explained.
PLACED, EXPLAINED = 0.95, 0.85


def table(head: Sequence[str], rows: Sequence[Sequence], words: Sequence[int] = (0,)) -> str:
    """Return a Markdown table; numbers stand on the right, and on the left the columns of ``words``."""
    lines = [
        f"| {' | '.join(head)} |",
        f"|{'|'.join(' --- ' if n in words else ' ---: ' for n in range(len(head)))}|",
    ]
    return "\n".join(lines + [f"| {' | '.join(str(each) for each in row)} |" for row in rows])


def of_right(found: Sequence[Right]) -> str:
    """Return the table of right pairs: runs, alarms, the worst layer."""
    rows = []
    for name in [*dict.fromkeys(each.pair for each in found), "all"]:
        runs = [each for each in found if name in (each.pair, "all")]
        rows.append(
            (
                name,
                len(runs),
                sum(bool(each.alarm) for each in runs),
                f"{max(each.worst for each in runs):.1f}",
                f"{sum(each.seconds for each in runs) / len(runs):.1f}",
            )
        )
    return table(("right pair", "runs", "alarms", "worst layer, roundings", "CPU seconds a run"), rows)


def of_mistakes(found: Sequence[Judged]) -> str:
    """Return the table of mistakes: how many were caught, placed, explained, and explained with proof."""
    rows = []
    for name in [*dict.fromkeys(each.mistake.pair for each in found), "all"]:
        runs = [each for each in found if name in (each.mistake.pair, "all")]
        counts = [sum(getattr(each, what) for each in runs) for what in ("caught", "placed", "explained")]
        proven = sum(each.explained and each.proven for each in runs)
        seconds = f"{sum(each.seconds for each in runs) / len(runs):.1f}"
        rows.append((name, len(runs), *counts, proven, seconds))
    return table(
        ("pair", "mistakes", "caught", "placed", "explained", "and proven", "CPU seconds a run"), rows
    )


def verdict(found: Judged) -> str:
    """Return in words how the diagnosis did with one mistake."""
    if not found.caught:
        return "broke" if found.trouble else "not caught"
    lacks = [word for word, is_so in (("placed", found.placed), ("explained", found.explained)) if not is_so]
    return f"caught, not {' nor '.join(lacks)}" if lacks else "good"


def line(each: Judged) -> str:
    """Return a line on one mistake; where it was not caught, placed and explained, with what was said first."""
    how = verdict(each)
    said = "" if how == "good" else f". {each.trouble or each.first or 'Nothing was said.'}"
    return f"{each.mistake.pair}, {each.mistake.what}: {how}{said}"


def missed(found: Sequence[Judged]) -> list[str]:
    """Return a line for each mistake that was not caught, placed and explained."""
    return [f"- {line(each)}" for each in found if verdict(each) != "good"]


def reached(rights: Sequence[Right], judged: Sequence[Judged]) -> bool:
    """Say whether what must be reached is reached."""
    count = len(judged)
    return (
        not any(each.alarm for each in rights)
        and all(each.caught for each in judged)
        and sum(each.placed for each in judged) >= PLACED * count
        and sum(each.explained for each in judged) >= EXPLAINED * count
    )
