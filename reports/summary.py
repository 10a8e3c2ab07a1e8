"""The report in a page of Markdown, fit to be pasted into a pull request."""

from heapq import nlargest

from reports.markdown import escaped, provenance, section, table
from reports.numbers import significant
from reports.panels import title_of
from reports.report import Report
from reports.verdicts import AGREES, tells_roundings

LONGEST = 10  #: rows of a ranking
MOST = 50  #: failures that are told one by one


def summary(report: Report) -> str:
    """Return totals, all that fails or is lacking, stories, the least exact arrays, and where scratch is slowest."""
    sections = [
        _totals(report), _failures(report), _lacking(report), _stories(report), _least_exact(report),
        _slowest(report),
    ]  # fmt: skip
    return "\n\n".join(filter(None, sections)) + "\n"


def _totals(report: Report) -> str:
    lines = [f"# Triptych: {len(report.concepts)} concepts in three panels"]
    if report.interrupted:
        lines.append("**Interrupted:** the run ended before it was done.")
    lines += [
        f"**{title_of(name)} was unavailable:** {escaped(why)}" for name, why in report.unavailable.items()
    ]
    if report.empty:
        every = len(report.concepts) * len(report.columns)
        lines.append(f"**Not run:** {report.empty} of {every} verdicts on concepts.")
    lines.append(table(("verdict", "arrays"), report.verdicts.items()))
    lines.append(provenance(report.environment))
    return "\n\n".join(filter(None, lines))


def _failures(report: Report) -> str:
    if not report.failures:
        return ""
    lines = [f"- {escaped(check['reason'])}" for check in report.failures[:MOST]]
    if len(report.failures) > MOST:
        lines.append(f"- … and {len(report.failures) - MOST} more in checks.csv")
    return f"## What fails ({len(report.failures)})\n\n" + "\n".join(lines)


def _lacking(report: Report) -> str:
    rows = [
        (
            verdict,
            title_of(framework),
            reason,
            ", ".join(concepts[:LONGEST]) + " …" * (len(concepts) > LONGEST),
        )
        for (verdict, framework, reason), concepts in report.lacking.items()
    ]
    return section("Without an answer", ("verdict", "framework", "reason", "concepts"), rows)


def _stories(report: Report) -> str:
    rows = [
        (
            story.name,
            f"{sum(claim.holds for claim in story.claims)} of {len(story.claims)}",
            "; ".join(story.faults),
        )
        for story in report.stories
    ]
    return section("Stories", ("story", "claims that hold", "what does not hold"), rows)


def _least_exact(report: Report) -> str:
    worst = {}
    for check in report.checks:
        if check["verdict"] == AGREES and tells_roundings(check) and check["units"] > 0:
            here = worst.setdefault(check["concept"], check)
            if check["units"] / check["allowed"] > here["units"] / here["allowed"]:
                worst[check["concept"]] = check
    rows = [
        (check["concept"], check["case"], title_of(check["framework"]), check["label"], check["dtype"],
         significant(check["units"]), significant(check["allowed"], 4))
        for check in nlargest(LONGEST, worst.values(), key=lambda check: check["units"] / check["allowed"])
    ]  # fmt: skip
    header = ("concept", "case", "framework", "array", "dtype", "roundings", "allowed")
    return section("Least exact of all that agrees, an array a concept", header, rows)


def _slowest(report: Report) -> str:
    timed = [row for row in report.timings if row["framework"] == "scratch" and row["ratio_low"] > 1]
    rows = [
        (row["concept"], row["pass"], row["device"], row["dtype"], f"{significant(row['median_ms'], 3)} ms",
         f"{significant(row['ratio'])} ({significant(row['ratio_low'])} to {significant(row['ratio_high'])})")
        for row in nlargest(LONGEST, timed, key=lambda row: row["ratio"])
    ]  # fmt: skip
    header = ("concept", "pass", "device", "dtype", "median", "times PyTorch eager")
    return section("Where scratch is slower than PyTorch eager, the slowest first", header, rows)
