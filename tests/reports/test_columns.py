"""Columns of the matrix: in order of panels, modes and precisions, and all that must be there."""

from comparisons.processes.adapters import ADAPTERS, MODE_NAMES, usual_mode
from reports.columns import columns
from reports.panels import ALL, MODES, USUAL
from tests.made_tables import check


def test_pages_know_the_same_frameworks_and_modes_as_those_who_answer():
    assert [*ALL] == [*ADAPTERS] and {name: usual_mode(name) for name in ADAPTERS} == USUAL
    assert set(MODES) == set(MODE_NAMES)


def test_columns_stand_in_order_and_a_panel_without_a_row_has_its_own():
    asked = [
        ("keras-jax", "xla", "float32"),
        ("pytorch", "compile", "float32"),
        ("pytorch", "eager", "bfloat16"),
    ]
    rows = [check(framework=name, mode=mode, dtype=dtype) for name, mode, dtype in asked]
    assert [tuple(each) for each in columns(rows)] == [
        ("pytorch", "eager", "bfloat16"), ("pytorch", "compile", "float32"), ("keras", "eager", "bfloat16"),
        ("keras-jax", "xla", "float32"),
    ]  # fmt: skip
