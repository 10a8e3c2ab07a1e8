"""People's code does what it likes: it raises, prints, hangs and exits. Each becomes one line, never a traceback."""

import contextlib
import io
import os
import sys
import sysconfig
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path

from comparisons.declaring.catalogue import HOUSE
from comparisons.errors import Mistake
from comparisons.processes.limited import OutOfTime, limited

#: After that many seconds a person's code is given no more time, for one case.
SECONDS = 60.0

_LIBRARIES = tuple(
    str(Path(sysconfig.get_paths()[each]).resolve()) for each in ("stdlib", "platstdlib", "purelib")
)


class Failed(Exception):
    """A person's code gave no answer; the message says in a few words what it did instead."""


class TooSlow(Failed):
    """A person's code gave no answer in time."""


def what_happened(error: BaseException) -> str:
    """Say in one line what an exception of a person's code says, with the line of theirs on which it was raised."""
    message = " ".join(str(error).split())
    message = f": {message[:300]}" if message else ""
    frames = [
        (Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    theirs = [(path, line) for path, line in frames if _is_a_persons(path)]
    where = f" ({theirs[-1][0].name}:{theirs[-1][1]})" if theirs else ""
    return f"{type(error).__name__}{message}{where}"


def _is_a_persons(path: Path) -> bool:
    text = str(path)
    house = path.is_relative_to(HOUSE) and path.relative_to(HOUSE).parts[0] in ("comparisons", "scratch")
    return not (text.startswith(_LIBRARIES) or "site-packages" in text or house)


@contextlib.contextmanager
def guarded(seconds: float = SECONDS) -> Iterator[io.StringIO]:
    """Run a person's code; yield what it prints. Raises Failed where it raises, exits or takes too long.

    Time is limited where signals can be: in the main thread, not on Windows.
    """
    import numpy as np

    printed = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            limited(seconds),
            unchanged(),
        ):
            warnings.simplefilter("ignore")
            yield printed
    except Failed:
        raise
    except Mistake as error:  # what this project says of it
        raise Failed(" ".join(str(error).split())) from error
    except OutOfTime:
        raise TooSlow(f"gave no answer within {seconds:g} s") from None
    except SystemExit as error:
        raise Failed(f"ended the program: exit code {error.code}") from error
    except RecursionError as error:
        raise Failed(f"raised {what_happened(error)}") from None
    except MemoryError as error:
        raise Failed(f"ran out of memory: {what_happened(error)}") from None
    except Exception as error:
        raise Failed(f"raised {what_happened(error)}") from error


@contextlib.contextmanager
def unchanged() -> Iterator[None]:
    """Leave to whoever asks the default dtypes and the random numbers of NumPy, PyTorch and Keras as they are.

    Of a framework that is imported meanwhile the default is float32.
    """
    import numpy as np

    state, torch, keras = np.random.get_state(), sys.modules.get("torch"), sys.modules.get("keras")
    before = (torch.get_default_dtype(), torch.get_rng_state()) if torch else None
    policy = (keras.config.floatx(), keras.config.dtype_policy()) if keras else None
    try:
        yield
    finally:
        np.random.set_state(state)
        if torch := sys.modules.get("torch"):
            torch.set_default_dtype(before[0] if before else torch.float32)
            if before:
                torch.set_rng_state(before[1])
        if keras := sys.modules.get("keras"):
            floatx, of_layers = policy or ("float32", "float32")
            keras.config.set_floatx(floatx)
            keras.config.set_dtype_policy(of_layers)


def limit_memory(mib: int) -> None:
    """Let this process hold no more than so many MiB beyond what it holds; only Linux can."""
    if sys.platform == "linux" and mib:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[5])
        most = pages * os.sysconf("SC_PAGE_SIZE") + mib * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))
