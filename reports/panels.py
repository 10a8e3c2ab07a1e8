"""The three panels: title, colour and mark of each, the same in every figure and on every page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """How an implementation is shown. ``mark`` is its sign in text, ``marker`` the same in matplotlib."""

    title: str
    colour: str
    mark: str
    marker: str


#: The panels in the order in which they are shown. Colours are of Okabe & Ito's palette (2008), which the
#: colour-blind can tell apart; marks differ too, so that nothing hangs on colour alone.
PANELS = {
    "scratch": Panel("Scratch", "#009E73", "◆", "D"),
    "pytorch": Panel("PyTorch", "#D55E00", "●", "o"),
    "keras": Panel("Keras", "#0072B2", "■", "s"),
}

#: The widest precision comes first.
DTYPES = ("float64", "float32")


def title_of(name: str) -> str:
    """Return a panel's title; what is no panel is called as it is."""
    return PANELS[name].title if name in PANELS else name
