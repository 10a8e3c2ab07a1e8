"""Standard output and errors as a terminal or a pipe takes them: letters without a code, a disk that is full."""

import codecs
import os
import sys
import unicodedata

#: What stands for a letter that cannot be written, where its own name does not say it.
_PLAIN = {"✓": "+", "✗": "x", "–": "-", "—": "-", "−": "-", "×": "x", "·": "*", "…": "...", "≠": "!=", "≈": "~",
          "≤": "<=", "≥": ">=", "→": "->", "“": '"', "”": '"', "‘": "'", "’": "'", "√": "sqrt", "Σ": "sum", "∞": "inf",
          "∂": "d", "⊙": "*", "∈": "in"}  # fmt: skip


def write_what_can_be_written() -> None:
    """Let standard output and errors take every text: β becomes beta where there is no code for it."""
    codecs.register_error("plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # it is closed, or a test's own
            stream.reconfigure(errors="plain")


def flush() -> None:
    """Write what is still to be written. Raises OSError if that is impossible; then nothing more is tried."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)  # else Python tries again at its end, and says so
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
            raise


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_letter, error.object[error.start : error.end])), error.end


def _letter(letter: str) -> str:
    """Return ASCII for a letter: from a table, its base letters, the name of a Greek one, else a question mark."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    base = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    if base:
        return base
    name = unicodedata.name(letter, "").split(" WITH ")[0]
    if name.startswith("GREEK"):
        word = name.split()[-1].lower()
        return word.capitalize() if "CAPITAL" in name else word
    return "?"
