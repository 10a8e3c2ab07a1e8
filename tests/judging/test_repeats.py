"""Repeats: what is the same bit for bit when it is asked for again, and how it is told where something is not."""

from types import SimpleNamespace

import numpy as np

from comparisons.judging.agreement import digest
from comparisons.judging.repeats import AGAIN, ANOTHER, KEY, SAME, repeat_all
from comparisons.tables import Tables


def row(array, bits):
    return dict.fromkeys(KEY, "") | dict(array=array, digest=bits, repeats="")


def test_each_row_names_the_ways_in_which_a_bit_was_another():
    stopped = []

    def beside(framework, label, device, threads=0):
        return SimpleNamespace(threads=threads or 2, stop=lambda: stopped.append(threads or 2))

    first = SimpleNamespace(framework="pytorch", label="pytorch", device="cpu", threads=2, beside=beside)
    # Asked again, of another process, of one thread, where c is gone.
    says = iter([["a", "b", "c"], ["a", "x", "c"], ["a", "x"]])

    def check(workers, tables):
        tables.checks.extend(map(row, "yWb", next(says)))

    tables = Tables(checks=[row("y", "a"), row("W", "b"), row("b", "c"), row("", "")])
    repeat_all([first], check, tables)
    assert [each["repeats"] for each in tables.checks] == [
        SAME, f"not: {ANOTHER}, 1 thread", "not: 1 thread", "",
    ]  # fmt: skip
    assert stopped == [2, 1] and AGAIN not in str(tables.checks)


def test_a_digest_knows_every_bit():
    array = np.linspace(0, 1, 7)
    assert digest(array) == digest(array.copy()) != digest(np.nextafter(array, 2))
    assert digest(np.array([0.0])) != digest(np.array([-0.0]))
    assert digest(np.arange(6.0).reshape(2, 3).T) == digest(
        np.ascontiguousarray(np.arange(6.0).reshape(2, 3).T)
    )
