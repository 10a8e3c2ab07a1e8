"""Every concept, in every case and dtype: do the three panels say the same?"""

import pytest

from comparisons.agreement import AGREES, DIFFERS, compare
from comparisons.frameworks import adapter
from comparisons.rounding import ALLOWED


@pytest.mark.parametrize("framework", ["scratch", "pytorch", "keras"])
def test_a_framework_gives_the_answer_that_scratch_gives_in_float64(framework, question):
    answer = adapter(framework)(question).answer()
    failed = [
        each.reason for each in compare(question, answer, framework) if each.verdict not in (AGREES, DIFFERS)
    ]
    assert not failed, "\n".join(failed)


def test_every_declared_difference_acts_alone_in_some_case_and_is_absent_in_another(concept):
    for (framework, label), causes in concept.differs.items():
        causes = causes if isinstance(causes, tuple) else (causes,)
        acting = [
            concept.causes(framework, label, case, dtype)
            for dtype in ALLOWED
            for _, case in concept.cases_in(dtype)
        ]
        assert [] in acting, f"{framework} {label} has no control case"
        for cause in causes:
            assert [cause] in acting, f"{framework} {label}: no case shows this cause alone: {cause.why}"
