"""A class's submissions: what is meant in which file, a process each, and what is given back."""

from pathlib import Path

import pandas as pd
import pytest

from comparisons.errors import Mistake
from comparisons.yours import giving_back
from comparisons.yours.classroom import judge, submissions
from comparisons.yours.holding import Request

FILES = {
    "anna.py": "import numpy as np\ndef relu(x): return np.maximum(x, 0), lambda dy: dy * (x > 0)\n",
    "bert.py": "def relu(x): return abs(x)\n",
    "carl.py": "def relu(x) return x\n",
    "dora/handin.py": "def MyReLU(x):\n    while True: pass\n",
    "emil.py": "import numpy as np\ndef relu(x): return np.ones(1 << 33)[: len(x)]\n",
    "fred.py": "raise RuntimeError('oops')\ndef relu(x): return x\n",
    "gina.py": "def helper(x): return x\n",
    "_hidden.py": "def relu(x): return x\n",
    "hans.py": "import os\ndef relu(x): os._exit(0)\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def judged(folder):
    request = Request("", "", seconds=0.5, memory=2048)
    return {
        each.person: judge(each, request, ["float64"], [0], explain=False) for each in submissions(folder)
    }


def test_each_is_judged_whatever_others_do(judged):
    assert set(judged) == {"anna", "bert", "carl", "dora_handin", "emil", "fred", "gina", "hans"}
    assert [name for name, each in judged.items() if each.agrees] == ["anna"]


@pytest.mark.parametrize(
    ("person", "says"),
    [
        ("bert", "output y is "),
        ("carl", "carl.py is no Python: expected ':' (line 1)"),
        ("dora_handin", "MyReLU gave no answer within 0.5 s"),
        ("emil", "relu ran out of memory: "),
        ("fred", "fred.py cannot be imported: RuntimeError: oops"),
        ("gina", "nothing in gina.py is called like a concept (triptych list shows all); it holds helper"),
        ("hans", "relu gave no answer: the process ended with exit code 0"),
    ],
)
def test_what_is_wrong_is_a_sentence(judged, person, says):
    (row,) = judged[person].rows()
    assert says in row["said"]
    assert says in giving_back.markdown(judged[person])


def test_there_is_a_page_for_each_and_a_table(judged, tmp_path):
    written = list(giving_back.write(list(judged.values()), tmp_path))
    assert {path.relative_to(tmp_path) for path in written} >= {Path("class.csv"), Path("pages/anna.html")}
    table = pd.read_csv(tmp_path / "class.csv")
    assert len(table) == 8 and list(table.person[table.agrees]) == ["anna"]
    assert "| anna | activations.relu | ✓ | 8 | 0 |  |" in (tmp_path / "class.md").read_text()
    page = (tmp_path / "pages/bert.html").read_text()
    assert page.startswith("<!doctype html>") and "does not agree" in page and "<svg" in page


def test_of_one_concept_the_only_function_of_a_file_is_meant(folder):
    asked = {each.person: each.asked for each in submissions(folder, "activations.relu")}
    assert asked["gina"] == [("activations.relu", "helper")]
    assert asked["dora_handin"] == [("activations.relu", "MyReLU")]


@pytest.mark.parametrize("there", ["nowhere", "."])
def test_a_folder_that_holds_none_is_a_mistake(tmp_path, there):
    with pytest.raises(Mistake, match="--all wants"):
        submissions(tmp_path / there)
