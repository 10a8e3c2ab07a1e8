"""Words of the command line become sets of versions, one package at a time; what makes none is a line."""

from importlib.metadata import PackageNotFoundError

import pytest

from comparisons.errors import Mistake
from comparisons.versions import asked


def test_words_with_versions_are_apart_from_concepts():
    versions, words = asked.apart(["torch==2.9,2.13", "dense", "keras==3.12,3.15,3.12", "losses"])
    assert versions == dict(torch=["2.9", "2.13"], keras=["3.12", "3.15"]) and words == ["dense", "losses"]


def test_one_package_at_a_time_is_another_than_in_the_first():
    sets = asked.sets(dict(torch=["2.9", "2.13"], keras=["3.12", "3.14", "3.15"]))
    assert sets == [
        dict(torch="2.9", keras="3.12"),
        dict(torch="2.13", keras="3.12"),
        dict(torch="2.9", keras="3.14"),
        dict(torch="2.9", keras="3.15"),
    ]


def test_scratch_and_whoever_computes_with_a_package_is_asked():
    assert asked.panels(["keras"]) == ["scratch", "keras"]
    assert asked.panels(["numpy"]) == ["scratch"]
    assert asked.panels(["torch", "tensorflow", "keras"]) == ["scratch", "pytorch", "keras"]


def test_one_version_is_held_against_the_installed_one(monkeypatch):
    monkeypatch.setattr("comparisons.processes.installed.version", lambda name: "2.13.0+cpu")
    assert asked.apart(["torch==2.9"])[0] == dict(torch=["2.13.0", "2.9"])
    with pytest.raises(Mistake, match="is one version, and nothing is there"):
        asked.apart(["torch==2.13"])
    assert asked.apart(["torch==2.13", "keras==3.12,3.15"])[0]["torch"] == ["2.13"]


def test_what_is_installed_is_found_by_any_of_its_names(monkeypatch):
    def version(name):
        if name != "tensorflow-cpu":
            raise PackageNotFoundError(name)
        return "2.21.0"

    monkeypatch.setattr("comparisons.processes.installed.version", version)
    assert asked.installed("tensorflow") == "2.21.0" and asked.installed("torch") is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["dense"], "no versions are named; write PACKAGE==VERSION,VERSION, as in keras==3.12,3.15"),
        (["keras=3.12"], "'keras=3.12' names no versions"),
        (["keras=="], "'keras==' names no versions"),
        (["keras==3.12,"], "'keras==3.12,' names no versions"),
        (["kears==3.12,3.15"], "unknown package 'kears'; did you mean keras?"),
        (["keras==3.12,latest"], "'latest' is no version of keras; write 3.12, 3.12.4 or 3.12.*"),
        (["keras==3.12,<4"], "'<4' is no version of keras"),
        (["keras==3.12,3.13", "keras==3.15"], "keras is given twice"),
    ],
)
def test_what_makes_no_versions_is_a_line(words, says):
    with pytest.raises(Mistake) as error:
        asked.apart(words)
    assert says in str(error.value) and "\n" not in str(error.value)
