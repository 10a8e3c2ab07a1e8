"""What a run leaves in a folder beside the report: its tables, and the environment in which it was made."""

from pathlib import Path

from comparisons.desk.environment import describe_environment
from comparisons.desk.folders import save
from comparisons.desk.plan import Plan
from comparisons.desk.runs import Run


def keep(run: Run, plan: Plan, command: str, out: Path, **asked) -> str:
    """Keep what was checked: tables and the environment, with what was ``asked``; return what went wrong with that."""
    from reports.write import keep

    facts = describe_environment(plan, command) | dict(interrupted=run.interrupted, workers=run.workers)
    frames = run.tables.frames()
    tables = {name: frames[name] for name in ("checks", "accuracy")}
    return save(lambda folder: keep(tables, facts | asked, folder), out)[1]


def record(run: Run, plan: Plan, command: str, out: Path) -> str:
    """Write timings as CSV, Parquet and a page of Markdown, and the environment; return what went wrong with that."""
    from reports.write import write_timings

    facts = describe_environment(plan, command) | dict(limits=run.limits, interrupted=run.interrupted)
    timings = run.tables.frames()["timings"]
    run.page, trouble = save(lambda folder: write_timings(timings, facts, folder), out)
    return trouble


def write_stories(tellings: list, out: Path) -> tuple[dict[str, list[Path]], str]:
    """Write the pictures and tables of stories into a folder; return their paths by story, and what went wrong."""
    from reports.files import put
    from reports.stories import story_files

    def write(folder: Path) -> dict[str, list[Path]]:
        paths = {telling.name: [] for telling in tellings}
        for telling in tellings:
            for name, content in story_files(telling):
                put(folder / name, content)
                paths[telling.name].append(folder / name)
        return paths

    paths, trouble = save(write, out)
    return paths or {telling.name: [] for telling in tellings}, trouble
