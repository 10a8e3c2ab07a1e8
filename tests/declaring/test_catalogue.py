"""The catalogue: concepts stand in the order in which one learns them."""

from comparisons.declaring.catalogue import COURSE, families, names


def test_the_course_names_concepts_that_are_there_each_once():
    for family, concepts in COURSE.items():
        said = [f"{family}.{concept}" for concept in concepts.split()]
        assert said and set(said) <= set(names()) and len(said) == len(set(said))
        assert [name for name in names() if name.startswith(f"{family}.")][: len(said)] == said


def test_every_family_has_its_place_and_the_rest_of_it_follows_by_name():
    assert families() == list(COURSE)
    for family in families():
        rest = [name.split(".")[1] for name in names() if name.startswith(f"{family}.")]
        rest = rest[len(COURSE[family].split()) :]
        assert rest == sorted(rest)
