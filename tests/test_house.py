"""The house is in order: four places a concept, rooms that say what they are, nothing imported before it is needed."""

import ast
import json
import subprocess
import sys
import tomllib

import pytest

from comparisons.declaring.catalogue import HOUSE, PANELS, names

TREES = {"declaration": "comparisons/concepts", **PANELS}
FRAMEWORKS = {"torch", "keras", "tensorflow"}
GATE = {"dataclasses", "difflib", "functools", "inspect", "numbers", "re", "threading", "types", "warnings"}


def imports(path):
    """Return the first words of all modules that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def files(tree):
    return sorted(path for path in (HOUSE / tree).rglob("*.py") if "out" not in path.parts)


@pytest.mark.parametrize("tree", TREES.values())
def test_every_tree_holds_the_same_concepts(tree):
    here = {
        ".".join(path.relative_to(HOUSE / tree).with_suffix("").parts)
        for path in (HOUSE / tree).glob("*/*.py")
        if path.parent.name != "idioms"
    }
    assert {name for name in here if not name.endswith("__init__")} == set(names())


def test_concepts_are_found_by_their_files():
    assert {"linear.perceptron", "recurrent.lstm", "models.mlp"} <= set(names())


@pytest.mark.parametrize(
    ("tree", "allowed"),
    [
        ("scratch", {"numpy", "scratch", "collections", "typing", "jaxtyping", "itertools", "math", *GATE}),
        ("reference/pytorch", {"torch", "math"}),
        ("reference/keras", {"keras", "tensorflow", "math"}),
    ],
)
def test_a_panel_imports_its_framework_alone(tree, allowed):
    for path in files(tree):
        assert imports(path) <= allowed, path


def test_jaxtyping_is_known_to_the_signature_alone():
    assert [path.name for path in files("scratch") if "jaxtyping" in imports(path)] == ["signature.py"]


def test_whatever_the_pages_are_made_of_is_installed():
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["reports"]
    installed = {path for pattern in patterns for path in (HOUSE / "reports").glob(pattern)}
    made_of = {
        path for folder in ("templates", "assets") for path in (HOUSE / "reports" / folder).rglob("*.*")
    }
    assert made_of and made_of <= installed


def test_every_room_says_what_happens_there_and_every_part_of_it_is_mirrored_in_the_tests():
    rooms = {path.parent for path in (HOUSE / "comparisons").glob("*/__init__.py")} - {
        HOUSE / "comparisons/concepts"
    }
    page = (HOUSE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for room in rooms:
        title = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
        assert title.split("\n")[0].startswith(room.name.capitalize()[:5]), room
        assert f"{room.name}/" in page, room
        assert list((HOUSE / "tests" / room.name).glob("test_*.py")), room


def test_no_file_is_too_long_to_read():
    for tree in ("scratch", "reference", "comparisons", "reports", "tests"):
        for path in files(tree):
            most = 400 if path.parent.name == "stories" else 300  # a story is one file, its text included
            assert len(path.read_text(encoding="utf-8").splitlines()) <= most, path


@pytest.mark.parametrize("tree", ["reference/pytorch", "reference/keras"])
def test_references_hold_no_word_of_the_harness(tree):
    for path in files(tree):
        text = path.read_text(encoding="utf-8").lower()
        for word in ("scratch", "triptych", "comparison", "question", "layout", "harness", "parity"):
            assert word not in text, f"{path}: {word}"


@pytest.mark.parametrize("name", names())
def test_scratch_explains_itself(name):
    path = HOUSE / "scratch" / (name.replace(".", "/") + ".py")
    idea = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    title = idea.split("\n\n")[0]
    assert ":" in title and title.endswith("."), "the first paragraph is 'Name: the idea in one sentence.'"
    assert "Axes:" in idea or "any shape" in idea, "the axes are named"
    assert "Source:" in idea, "the source is named"
    assert " = " in idea, "the equations are written down"


@pytest.mark.parametrize(
    "arguments", [["list"], ["--help"], ["list", "--json"], ["list", "--stories"], ["check", "--help"]]
)
def test_list_and_help_import_no_framework_and_nothing_slow(arguments):
    code = "import sys, comparisons.desk.command as c; sys.argv[1:] = " + repr(arguments) + "\n"
    code += "try: c.main()\nexcept SystemExit: pass\n"
    code += "import json; print('MODULES', json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOUSE)
    loaded = set(json.loads(done.stdout.rpartition("MODULES ")[2]))
    assert not loaded & {*FRAMEWORKS, "numpy", "pandas", "matplotlib", "sklearn", "scipy"}
