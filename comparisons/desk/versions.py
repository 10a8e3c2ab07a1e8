"""The command ``triptych versions``: the check with other versions, and what changed against the first."""

import math
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from comparisons.clock.timed import PATIENCE_SECONDS
from comparisons.desk import options
from comparisons.desk.app import app, command_line, end
from comparisons.desk.ending import Part
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
    dtype: options.Precisions = None,
    modes: options.CheckedModes = "default",
    threads: options.Threads = None,
    timeout: options.Timeout = 120,
    seed: options.Seed = 0,
    seeds: options.Seeds = None,
    quick: options.Quick = False,
    timed: Annotated[
        bool, typer.Option("--time", help="Time them too: environments take turns, one process each.")
    ] = False,
    patience: options.Patience = PATIENCE_SECONDS,
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
    from comparisons.desk import versioned
    from comparisons.desk.folders import writing
    from comparisons.desk.plan import Plan, choose_seeds, demand_patience
    from comparisons.desk.progress import Progress
    from comparisons.judging.precision import PRECISIONS
    from comparisons.versions import asked
    from comparisons.versions.attempt import Attempt
    from comparisons.versions.environment import Environment, slug

    versions, names = asked.apart(words)
    plan = Plan.make(
        names, framework or asked.panels(versions), dtype or (), "cpu", threads, timeout, modes, PRECISIONS
    )
    asked.demand_used(versions, plan.frameworks)
    seeds = str(seed) if seeds is None else seeds
    choose_seeds(seeds)
    demand_patience(patience)
    arguments = [*names, "--seeds", seeds, "--timeout", f"{timeout:g}", "--modes", modes]
    arguments += ["--quick"] if quick else []
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
        interrupted, times = False, []
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
                for name in plan.frameworks if timed else ():
                    times += _times(name, attempts, plan, quick, patience, progress)
            except KeyboardInterrupt:
                interrupted = True
        diffs, unwritten = _diffs(attempts)
        if times:
            unwritten = "; ".join(filter(None, [unwritten, _keep(times, folder)]))
    if as_json:
        print_json(versioned.facts(attempts, diffs, times))
    else:
        versioned.print_attempts(attempts, diffs, times, plain)
    code, sentence = versioned.ending(attempts, diffs, times, part, interrupted)
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


def _times(framework: str, attempts: list, plan, quick: bool, patience: float, progress) -> list[dict]:
    """Time a framework in the environments that have another version of what it computes with, against the first."""
    from comparisons.versions.asked import PANELS_OF
    from comparisons.versions.clocked import schedule, time_versions

    base = attempts[0].environment
    own = [package for package in base.versions if PANELS_OF[package] == framework]
    done = [each.environment for each in attempts if each.state == "done"]
    others = [each for each in done if any(each.versions[name] != base.versions[name] for name in own)]
    if not others or base not in done:
        return []
    chosen = [base, *others]
    steps = schedule(chosen, framework, quick).units(plan.names)
    step = progress.bar(f"Timing {framework}", dict(clock=[math.nan] * len(steps)))
    return time_versions(plan.names, chosen, framework, plan.threads, plan.timeout, quick, patience, step)


def _keep(times: list[dict], folder: Path) -> str:
    """Keep what was timed beside the runs; return what went wrong with that, "" if nothing did."""
    import pandas

    from comparisons.desk.folders import save
    from reports.write import keep

    tables = dict(timings=pandas.DataFrame(times))
    return save(lambda into: keep(tables, dict(command=command_line()), into / "times"), folder)[1]


def _diffs(attempts: list) -> tuple[dict, str]:
    """Return what changed against the first, by attempt, each with its page; and what could not be written."""
    from comparisons.desk.diff import told
    from comparisons.desk.folders import save
    from reports import diff_page

    base, found, unwritten = attempts[0], {}, []
    for each in attempts[1:]:
        if base.has_run and each.has_run:
            diff = told(str(base.folder), str(each.folder))
            _, trouble = save(lambda folder, diff=diff: diff_page.write(diff, folder), each.folder)
            unwritten += [trouble] if trouble else []
            found[each] = diff
    return found, "; ".join(unwritten)
