"""Every concept and every story is a notebook whose cells run, and one whose cell raises says so."""

import asyncio

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from comparisons import catalogue, notebooks, stories
from comparisons.errors import Mistake
from comparisons.executing import execute, kernel


@pytest.fixture(scope="module")
def running():
    """A kernel that all notebooks share: what takes long is to import the frameworks."""
    shared = kernel()
    yield shared
    asyncio.run(shared.shutdown_kernel(now=True))


@pytest.mark.parametrize("name", [*catalogue.names(), *stories.names()])
def test_a_notebook_runs_from_its_first_cell_to_its_last(name, running):
    notebook = notebooks.make(name, quick=True)
    assert execute(notebook, running) == ("", [])
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert any("<svg" in str(output) for output in code[-1].outputs), "it ends with a picture"


def test_the_three_sources_are_those_of_the_files():
    sources = [cell.source for cell in notebooks.make("recurrent.lstm").cells if cell.cell_type == "code"]
    for panel in ("pytorch", "keras"):
        assert catalogue.source("recurrent.lstm", panel).strip() in sources
    (scratch,) = [source for source in sources if "def lstm(" in source]
    assert scratch in catalogue.source("recurrent.lstm", "scratch")


def test_the_same_notebook_is_made_twice():
    assert notebooks.make("linear.dense") == notebooks.make("linear.dense")


def test_a_cell_that_raises_is_told_in_one_line(running):
    notebook = new_notebook(cells=[new_code_cell("1 / 0")])
    assert execute(notebook, running) == ("ZeroDivisionError: division by zero", [])


def test_a_word_that_means_nothing_is_refused_with_the_nearest_names():
    assert notebooks.select("lstm") == "recurrent.lstm"
    with pytest.raises(Mistake, match="unknown concept or story 'lsmt'; did you mean recurrent"):
        notebooks.select("lsmt")
