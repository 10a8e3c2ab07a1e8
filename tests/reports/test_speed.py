"""What is said of speed and of the machine: means, who overtakes whom, who is slower, and numbers with units."""

import re

import pandas as pd
import pytest

from reports.benchmarks import benchmarks
from reports.machine import facts
from reports.numbers import significant
from reports.speed import crossovers, geometric_means
from reports.write import write
from tests.made_tables import INF, NAN, grown, timing, whole
from tests.reports.test_reports import text


def test_the_environment_has_units_and_three_digits():
    limits = dict(rate=415961589068.4227, bandwidth={"262144": 161955111960.45883, "67108864": 6.5e10})
    blas = dict(
        user_api="blas", internal_api="openblas", version="0.3.31", num_threads=2, architecture="Haswell"
    )
    libraries = dict(scratch=[blas], pytorch=[blas, dict(internal_api="openmp", version=None, num_threads=2)])
    given = dict(memory_gib=23.5, limits=limits, libraries=libraries, devices=dict(keras=["cpu", "cuda"]))
    assert facts(given | dict(unavailable={}, interrupted=False, quick=True, cores=0)) == {
        "memory": "23.5 GiB",
        "product of matrices": "416 GFLOP/s",
        "memory bandwidth": "162 GB/s at 256 KiB, 65.0 GB/s at 64 MiB",
        "libraries": "Scratch: openblas 0.3.31 Haswell 2 threads; "
        "PyTorch: openblas 0.3.31 Haswell 2 threads, openmp 2 threads",
        "devices": "Keras: cpu, cuda",
        "quick": "yes",
        "cores": "0",
    }


@pytest.mark.parametrize(
    ("number", "digits", "shown"),
    [(0, 2, "0"), (3, 2, "3.0"), (9.96, 2, "10"), (41.7, 2, "42"), (4096, 4, "4,096"), (310_000, 2, "3.1e5"),
     (0.00021, 2, "2.1e−4"), (-0.3, 2, "−0.30"), (0.0123456, 3, "0.0123"), (INF, 2, "∞"), (-INF, 2, "−∞"),
     (NAN, 2, "–")],
)  # fmt: skip
def test_numbers_are_short(number, digits, shown):
    assert significant(number, digits) == shown


def test_a_page_says_where_one_overtakes_another_and_draws_the_growth(tmp_path):
    rows = [*grown("scratch", "numpy", 0.1, 0.4, 2.0, 9.0), *grown("pytorch", "eager", 0.4, 0.5, 1.0, 3.0)]
    write(whole() | dict(timings=pd.DataFrame(rows)), {}, tmp_path)
    page = (tmp_path / "concepts" / "linear.dense.html").read_text()
    assert "Cost against size" in page and "the machine's bound" in page
    assert re.search(r"PyTorch\s+eager overtakes .*Scratch\s+numpy at n ≈ 22", page)
    table = page[page.index("timings.csv") : page.index('id="growth"')]
    assert "n=64" in table and "n=16" not in table, "the table has the timing size alone"


def test_crossovers_are_read_off_as_on_a_log_log_plot():
    (found,) = crossovers(
        [*grown("scratch", "numpy", 1.0, 2.0, 4.0, 8.0), *grown("pytorch", "eager", 2.0, 2.0, 2.0, 2.0)]
    ) or [None]
    assert found["faster"] == ("pytorch", "eager") and found["slower"] == ("scratch", "numpy")
    assert found["extent"] == pytest.approx(16) and found["axis"] == "n"


def test_two_that_never_change_places_have_no_crossover():
    rows = [*grown("scratch", "numpy", 1.0, 3.0, 1.0, 1.0), *grown("pytorch", "eager", 2.0, 2.0, 2.0, 2.0)]
    assert crossovers(rows) == []


@pytest.mark.parametrize(
    ("spread", "places"), [((1, 1, 1, 1), [64]), ((1, 9, 9, 1), [64]), ((9, 1, 1, 9), [64]), ((1, 1, 9, 9), []),
                           ((9, 9, 1, 1), []), ((9, 9, 9, 9), []), ((NAN, 1, 1, 1), [64]), ((NAN,) * 4, [])],
)  # fmt: skip
def test_one_overtakes_another_only_where_intervals_part_on_either_side(spread, places):
    rising, level = grown("keras", "function", 1, 2, 8, 16), grown("scratch", "numpy", 4, 4, 4, 4)
    for row, factor in zip(rising, spread, strict=True):
        row |= dict(ratio_low=row["ratio"] / factor, ratio_high=row["ratio"] * factor)
    for rows in (rising + level, level + rising):
        found = crossovers(rows)
        assert [each["extent"] for each in found] == pytest.approx([each / 2 for each in places])
        assert {each["faster"] for each in found} <= {("scratch", "numpy")}


def test_scratch_is_called_slower_only_where_the_interval_lies_beyond_1(tmp_path):
    for low, said in ((1.01, True), (0.99, False), (NAN, False)):
        rows = [timing("scratch", "numpy", 3.0, 1.5, ratio_low=low) | {"pass": "step"}]
        write(whole() | dict(timings=pd.DataFrame(rows)), {}, tmp_path)
        assert ("Where scratch is slower" in text(tmp_path, "summary.md")) is said
        assert ("Where NumPy is slower" in benchmarks(pd.DataFrame(rows), {})) is said


def test_geometric_means_are_over_what_has_a_ratio():
    rows = [timing("scratch", "numpy", ratio=ratio) for ratio in (0.5, 2.0, NAN)]
    assert geometric_means(rows) == {("scratch", "numpy"): (pytest.approx(1.0), 2)}
