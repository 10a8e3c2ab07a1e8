"""Every concept, in every case and dtype: do the three panels say the same?"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from comparisons.declaring.catalogue import families, load, select
from comparisons.judging.agreement import AGREES, DIFFERS, compare
from comparisons.judging.cases import text
from comparisons.judging.checking import check_all
from comparisons.judging.departures import Departures, off, within
from comparisons.judging.precision import DTYPES
from comparisons.judging.question import Question
from comparisons.processes.adapters import USUAL
from comparisons.processes.workers import Worker
from comparisons.tables import Tables


@pytest.fixture(scope="module")
def workers():
    """One process a framework, as everybody is asked."""
    with ExitStack() as stack:
        yield [stack.enter_context(Worker(name, anew=False)) for name in USUAL]


@pytest.mark.xdist_group("agreement")  # all in one process, so that frameworks start once
@pytest.mark.parametrize("family", families())
def test_every_framework_gives_the_answer_that_scratch_gives_in_float64(family, workers):
    asked, tables = select([family]), Tables()
    check_all(asked, workers, DTYPES, tables, modes="eager")
    failed = [row["reason"] for row in tables.checks if row["verdict"] not in (AGREES, DIFFERS)]
    assert not failed, "\n".join(failed)
    said = {(row["concept"], row["case"], row["dtype"], row["framework"]) for row in tables.checks}
    assert said >= {
        (name, text(case), dtype, framework)
        for name in asked
        for dtype in DTYPES
        for _, case in load(name).cases_in(dtype)
        for framework in USUAL
        if (framework, dtype) != ("scratch", "float64")  # that is the truth
    }


def test_every_declared_cause_acts_alone_in_some_case_and_not_in_another_of_the_same_dtype(concept):
    for framework, declared in concept.differs.items():
        shown = set()
        for dtype in DTYPES:
            cases = [case for _, case in concept.cases_in(dtype) if "data" not in case]  # those take long
            questions = [Question.draw(concept, case, dtype) for case in cases]
            acts = [{causes for causes, _ in acting(question, framework)} for question in questions]
            for cause in declared.causes:
                alone = [each for each in acts if frozenset([cause]) in each]
                if alone:
                    control = not all(any(cause in causes for causes in each) for each in acts)
                    assert control, f"{framework}, {dtype}: {cause} has no control case"
                if any(all(cause in causes for causes in each) for each in alone):
                    shown.add(cause)
            assert not questions or set() in acts, f"{framework}, {dtype} has no control case"
        assert shown == set(declared.causes), f"{framework}: what is left never acts alone"


def acting(question: Question, framework: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield (causes, label) for every array that causes of a framework's, acting together, change beyond rounding."""
    departures = Departures(question, framework)
    for causes in departures.declared.combinations() if departures.declared else ():
        for label, (*_, array) in departures.acting(causes).truth.labelled().items():
            if not within(off(question, label, array)):
                yield causes, label


def test_with_all_causes_taken_away_nothing_is_left_to_differ(concept):
    for declared in concept.differs.values():
        for _, case in concept.cases_in("float64") if len(declared.causes) > 1 else ():
            question = Question.draw(concept, case)
            bare = replace(question, instead=declared.acting((), question.dtype))
            checks = compare(question, bare.answer, "the declaration")
            assert {each.verdict for each in checks} == {AGREES}
