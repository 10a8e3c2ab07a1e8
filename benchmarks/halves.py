"""Which planted faults does half precision still see? ``python -m benchmarks.halves [bfloat16|float16|…]``

Every fault of the tests that is planted in PyTorch's or in Keras's reference is asked in that precision alone, in all
cases that show no complaint without it. One process has one framework: each is asked in a process of its own.
"""

import subprocess
import sys

from comparisons.judging.precision import HALVES
from tests.faults import FAULTS
from tests.planting import complaints, planted

FRAMEWORKS = ("pytorch", "keras")


def unseen(framework: str, dtype: str) -> tuple[list[str], int]:
    """Return the faults of a framework that nobody complains of in a precision, and how many there are."""
    faults = [fault for fault in FAULTS if fault.panel == fault.asked == framework]
    usual: dict[str, set[str]] = {}
    missed = []
    for fault in faults:
        if fault.concept not in usual:
            usual[fault.concept] = set(complaints(fault.concept, framework, [dtype]))
        with planted(fault):
            seen = any(
                each not in usual[fault.concept] for each in complaints(fault.concept, framework, [dtype])
            )
        missed += [] if seen else [str(fault)]
    return missed, len(faults)


def main() -> None:
    """Print how many faults go unseen, and which."""
    if sys.argv[1:2] == ["--in"]:
        missed, number = unseen(*sys.argv[2:4])
        print(
            f"{sys.argv[2]} in {sys.argv[3]}: {number - len(missed)} of {number} are seen; not:",
            *missed,
            sep="\n  ",
        )
        return
    for dtype in sys.argv[1:] or HALVES[:4]:
        for framework in FRAMEWORKS:
            subprocess.run([sys.executable, "-m", "benchmarks.halves", "--in", framework, dtype], check=True)


if __name__ == "__main__":
    main()
