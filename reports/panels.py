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

#: What answers beside them where it is asked for: Keras on its other backends.
BESIDE = {
    "keras-torch": Panel("Keras on torch", "#56B4E9", "□", "v"),
    "keras-jax": Panel("Keras on JAX", "#CC79A7", "▪", "^"),
}

#: All that can answer.
ALL = PANELS | BESIDE

#: The mode in which each panel runs if nothing else is said.
USUAL = {"scratch": "numpy"} | dict.fromkeys([*ALL][1:], "eager")

#: All modes, the usual ones first.
MODES = ("numpy", "eager", "compile", "function", "xla")

#: The widest precision comes first.
DTYPES = ("float64", "float32")


def title_of(name: str) -> str:
    """Return the title of what answers; what is not known is called as it is."""
    return ALL[name].title if name in ALL else name
