"""``python -m benchmarks.models.libraries``: models of two libraries held against each other, weights carried by align.

torchvision, timm, KerasHub and transformers are no dependencies of this project. They are installed for this alone in a
folder of their own and without what they ask for (``--install`` says how); torchvision's Python is enough.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

#: What must lie in the folder; there, torch and keras are found where they are.
PACKAGES = (
    "torchvision timm keras-hub kagglehub kagglesdk transformers tokenizers safetensors regex "
    "huggingface-hub httpx2 httpcore2 truststore anyio h11"
)
FOLDER = Path(__file__).resolve().parent / "libraries_installed"


def operators_named() -> None:
    """Name two of torchvision's compiled operators, which its Python asks for and no model here calls."""
    import torch

    library = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    operators_named.kept = library  # what it defined goes with it


def one(name: str) -> None:
    """Align one pair and print what was found, with time and memory."""
    operators_named()
    import triptych
    from benchmarks.models.library_pairs import build

    torch_model, keras_model, inputs = build(name)
    before, begun, clock = _memory(), time.process_time(), time.perf_counter()
    report = triptych.align(torch_model, keras_model, inputs)
    print(f"## {name}\n\n```\n{report}\n```\n")
    print(
        f"{len(report.pairs)} pairs, {time.process_time() - begun:.1f} CPU s ({time.perf_counter() - clock:.1f} s), "
        f"{before:.2f} GiB with both models built, {_memory():.2f} GiB at most\n",
        flush=True,
    )


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> int:
    """Run each pair in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.models.libraries", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="pairs; all of them if none is named")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the libraries lie (%(default)s)")
    parser.add_argument("--install", action="store_true", help="print the command that installs them there")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    command = f"{sys.executable} -m pip install --no-deps --target {given.folder} {PACKAGES}"
    if given.install or not given.folder.is_dir():
        print(command if given.install else f"{given.folder} does not exist; first: {command}")
        return 0 if given.install else 2
    sys.path.append(str(given.folder))
    from benchmarks.models.library_pairs import NAMES

    wrong = [each for each in given.names if each not in NAMES]
    if wrong:
        print(f"there is no pair {wrong[0]!r}; allowed: {', '.join(NAMES)}")
        return 2
    if given.here:
        for name in given.names:
            one(name)
        return 0
    run = [sys.executable, "-m", "benchmarks.models.libraries", "--folder", str(given.folder), "--here"]
    codes = [subprocess.run([*run, name], check=False).returncode for name in given.names or NAMES]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
