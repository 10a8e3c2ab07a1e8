"""Ask scratch while beartype holds its functions to their signatures: ``python -m tests.typed linear.dense``.

Every call of every function is checked then, those between as well, which takes longer than what they compute: so it is
done once, in a process of its own, and not in all tests.
"""

import sys

from jaxtyping import install_import_hook

install_import_hook("scratch", "beartype.beartype")  # of what is imported from here on

from comparisons.declaring.catalogue import load  # noqa: E402
from comparisons.judging.question import Question  # noqa: E402

if __name__ == "__main__":
    for name in sys.argv[1:]:
        for case in load(name).cases:
            assert Question.draw(load(name), case).truth
