"""The command ``triptych versions``: the check with other versions, and what changed against the first."""

import math
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.desk.ending import ExitCode, Part
from comparisons.desk.programs import print_json
from comparisons.errors import Mistake

Asked = Annotated[
    list[str],
    typer.Argument(
        metavar="PACKAGE==A,B... [CONCEPT|FAMILY]...",
        help="Versions of numpy, torch, keras or tensorflow, as pip reads them, and concepts; all if none is named.",
    ),
]


@app.command("versions")
def compare_versions(
    words: Asked,
    framework: options.Frameworks = None,
    dtype: options.Dtypes = None,
    threads: options.Threads = None,
    timeout: options.Timeout = 120,
    seed: options.Seed = 0,
    seeds: options.Seeds = None,
    quick: options.Quick = False,
    resume: Annotated[bool, typer.Option("--resume", help="Leave out checks that were done before.")] = False,
    cache: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Where environments are kept. [default: the user's cache]"),
    ] = None,
    out: options.Out = "reports/out/versions",
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Check in environments with other versions, which uv makes, and tell what changed against the first."""
    from comparisons.desk.folders import writing
    from comparisons.desk.plan import Plan, choose_seeds
    from comparisons.desk.progress import Progress
    from comparisons.versions import asked
    from comparisons.versions.attempt import Attempt
    from comparisons.versions.environment import Environment, slug

    versions, names = asked.apart(words)
    plan = Plan.make(names, framework or asked.panels(versions), dtype or (), "cpu", threads, timeout)
    asked.demand_used(versions, plan.frameworks)
    seeds = str(seed) if seeds is None else seeds
    choose_seeds(seeds)
    arguments = [*names, "--seeds", seeds, "--timeout", f"{timeout:g}", *(["--quick"] if quick else [])]
    arguments += [word for name in plan.frameworks for word in ("--framework", name)]
    arguments += [word for name in dtype or () for word in ("--dtype", name)]
    arguments += ["--threads", str(threads)] if threads else []
    home = _cache(cache)
    with writing(out) as folder:
        attempts = [
            Attempt(Environment.of(each, plan.frameworks, home), folder.resolve() / slug(each))
            for each in asked.sets(versions)
        ]
        part = Part("environments", "checked", {each: each.environment.name for each in attempts})
        interrupted = False
        with Progress(quiet=as_json, plain=plain) as progress:
            step = progress.bar("Checking versions", dict(versions=[math.nan] * len(attempts)))
            try:
                for each in attempts:
                    step(f"resolving {each.environment.name}", 0)
                    each.prepare()
                _announce(attempts, home)
                for each in attempts:
                    name = each.environment.name
                    each.carry_out(arguments, resume, lambda line, name=name: step(f"{name}: {line}", 0))
                    part.done.add(each)
                    step(name)
            except KeyboardInterrupt:
                interrupted = True
        diffs, unwritten = _diffs(attempts)
    if as_json:
        print_json([_facts(each, diffs.get(each)) for each in attempts])
    else:
        _print(attempts, diffs, plain)
    code, sentence = _ending(attempts, diffs, part, interrupted)
    end(code, sentence, as_json, unwritten)


def _cache(given: str | None) -> Path:
    """Return the folder of environments, made if need be. Raises Mistake if it cannot be."""
    import platformdirs

    home = Path(given) if given else platformdirs.user_cache_path("triptych") / "environments"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Mistake(
            f"cannot keep environments in {str(home)!r}: {error.strerror}; name another --cache"
        ) from None
    return home.resolve()


def _announce(attempts: list, home: Path) -> None:
    """Say how many environments are made and how much disk they may take. Raises Mistake if there is not so much."""
    from comparisons.versions.environment import gigabytes

    new = [each for each in attempts if each.packages]
    need = sum(gigabytes(each.packages) for each in new)
    there = sum(each.environment.is_there for each in attempts)
    said = [f"{len(attempts)} environments in {home}: {there} there"]
    said += (
        [f"{len(new)} to be made, about {need:.1f} GB on disk, less what uv's cache can lend"] if new else []
    )
    said += [f"{len(attempts) - there - len(new)} not to be had"] if len(attempts) > there + len(new) else []
    print(f"{', '.join(said)}.", file=sys.stderr)
    free = shutil.disk_usage(home).free / 1e9
    if free < need:
        raise Mistake(
            f"{home} has {free:.1f} GB of room, and about {need:.1f} GB are needed; name another --cache"
        )


def _diffs(attempts: list) -> tuple[dict, str]:
    """Return what changed against the first, by attempt, each with its page; and what could not be written."""
    from comparisons.desk.diff import told
    from comparisons.desk.folders import save
    from reports.write import write_diff

    base, found, unwritten = attempts[0], {}, []
    for each in attempts[1:]:
        if base.has_run and each.has_run:
            diff = told(str(base.folder), str(each.folder))
            _, trouble = save(lambda folder, diff=diff: write_diff(diff, folder), each.folder)
            unwritten += [trouble] if trouble else []
            found[each] = diff
    return found, "; ".join(unwritten)


def _print(attempts: list, diffs: dict, plain: bool) -> None:
    """Print a column for each environment, what is wrong with some, and what changed in each of the others."""
    from comparisons.desk import terminal
    from comparisons.desk.diff import print_changes

    console = terminal.open_console(plain)
    columns = [_column(each, diffs.get(each)) for each in attempts]
    lines = dict.fromkeys(line for column in columns for line in column)
    rows = [[line, *(column.get(line, "–") for column in columns)] for line in lines]
    terminal.print_table(console, "", ["", *(each.environment.name for each in attempts)], rows)
    for each in attempts:
        if each.trouble:
            terminal.print_line(f"{each.environment.name} {each.state}: {each.trouble}")
    for each, diff in diffs.items():
        terminal.print_line(f"\n{attempts[0].environment.name} → {each.environment.name}")
        print_changes(console, diff)
        terminal.print_line(f"Page: {each.folder / 'diff.html'}")


def _column(attempt, diff) -> dict[str, str]:
    """Return what is told of an environment in its column, by line."""
    from reports.kept import read
    from reports.numbers import significant
    from reports.panels import title_of

    if not attempt.has_run:
        return {"": attempt.state}
    run = read(attempt.folder)
    column = {"": attempt.state, "checks": f"{len(run.checks):,}"}
    column |= {
        verdict: f"{number:,}" for verdict, number in Counter(row["verdict"] for row in run.checks).items()
    }
    if diff:
        column |= {
            "other numbers than the first": f"{len(diff.moved):,}",
            "worse than the first": str(diff.worse),
        }
    for name, used in (run.environment.get("workers") or {}).items():
        column[f"{title_of(name)}, processor s"] = significant(used["cpu_s"], 3)
        column[f"{title_of(name)}, peak MiB"] = significant(used["peak_mib"], 3)
    return column


def _facts(attempt, diff) -> dict:
    """Return what is told of an environment for programs."""
    facts = dict(versions=attempt.environment.versions, state=attempt.state, trouble=attempt.trouble)
    return facts | dict(run=str(attempt.folder) if attempt.has_run else None, diff=diff and diff.facts())


def _ending(attempts: list, diffs: dict, part: Part, interrupted: bool) -> tuple[ExitCode, str]:
    if interrupted:
        return ExitCode.INTERRUPTED, f"Interrupted: {part}. The same command with --resume continues."
    if any(each.state == "crashed" for each in attempts) or any(diff.worse for diff in diffs.values()):
        return ExitCode.BAD, ""
    lacking = [each.environment.name for each in attempts if each.state == "not to be had"]
    if lacking:
        return (
            ExitCode.INCOMPLETE,
            f"Not all that was asked for was checked: {'; '.join(lacking)} not to be had.",
        )
    return ExitCode.GOOD, ""
