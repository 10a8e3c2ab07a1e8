"""What pages say about frameworks is seen to, sentence by sentence."""

from importlib import import_module
from pathlib import Path

from tests.claims import SEEN_TO, said, sentences

for path in sorted(Path(__file__).parent.glob("test_claims_*.py")):
    import_module(f"tests.reference.{path.stem}")  # it says what it sees to

#: What says no more of frameworks than that the cases agree, or that they are timed.
SEEN_TO |= {
    "One neuron trained on the cross-entropy: losses and weights stay together over whole runs.": "test_agreement",
    "Not top_k: on torch it takes any of equals, where argsort takes the first.": "test_which_of_equals_come_first",
    "How fast the frameworks are is measured by ``triptych time logistic_regression``.": "test_timing",
}


def test_whatever_is_said_is_seen_to():
    places = said()
    assert [f"{place}: {text}" for text, place in places.items() if text not in SEEN_TO] == []
    assert [f"{test}: {text}" for text, test in SEEN_TO.items() if text not in places] == [], "nobody says so"


def test_sentences_are_told_apart():
    text = "One of ``a``, i.e. b.\n  ``c`` (v. 2) is: two! A\nthird"
    assert sentences(text) == ["One of ``a``, i.e. b.", "``c`` (v. 2) is: two!", "A third"]
