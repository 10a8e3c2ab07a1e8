"""Notebooks: a concept or a story as cells that run, made from the same files as everything else."""

import ast
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from comparisons import stories
from comparisons.declaring import catalogue
from comparisons.errors import Mistake, unknown
from comparisons.judging.cases import text
from comparisons.judging.precision import DTYPES
from comparisons.judging.question import Question
from reports.files import put
from reports.panels import PANELS
from reports.weaving import unmarked


def select(word: str) -> str:
    """Return the story or the concept that a word means. Raises Mistake if it means none, or several."""
    if word in stories.names():
        return word
    found = [name for name in catalogue.names() if word in (name, name.split(".")[1])]
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake(f"{word!r} names {len(found)} concepts; write one of {', '.join(found)}")
    raise unknown("concept or story", word, [*catalogue.names(), *stories.names()], "triptych list shows all")


def make(name: str, quick: bool = False) -> nbformat.NotebookNode:
    """Return the notebook of a concept or a story, not yet executed.

    Of a concept: the idea, each panel's source in a cell of its own, and the comparison, of its first case alone if
    ``quick``. Of a story: its text and source, and what came out of it, in a smaller size if ``quick``.
    """
    cells = _story(name, quick) if name in stories.names() else _concept(name, quick)
    for number, cell in enumerate(cells):
        cell["id"] = (
            f"cell-{number}"  # drawn at random otherwise: the same notebook would never be made twice
        )
    kernel = dict(name="python3", display_name="Python 3", language="python")
    return new_notebook(cells=cells, metadata=dict(kernelspec=kernel, language_info=dict(name="python")))


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook at one stroke. Raises OSError if that is impossible."""
    put(path, (nbformat.writes(notebook) + "\n").encode())


def _concept(name: str, quick: bool) -> list:
    concept = catalogue.load(name)
    case, dtype = next((case, dtype) for dtype in DTYPES for _, case in concept.cases_in(dtype))
    question = Question.draw(concept, case, dtype)
    number = concept.cases.index(case)
    return [
        new_markdown_cell(f"# {name}\n\n{catalogue.describe(name)['idea']}"),
        new_code_cell(
            "import numpy as np\n\nfrom comparisons.declaring.catalogue import load\n"
            "from comparisons.judging.question import Question\n\n"
            "np.set_printoptions(precision=3, threshold=30, edgeitems=2)\n"
            f'concept = load("{name}")\n'
            f'question = Question.draw(concept, concept.cases[{number}], "{dtype}")  # {text(case)}\n'
            "{array: values.shape for array, values in question.arrays.items()}"
        ),
        *_panel(name, "scratch"),
        *_called(concept),
        *_panel(name, "pytorch"),
        *_built(concept, "pytorch", question),
        *_panel(name, "keras"),
        *_built(concept, "keras", question),
        new_markdown_cell(
            "## Do they agree?\n\nEach is asked in all cases, and its errors are counted in roundings: 1 is the "
            "distance between neighbouring numbers of that precision, on the scale of the array."
        ),
        new_code_cell(
            "from comparisons import check\n\n"
            f'rows = check("{name}", modes="eager", processes=False{", quick=True" if quick else ""})\n'
            'columns = ["framework", "dtype"]\n'
            'rows.pivot_table("units", ["kind", "array"], columns, aggfunc="max", sort=False).round(1)'
        ),
        new_code_cell('rows.groupby(["framework", "verdict"], sort=False).size()'),
        *_picture(concept),
    ]


def _picture(concept) -> list:
    """Return a cell that draws how many roundings each array is off; none if there are no roundings to count."""
    if concept.kind == "distribution":
        return []
    return [
        new_code_cell(
            "from IPython.display import HTML\n\nfrom reports import figures\n\n"
            'HTML(figures.agreement(rows.to_dict("records")))'
        )
    ]


def _called(concept) -> list:
    """Return the cells that call scratch's function on the question's arrays."""
    if concept.kind == "distribution":
        given = 'np.random.default_rng(0), question.case["shape"], **question.settings'
        return [new_code_cell(f"{concept.name.split('.')[1]}({given})")]
    call = f"{concept.name.split('.')[1]}(**question.arrays, **question.settings)"
    if concept.kind != "operation":
        return [new_code_cell(call)]
    return [
        new_code_cell(f"outputs, backward = {call}\noutputs"),
        new_code_cell("backward(*question.cotangents.values())"),
    ]


def _panel(name: str, panel: str) -> list:
    """Return a heading and a cell with one panel's source, without the docstring, which the notebook begins with."""
    source = catalogue.source(name, panel)
    title = new_markdown_cell(f"## {PANELS[panel].title}")
    return [title, new_code_cell(_code(source) if panel == "scratch" else source.strip())]


def _code(source: str) -> str:
    """Return a module's source without its docstring."""
    tree = ast.parse(source)
    after = tree.body[0].end_lineno if ast.get_docstring(tree) is not None else 0
    return "\n".join(source.splitlines()[after:]).strip()


def _built(concept, panel: str, question) -> list:
    """Return a cell that builds a panel's model at the question's sizes; none if it must be given something else."""
    tree = ast.parse(catalogue.source(concept.name, panel))
    build = next(
        node.args for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "build"
    )
    wanted = [argument.arg for argument in (*build.args, *build.kwonlyargs)]
    if not set(wanted) <= question.offered.keys():
        return []
    arguments = ", ".join(f"{name}={question.offered[name]!r}" for name in wanted)
    return [new_code_cell(f"model = build({arguments})\nmodel")]


def _story(name: str, quick: bool) -> list:
    told = stories.describe(name)
    return [
        new_markdown_cell(f"# {told['title']}\n\n{unmarked(told['text'])}"),
        new_markdown_cell(
            "## The experiment\n\nThe story's own code; the panels answer with the concepts' code."
        ),
        new_code_cell(_code(told["source"])),
        new_markdown_cell("## What comes out"),
        new_code_cell(
            "import pandas as pd\nfrom IPython.display import HTML, display\n\nfrom comparisons import tell\n\n"
            f'telling = tell("{name}"{", quick=True" if quick else ""}, processes=False)\n'
            "pd.DataFrame(telling.claims)"
        ),
        new_code_cell(
            "for table in telling.tables.values():\n    print(table.title)\n    display(table.frame)"
        ),
        new_code_cell("for picture in telling.pictures.values():\n    display(HTML(picture.svg))"),
    ]
