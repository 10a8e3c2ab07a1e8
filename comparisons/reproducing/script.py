"""The script itself: what is wrong in words, versions, imports, code, and a comparison that ends with exit code 1."""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap

import numpy as np

from comparisons.declaring.catalogue import source
from comparisons.declaring.concept import panel_of
from comparisons.errors import Mistake
from comparisons.judging.lawful import ALARM, SIGMAS
from comparisons.reproducing import in_keras, in_pytorch
from comparisons.reproducing.literals import folded, of_call, of_truth, of_value, rounded_up
from comparisons.reproducing.placing import Placed
from comparisons.reproducing.sources import imports_and_code

#: What a script says of each precision and mode.
_IN_MODE = {
    "eager": "", "compile": ", under torch.compile", "function": ", in a tf.function", "xla": ", compiled with XLA",
}  # fmt: skip

_JUDGED = """\
with np.errstate(invalid="ignore"):
    off = np.abs(got - expected)
right = (off <= tolerance) | (got == expected) | (np.isnan(got) & np.isnan(expected))
print("computed  ", got)
print("expected  ", expected)
print("difference", off)
sys.exit(0 if right.all() else 1)"""


def write(
    name: str, framework: str, said: Placed, versions: Mapping[str, str], why: str = "", crash: str = ""
) -> str:
    """Return the script that shows one array of a concept, as a framework computes it, beside what is right.

    ``why`` is a reason in words, "" if nobody knows; ``crash`` what the framework raises in the place of an answer.
    Raises Mistake for a property of drawn numbers that takes more than their framework to tell.
    """
    panel = panel_of(framework)
    used = [
        "build",
        *(["train"] if "train" in said.calls else []),
        *(["resume"] if "resume" in said.calls else []),
    ]
    used += ["averages"] if said.more.get("averages") else []
    build = said.calls["build"]
    imports, code = imports_and_code(source(name, panel), used, build)
    if panel == "pytorch":
        first, head, body, base = [], in_pytorch.head(said), in_pytorch.body(said), ["import torch"]
    else:
        first, head = in_keras.environment(framework), in_keras.head(said, framework)
        body, base = in_keras.body(said, framework), ["import keras", in_keras.TAPES[framework]]
        base += ["from keras.src.backend.common import dtypes"] if "dtypes.BIT64" in "".join(head) else []
    tail = [] if crash else _law(said) if said.kind == "distribution" else _comparison(said)
    body = list(map(folded, body))
    text = "\n".join([*head, "", code, *body, *tail])
    needed = [line for line in ["import numpy as np", *base] if f"{_bound(line)}." in text]
    needed += ["import sys"] if "sys.exit" in text else []
    needed += ["from scipy import stats"] if "stats." in text else []
    if special := _special(body + tail):
        needed.append(f"from numpy import {', '.join(special)}")
    blocks = [
        "\n".join(_said(name, framework, said, versions, why, crash)),
        "\n".join([*first, *_sorted({*needed, *imports})]),
        *(["\n".join(head)] if head else []),
    ]
    script = "\n\n".join(blocks) + f"\n\n\n{code}\n\n\n" + "\n".join([*body, "", *tail]).strip() + "\n"
    return _squeezed(script)


def size(said: Placed) -> int:
    """Return how many numbers a script holds."""
    every = [*said.inputs.values(), *said.weights.values(), *said.cotangents.values()]
    every += [each for more in said.more.values() if isinstance(more, dict) for each in more.values()]
    return sum(np.size(each) for each in every if isinstance(each, np.ndarray))


