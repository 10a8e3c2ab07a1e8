"""Stories: every claim of every story holds in every panel, and what goes wrong is said and stops nothing else."""

import json
import re
from contextlib import contextmanager
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

import comparisons
from comparisons import stories
from comparisons.declaring.catalogue import load
from comparisons.desk import terminal
from comparisons.desk.plan import Plan
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.processes.workers import Trouble
from comparisons.tables import COLUMNS
from comparisons.telling import storytelling
from comparisons.telling.telling import Telling
from reports.drawing import drawing
from reports.panels import PANELS
from reports.stories import shown, story_files
from reports.weaving import EXERCISE, Woven
from reports.write import write
from tests.command_line import run
from tests.reports.test_reports import EVIL, broken_links, text, whole

pytestmark = pytest.mark.xdist_group("stories")  # all in one process, which tells each of them once
EVERY = pytest.mark.parametrize("name", stories.names())


@pytest.fixture(scope="module")
def workers():
    """One worker a framework for all stories."""
    plan = Plan.make(threads=1)  # the other core has other tests, for which a second thread would wait
    workers = plan.workers()
    plan.start(workers)
    yield workers
    for worker in workers:
        worker.stop()


@pytest.fixture(scope="module")
def told(workers):
    """A function that tells a story in its quick size, once."""
    tellings = {}

    def tell(name):
        if name not in tellings:
            tellings[name] = storytelling.tell(name, workers, quick=True)
        return tellings[name]

    return tell


@EVERY
def test_every_claim_holds_and_no_panel_is_missing(told, name):
    telling = told(name)
    assert telling.faults == [] and not telling.absent
    law = telling.claims[-1]
    assert "by the law" in law.text and "arrays" in law.values, "every answer was held against scratch"
    assert len(telling.claims) > 1 and all(claim.values for claim in telling.claims)


@EVERY
def test_pictures_are_svg_that_says_what_is_seen(told, name):
    assert told(name).pictures
    for picture in told(name).pictures.values():
        root = ElementTree.fromstring(picture.svg)
        assert root.tag.endswith("}svg") and root.get("aria-label") == picture.title
        assert all(not each.tag.endswith("}image") for each in root.iter()), "sharp at every size"
        assert "$" not in picture.svg, "a label is no TeX"


@EVERY
def test_all_that_a_story_shows_has_its_place_in_the_text(told, name):
    telling = told(name)
    woven = Woven(telling)
    assert not woven.left_pictures and not woven.left_tables
    assert woven.answer and woven.claims(EXERCISE), "the exercise has an answer that was run"


@EVERY
def test_tables_are_tidy_and_hold_values_of_all_panels(told, name):
    telling = told(name)
    assert telling.tables
    for table in telling.tables.values():
        assert len(table.frame) and table.title
        if "framework" in table.frame:
            assert set(table.frame.framework) == set(PANELS)
            keys = [column for column in table.frame if column != "value"]
            assert not table.frame.duplicated(keys).any()
    rows = pd.DataFrame(telling.accuracy, columns=COLUMNS["accuracy"])
    assert all(set(row) == set(COLUMNS["accuracy"]) for row in telling.accuracy)
    assert not len(rows) or (set(rows.framework) == set(PANELS) and np.isfinite(rows.value).all())


