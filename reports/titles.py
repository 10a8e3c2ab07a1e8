"""What concepts and stories are called: a docstring begins with ``Name: the idea in a sentence.``"""

#: Letters of a title; what is longer is a sentence.
LONGEST = 50


def heading(title: str, name: str) -> str:
    """Return what stands before the colon; where that is no title, the name in plain words."""
    before, colon, _ = title.partition(":")
    if colon and len(before) <= LONGEST:
        return before
    words = name.rpartition(".")[2].replace("_", " ")
    return words[:1].upper() + words[1:]


def sentence(title: str) -> str:
    """Return what stands after the colon, as a sentence; of what has no title before it, all."""
    before, colon, after = title.partition(": ")
    said = after if colon and len(before) <= LONGEST else title
    return said[:1].upper() + said[1:]
