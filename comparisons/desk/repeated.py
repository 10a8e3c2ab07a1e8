"""What the command line says of arrays that were asked for again."""

from comparisons.desk.terminal import print_line
from comparisons.judging.repeats import SAME
from reports.panels import title_of


def print_repeats(checks) -> None:
    """Print how many arrays were the same bit for bit when they were asked for again, and what the others are."""
    asked = checks[checks.repeats.fillna("") != ""]
    if not len(asked):
        return
    other = asked[asked.repeats != SAME]
    print_line(f"{len(asked) - len(other)} of {len(asked)} arrays are the same bit for bit, asked again.")
    for (framework, mode, how), rows in other.groupby(["framework", "mode", "repeats"], sort=False):
        arrays = rows.groupby("concept", sort=False).array.unique()
        told = ", ".join(f"{concept} ({' '.join(names)})" for concept, names in arrays.items())
        print_line(f"{title_of(framework)} {mode}, {how}: {len(rows)} arrays: {told}")
