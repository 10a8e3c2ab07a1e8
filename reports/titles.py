"""What concepts and stories are called: a docstring begins with ``Name: the idea in a sentence.``"""


def heading(title: str, name: str) -> str:
    """Return what stands before the colon; of a title without one, the name in words."""
    before, colon, _ = title.partition(": ")
    return before if colon else name.rpartition(".")[2].replace("_", " ")


def sentence(title: str) -> str:
    """Return what stands after the colon, as a sentence; of a title without one, all of it."""
    before, colon, after = title.partition(": ")
    said = after if colon else before
    return said[:1].upper() + said[1:]
