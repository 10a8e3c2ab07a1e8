"""Another Python than this one: what a process of it is given of this one's environment."""

import os
import sys

#: Variables that would bring packages of here to a Python that has its own.
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")


def variables(python: str) -> dict[str, str]:
    """Return the variables for a process of a Python: all of here, if it is this one, else those that do no harm."""
    if python == sys.executable:
        return dict(os.environ)
    own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return own | dict(PYTHONSAFEPATH="1", PYTHONNOUSERSITE="1")