@EVERY
def test_a_story_fits_80_columns(told, name, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    terminal.print_telling(told(name), [], plain=True)
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= 80
    assert "✓" in printed and "✗" not in printed


@EVERY
def test_a_story_explains_itself(name):
    told = stories.describe(name)
    assert ":" in told["title"] and told["title"].endswith("."), "the first paragraph is 'Name: a sentence.'"
    assert told["concepts"], "it names the concepts whose code it runs"
    assert isinstance(told["place"], int)
    assert sum(stories.describe(other)["place"] == told["place"] for other in stories.names()) == 1


def test_the_pages_of_stories_link_to_what_is_there(told, tmp_path):
    tellings = [told(name) for name in stories.names()]
    write(whole(), {}, tmp_path, tellings)
    assert list(broken_links(tmp_path)) == []
    for telling in tellings:
        page = text(tmp_path, f"stories/{telling.name}.html")
        assert page.count("<svg") == len(telling.pictures) and page.count("✓") == len(telling.claims)
        assert f"stories/{telling.name}.html" in text(tmp_path)
        for path, _ in story_files(telling):
            assert (tmp_path / path).stat().st_size


def test_nothing_in_a_story_becomes_html(tmp_path):
    evil = Telling(
        dict(story="evil", place=0, title=EVIL, text=EVIL, answer=EVIL, concepts=[EVIL], source=EVIL),
        trouble=EVIL,
    )
    evil.claim(EVIL, False, **{EVIL: EVIL})
    evil.table("table", EVIL, [{EVIL: EVIL}])
    evil.score(framework="keras", metric=EVIL, value=1, data=EVIL)
    evil.absent["keras"] = Trouble("crashed", EVIL)
    with evil.picture("picture", EVIL) as figure:
        figure.text(0, 0, EVIL)
    write(whole(), {}, tmp_path, [evil])
    for path in tmp_path.rglob("*.html"):
        assert "<script>alert" not in path.read_text("utf-8") and "<b>|" not in path.read_text("utf-8"), (
            path.name
        )
    assert "Stories that do not hold" in text(tmp_path) and "&lt;script" in text(tmp_path)
    ElementTree.fromstring(text(tmp_path, "stories/evil/picture.svg"))


def test_a_picture_is_the_same_at_every_run():
    def draw():
        with drawing("name", "A title", 5.2, 3) as (figure, svg):
            figure.subplots().plot([1, 3, 2])
            return svg()

    assert draw() == draw()


def test_a_false_claim_a_break_and_a_missing_framework_are_told(house, tmp_path):
    """Plant two stories that go wrong beside one that does not, and a framework that cannot be imported."""
    folder = house / "comparisons" / "stories"
    head = '"""A story: it was planted."""\nPLACE = 0\n\n\ndef tell(panels, telling, quick):\n'
    ask = '    answers = panels.answer("activations.identity", x=[1.0])\n'
    claim = '    telling.claim("Two is three.", len(answers) == 3, panels=len(answers))\n'
    (folder / "false.py").write_text(head + ask + claim)
    (folder / "broken.py").write_text(head + ask + '    raise RuntimeError("the ink is dry")\n')
    (folder / "true.py").write_text(
        head + ask + claim.replace("Two is three", "Two is two").replace("== 3", "== 2")
    )
    (house / "torch.py").write_text("raise ImportError('libcudart.so.13 is missing')")
    done = run("story", "false", "broken", "true", "--quick", "--json", "--out", tmp_path, house=house)
    assert done.returncode == 1, done.stderr
    rows = {row["story"]: row for row in json.loads(done.stdout)}
    assert rows["false"]["faults"] == ["Two is three. (panels 2)"]
    assert rows["broken"]["faults"] == [
        "it broke off: RuntimeError: the ink is dry (comparisons/stories/broken.py:7)"
    ]
    assert rows["true"]["holds"] and all(claim["holds"] for claim in rows["true"]["claims"])
    assert all("libcudart.so.13 is missing" in row["unavailable"]["pytorch"] for row in rows.values())


def test_an_unknown_story_is_one_line_and_exit_code_2():
    done = run("story", "percepton")
    assert done.returncode == 2
    assert "unknown story 'percepton'; did you mean perceptron?" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_list_tells_stories_to_a_program():
    rows = json.loads(run("list", "--stories", "--json").stdout)
    assert [row["story"] for row in rows] == stories.names()
    assert "linear.perceptron" in rows[0]["concepts"] and rows[0]["title"].startswith("The perceptron")


def test_a_story_can_be_told_from_python():
    telling = comparisons.tell("forward_propagation", frameworks=["scratch"], quick=True)
    assert telling.holds
    header, rows = shown(telling.tables["values"].frame)
    assert header[-1] == "Scratch" and rows[0][-1] == pytest.approx(0.37)
    with pytest.raises(Mistake, match="did you mean forward_propagation"):
        comparisons.tell("forward_propagatoin")


class Actor:
    """A worker that answers with one number, until it dies."""

    def __init__(self, framework, answers):
        self.framework, self.answers = framework, answers

    def start(self):
        return {}

    def ask(self, task, *arguments):
        if self.answers == 0:
            raise Trouble("crashed", "the process was killed by SIGKILL")
        self.answers -= 1
        return {"y": 1}, []


@contextmanager
def planted(monkeypatch, tell):
    monkeypatch.setattr(stories, "load", lambda name: SimpleNamespace(tell=tell))
    yield


def test_a_panel_that_dies_is_left_out_and_the_story_is_told_with_the_others(monkeypatch):
    def tell(panels, telling, quick):
        for _ in range(2):
            answers = panels.answer("linear.dense")
        telling.claim("There are answers.", bool(answers), of=list(answers))

    with planted(monkeypatch, tell):
        telling = storytelling.tell(
            "perceptron", [Actor("scratch", 99), Actor("keras", 1), Actor("pytorch", 99)]
        )
        assert [claim.values for claim in telling.claims] == ["of scratch, pytorch"]
        assert telling.faults == ["keras crashed: the process was killed by SIGKILL"]
        alone = storytelling.tell("perceptron", [Actor("scratch", 0)])
        assert "no panel is there" in alone.trouble and not alone.holds


def test_an_interrupt_keeps_what_was_told(monkeypatch):
    told = []

    def tell(panels, telling, quick):
        if told:
            raise KeyboardInterrupt
        telling.claim("It was told.", True)

    with planted(monkeypatch, tell), pytest.raises(KeyboardInterrupt):
        storytelling.tell_all(["perceptron", "xor"], [Actor("scratch", 9)], told)
    assert [telling.name for telling in told] == ["perceptron"]


def test_arrays_that_differ_do_not_agree():
    telling = Telling(stories.describe("perceptron"))
    telling.agree("Same.", dict(scratch=[1.0, 2.0], keras=[1.0, 2.0 + 1e-15]))
    telling.agree("Off.", dict(scratch=[1.0, 2.0], keras=[1.0, 2.0 + 1e-11]))
    telling.agree("Longer.", dict(scratch=[1.0, 2.0], keras=[1.0, 2.0, 2.0]))
    assert [claim.holds for claim in telling.claims] == [True, False, False]


def test_a_question_takes_given_arrays_and_cotangents():
    x, W, b = np.eye(2), np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros(2)
    question = Question.put(
        load("linear.dense"), {}, dict(x=x, W=W, b=b), cotangents=dict(dy=[[1.0, 0], [0, 0]])
    )
    assert question.sizes == dict(n=(2,), i=2, k=2)
    assert np.array_equal(question.answer["y"], W) and np.array_equal(question.answer["db"], [1, 0])
    assert np.array_equal(question.answer["dx"], [[1, 3], [0, 0]])


def test_a_question_of_any_shape_learns_it_from_its_array():
    assert Question.put(load("activations.relu"), {}, dict(x=np.ones((2, 3, 4)))).sizes == dict(
        shape=(2, 3, 4)
    )
    softmax = Question.put(load("activations.softmax"), {}, dict(x=np.ones((2, 3, 4))))
    assert softmax.sizes == dict(shape=(2, 3), k=4)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (dict(arrays=dict(x=np.ones((2, 3)), b=np.ones(2))), "linear.dense lacks the array W"),
        (dict(arrays=dict(x=np.ones((2, 3)), W=np.ones((4, 2)), b=np.ones(2))), "makes x of shape (2, 4)"),
        (dict(case=dict(epochs=3)), "unknown size or setting in case (epochs=3) of linear.dense: 'epochs'"),
        (dict(cotangents=dict(dz=1)), "unknown cotangent of linear.dense: 'dz' (allowed: dy)"),
        (dict(cotangents=dict(dy=1)), "dy has the shape (), y has (2, 2)"),
    ],
)
def test_a_question_that_is_put_wrong_says_what_is_wrong(given, says):
    right = dict(case={}, arrays=dict(x=np.ones((2, 3)), W=np.ones((3, 2)), b=np.ones(2)))
    with pytest.raises(Mistake, match=re.escape(says)):
        _ = Question.put(load("linear.dense"), **right | given).cotangents
