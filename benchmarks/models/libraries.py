"""``python -m benchmarks.models.libraries``: models of two libraries held against each other, weights carried by align.

torchvision, timm, KerasHub and transformers are no dependencies of this project. They are installed for this alone in a
folder of their own and without what they ask for (``--install`` says how); torchvision's Python is enough. Each pair
has a process of its own and a limit of time. What is printed is one table, as Markdown.
"""

import argparse
import json
import re
import resource
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.models.tables import table

#: What must lie in the folder; there, torch and keras are found where they are.
PACKAGES = (
    "torchvision timm keras-hub kagglehub kagglesdk transformers tokenizers safetensors regex "
    "huggingface-hub httpx2 httpcore2 truststore anyio h11"
)
#: A pair may take this many times its CPU seconds on the clock, where the machine has other work.
PATIENCE = 20

FOLDER = Path(__file__).resolve().parent / "libraries_installed"

HEAD = ("pair", "paired", "found, in the order of the computation", "CPU s", "GiB before", "GiB at most")


def operators_named() -> None:
    """Name two of torchvision's compiled operators, which its Python asks for and no model here calls."""
    import torch

    library = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    operators_named.kept = library  # what it defined goes with it


def one(name: str, limit: int) -> None:
    """Align one pair, in so many CPU seconds at most.

    What was found is printed as a row of the table, in JSON, and all of it goes to the other stream.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    operators_named()
    import triptych
    from benchmarks.models.library_pairs import build

    torch_model, keras_model, inputs = build(name)
    before, begun = _memory(), time.process_time()
    report = triptych.align(torch_model, keras_model, inputs)
    spent = time.process_time() - begun
    print(f"## {name}\n{report}\n", file=sys.stderr, flush=True)
    paired = f"{len(report.pairs)} of {report.keras_layers} and {report.pytorch_layers}"
    row = name, paired, "<br>".join(told(report)), f"{spent:.0f}", f"{before:.2f}", f"{_memory():.2f}"
    print(json.dumps(row))


def told(report) -> list[str]:
    """Return what was found, in short: those of one reason in one line, though its numbers may be others."""
    causes: dict[tuple, list] = {}
    for each in report.findings.itertuples():
        causes.setdefault((each.what, re.sub(r"\d[\d.e-]*", "0", each.why)), []).append(each)
    lines = []
    for (what, _), (first, *more) in causes.items():
        place = " ← ".join(each for each in (first.keras, first.pytorch) if each)
        others = f", {len(more)} more" if more else ""
        lines.append(f"{what} ({place}{others}): {first.why}{'' if first.proven else ' [not proven]'}")
    return [*lines, *report.declared, *report.notes] or ["all agree"]


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _row(run: list[str], name: str, limit: float) -> tuple[list[str], bool]:
    """Return the row of a pair that is aligned in a process of its own, and whether it came to its end in time."""
    try:
        done = subprocess.run(
            [*run, name], stdout=subprocess.PIPE, text=True, timeout=PATIENCE * limit, check=False
        )
    except subprocess.TimeoutExpired:
        return [name, "", f"not within {PATIENCE * limit:g} s", "", "", ""], False
    if done.returncode == -signal.SIGXCPU:
        return [name, "", f"not within {limit:g} CPU s", "", "", ""], False
    if done.returncode:
        return [name, "", f"ended with {done.returncode}", "", "", ""], False
    return json.loads(done.stdout.splitlines()[-1]), True


def main() -> int:
    """Run each pair in a process of its own, and print the table; 1 if one did not come to its end."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.models.libraries", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="pairs; all that align can pair if none is named"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the libraries lie (%(default)s)")
    parser.add_argument("--install", action="store_true", help="print the command that installs them there")
    parser.add_argument("--limit", type=int, default=180, help="CPU seconds of a pair (%(default)s)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    command = f"{sys.executable} -m pip install --no-deps --target {given.folder} {PACKAGES}"
    if given.install or not given.folder.is_dir():
        print(command if given.install else f"{given.folder} does not exist; first: {command}")
        return 0 if given.install else 2
    sys.path.append(str(given.folder))
    from benchmarks.models.library_pairs import IN_PIECES, NAMES

    wrong = [each for each in given.names if each not in NAMES]
    if wrong:
        print(f"there is no pair {wrong[0]!r}; allowed: {', '.join(NAMES)}")
        return 2
    if given.here:
        one(*given.names, given.limit)
        return 0
    run = [sys.executable, "-m", "benchmarks.models.libraries", "--folder", str(given.folder), "--here"]
    run += ["--limit", str(given.limit)]
    names = given.names or [name for name in NAMES if name not in IN_PIECES]
    rows, ended = zip(*(_row(run, name, given.limit) for name in names), strict=True)
    packages = "torch", "torchvision", "timm", "transformers", "tensorflow-cpu", "keras", "keras-hub"
    print(
        ", ".join(f"{each} {version(each)}" for each in packages), table(HEAD, rows, words=(0, 2)), sep="\n\n"
    )
    return int(not all(ended))


if __name__ == "__main__":
    sys.exit(main())