def run(script: str, timeout: float = 120) -> tuple[int, str]:
    """Run a script where nothing of this project is at hand; return its exit code and what it printed last."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "script.py")
        path.write_text(script, encoding="utf-8")
        try:
            done = subprocess.run(
                [sys.executable, "-I", path], cwd=folder, capture_output=True, text=True, timeout=timeout
            )
        except subprocess.TimeoutExpired:
            raise Mistake(
                f"the script was not through within {timeout:g} s; give more with --timeout"
            ) from None
    return done.returncode, done.stdout if done.returncode == 0 or done.stdout else done.stderr


def _said(
    name: str, framework: str, said: Placed, versions: Mapping[str, str], why: str, crash: str
) -> list[str]:
    """Return the comment in the head of a script."""
    short, made = name.split(".")[-1], " ".join(f"{each} {version}" for each, version in versions.items())
    kind = (
        said.kind
        if said.kind != "operation"
        else "gradient"
        if said.where in ("input", "weight")
        else "output"
    )
    what = f"{kind} {said.name}" if kind in ("gradient", "output") else said.name
    title = short.replace("_", " ")
    if crash:
        told = f"{title} raises {crash}"
    elif said.kind == "distribution":
        told = f"{title}: the {said.label.partition(' of ')[0]} of what is drawn"
    else:
        told = f"{title}: {what}, {_worst(said)}"
    where = f"{made}, Python {sys.version.split()[0]}, {sys.platform}; {said.dtype}{_IN_MODE[said.mode]}"
    lines = [told, *([f"{why}."] if why else []), where]
    ends = "It ends with exit code 1 as long as that is so."
    return [f"# {line}" for told in [*lines, ends] for line in wrap(told, 98)]


def _worst(said: Placed) -> str:
    got, expected = np.asarray(said.got, "float64"), np.asarray(said.expected, "float64")
    with np.errstate(invalid="ignore", divide="ignore"):
        far = np.abs(got - expected) / said.tolerance
    far = np.where(
        (got == expected) | (np.isnan(got) & np.isnan(expected)), 0, np.where(np.isnan(far), np.inf, far)
    )
    place = np.unravel_index(np.argmax(far), far.shape) if far.size else ()
    spot = f" at [{', '.join(map(str, place))}]" if place else ""
    verb = "is" if far.size and far[place] > 1 else "is, rightly,"
    return f"which{spot} should be {expected[place]:.9g}, {verb} {got[place]:.9g}"


def _comparison(said: Placed) -> list[str]:
    least = rounded_up(float(np.min(said.tolerance, initial=np.inf))) if np.size(said.tolerance) else 0.0
    most = rounded_up(float(np.max(said.tolerance, initial=0.0)))
    got, expected = np.asarray(said.got, "float64"), np.asarray(said.expected, "float64")
    shown, is_wrong = (np.any(_beyond(got, expected, room)) for room in (most, said.tolerance))
    one = shown or not is_wrong or least == most
    tolerance = repr(most) if one else f"np.array({of_truth(said.tolerance, said.tolerance)})"
    lines = [
        f"expected = np.array({of_truth(expected, np.minimum(said.tolerance, most))})",
        f"tolerance = {tolerance}",
    ]
    if np.shape(said.got) != np.shape(said.expected):
        return [
            *lines,
            'print("computed", got, "expected", expected)',
            "sys.exit(int(got.shape != expected.shape))",
        ]
    if said.got.dtype != said.held and not is_wrong:
        return [*lines, f'print("computed in", got.dtype)\nsys.exit(int(got.dtype != "{said.held}"))']
    return [*lines, *_JUDGED.splitlines()]


def _beyond(got, expected, tolerance) -> np.ndarray:
    if np.shape(got) != np.shape(expected):
        return np.array(True)
    with np.errstate(invalid="ignore"):
        return ~(
            (np.abs(got - expected) <= tolerance) | (got == expected) | (np.isnan(got) & np.isnan(expected))
        )


def _law(said: Placed) -> list[str]:
    """Return the lines that hold one property of draws against their law."""
    more = said.more
    given = ", ".join([*map(of_value, more["given"]), *filter(None, [of_call(more["by"])])])
    lines = ['numbers = draws.astype("float64")', f"law = stats.{more['law']}({given})"]
    if said.label.startswith("bounds"):
        lines += ["low, high = law.support()", "got = np.array([numbers.min(), numbers.max()])"]
        lines += ["expected = np.clip(got, low, high)", "tolerance = 1e-6 * max(abs(got))"]
    elif said.label.startswith("mean"):
        lines += ["got, expected = numbers.mean(), law.mean()"]
        lines += [f"tolerance = {SIGMAS} * law.std() / np.sqrt(numbers.size)"]
    elif said.label.startswith("variance"):
        lines += ["got, expected = np.mean((numbers - law.mean()) ** 2), law.var()"]
        lines += [f'tolerance = {SIGMAS} * law.var() * np.sqrt((law.stats("k") + 2) / numbers.size)']
    elif said.label.startswith("distribution"):
        lines += ['test = stats.kstest(numbers.ravel(), law.cdf, method="asymp")']
        lines += ["got, expected = np.float64(test.pvalue), 1.0", f"tolerance = 1 - {ALARM}"]
    elif said.label.startswith("independence"):
        lines += [
            "standard = (numbers - law.mean()) / law.std()",
            "every = (np.moveaxis(standard, axis, 0) for axis in range(standard.ndim))",
        ]
        lines += ["products = [each[1:] * each[:-1] for each in every if len(each) > 1]"]
        lines += ["got = np.array([each.mean() * np.sqrt(each.size) for each in products])"]
        lines += ["expected = np.zeros(len(got))", f"tolerance = {SIGMAS}"]
    else:
        raise Mistake(f"{said.label} holds for every draw as a whole, which no number in a script shows")
    return [*lines, *_JUDGED.splitlines()]


def _bound(line: str) -> str:
    """Return the name that an import binds."""
    return line.split()[-1]


def _special(lines: list[str]) -> list[str]:
    """Return which of the numbers that have names a script writes: ``inf``, ``nan``."""
    read = {node.id for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.Name)}
    return [name for name in ("inf", "nan") if name in read]


def _sorted(imports) -> list[str]:
    """Return imports in the order in which people have them: modules of Python first."""
    order = sorted(imports, key=lambda line: (line.startswith("from"), line.split()[1]))
    own = [line for line in order if line.split()[1].split(".")[0] in sys.stdlib_module_names]
    return [*own, *([""] if own else []), *(line for line in order if line not in own)]


def _squeezed(script: str) -> str:
    """Return a script with two empty lines at the most in a row, and none before what is not at the margin."""
    lines, empty = [], 0
    for line in script.splitlines():
        empty = 0 if line.strip() else empty + 1
        if empty <= 2:
            lines.append(line.rstrip())
    return "\n".join(lines).strip("\n") + "\n"
