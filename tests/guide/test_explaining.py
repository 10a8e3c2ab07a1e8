"""What a page tells of a concept beside its figures: all that is declared of it, and of whom, in which way."""

import pytest

from comparisons.declaring.catalogue import load
from comparisons.guide.explaining import concept_rows


@pytest.mark.parametrize(
    "name", ["optimizers.adam", "attention.dot_product", "recurrent.lstm", "linear.dense"]
)
def test_all_that_is_declared_is_told_with_the_way_in_which_it_holds(name):
    concept = load(name)
    [row] = concept_rows([name])
    told = {
        (f"{each['framework']} {way}".strip(), each["why"]) for each in row["differs"] for way in each["ways"]
    }
    declared = {(who, why) for who, each in concept.differs.items() for why in each.causes.values()}
    declared |= {(who, each.why) for who, each in concept.halves.items()}
    declared |= {(f"{who} in float64", why) for who, why in concept.narrows.items()}
    assert told == declared | {(who, why) for who, each in concept.refuses.items() for why in each.values()}
    assert len(row["differs"]) == len({(each["framework"], each["why"]) for each in row["differs"]})
