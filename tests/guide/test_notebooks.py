"""Every concept, and a story, is a notebook whose cells run, and one whose cell raises says so."""

import asyncio
import json
import signal
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from comparisons import stories
from comparisons.declaring import catalogue
from comparisons.desk.executing import execute, kernel
from comparisons.errors import Mistake
from comparisons.guide import notebooks
from tests.command_line import begin, edit, hang_in, run, wait_for


@pytest.fixture(scope="module")
def running():
    """A kernel that all notebooks share: what takes long is to import the frameworks."""
    shared = kernel()
    yield shared
    asyncio.run(shared.shutdown_kernel(now=True))


#: A story's notebook is its telling, and those are tested for themselves: a few are enough.
TOLD = stories.names()[:3]


#: Notebooks are made alike: one for each kind of concept in each family shows that they run.
CONCEPTS = list(
    {(name.split(".")[0], catalogue.load(name).kind): name for name in catalogue.names()}.values()
)


@pytest.mark.parametrize("name", catalogue.names())
def test_the_cells_of_a_notebook_are_python(name):
    for cell in notebooks.make(name).cells:
        if cell.cell_type == "code":
            compile(cell.source, name, "exec", flags=PyCF_ALLOW_TOP_LEVEL_AWAIT)


@pytest.mark.parametrize("name", [*CONCEPTS, *TOLD])
def test_a_notebook_runs_from_its_first_cell_to_its_last(name, running):
    notebook = notebooks.make(name, quick=True)
    assert execute(notebook, running) == ("", [])
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    drawn = any("<svg" in str(output) for output in code[-1].outputs)
    of_law_alone = name in catalogue.names() and catalogue.load(name).kind == "distribution"
    assert drawn is not of_law_alone, "it ends with a picture, if there are roundings to draw"


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
    assert execute(notebook, running) == ("ZeroDivisionError: division by zero (cell 1)", [])


def test_a_word_that_means_nothing_is_refused_with_the_nearest_names():
    assert notebooks.select("lstm") == "recurrent.lstm"
    with pytest.raises(Mistake, match="unknown concept or story 'lsmt'; did you mean recurrent"):
        notebooks.select("lsmt")


@pytest.fixture
def apart(tmp_path):
    """A long, empty folder to run in, which is not that of the project, and a kernel of another Python in the way."""
    folder = tmp_path / ("a folder with a long name" * 4)
    folder.mkdir()
    other = tmp_path / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    spec = dict(argv=["/bin/false", "{connection_file}"], display_name="Another", language="python")
    (other / "kernel.json").write_text(json.dumps(spec))
    (tmp_path / "tmp").mkdir()
    return dict(cwd=folder, env=dict(JUPYTER_PATH=str(tmp_path / "jupyter"), TMPDIR=str(tmp_path / "tmp")))


def test_a_notebook_is_executed_wherever_the_command_is_called_from(house, apart):
    """As of an installed wheel: the package lies elsewhere, and the folder is another."""
    done = run("notebook", "forward_propagation", "--quick", "--out", "made here", house=house, **apart)
    assert done.returncode == 0, done.stderr
    (made,) = apart["cwd"].rglob("*.ipynb")
    assert [path.name for path in apart["cwd"].iterdir()] == ["made here"], "and nothing else is left there"
    nbformat.validate(nbformat.read(made, as_version=4))
    assert not [*Path(apart["env"]["TMPDIR"]).glob("triptych-*")], "nor in the temporary folder"


def test_ctrl_c_keeps_the_notebooks_that_are_written_and_ends_the_kernel(house, tmp_path):
    at_work = hang_in(house, "reference/pytorch/activations/relu.py", tmp_path / "at_work")
    asked = ["forward_propagation", "relu", "lstm"]
    process = begin("notebook", *asked, "--quick", "--out", tmp_path / "out", house=house)
    assert wait_for(at_work.exists, 90)
    left = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in errors
    assert said.splitlines()[-1] == (
        "Interrupted: 1 of 3 notebooks were executed (left: activations.relu, recurrent.lstm)."
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["forward_propagation.ipynb"]
    assert left and not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in left)


def test_a_kernel_does_not_outlive_its_parent(house, tmp_path):
    holds_the_lock = "import ctypes; ctypes.PyDLL(None).sleep(3600)"
    at_work = hang_in(house, "reference/pytorch/activations/relu.py", tmp_path / "at_work", holds_the_lock)
    process = begin("notebook", "relu", "--quick", "--out", tmp_path / "out", house=house)
    assert wait_for(at_work.exists, 90)
    left = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    assert left and wait_for(lambda: not any(each.is_running() for each in left), 10)


def test_a_notebook_that_fails_is_a_line_and_exit_code_1(house, tmp_path):
    edit(
        house,
        "reference/pytorch/activations/relu.py",
        "return",
        'raise RuntimeError("two\\nlines")\n    return',
    )
    done = run("notebook", "relu", "--quick", "--out", tmp_path / "out", house=house)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "activations.relu: RuntimeError: two lines" in done.stdout
