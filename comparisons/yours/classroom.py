"""The submissions of a class: a file a person, each judged in a process of its own, with a page to give back."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comparisons.declaring.catalogue import names
from comparisons.errors import Mistake
from comparisons.yours.holding import Request, hold, worker_for
from comparisons.yours.verdict import Verdict

#: MiB that a submission may hold.
MEMORY = 4096


@dataclass
class Submission:
    """What a person handed in: a file, what of it is held against which concept, and what came of it.

    ``trouble`` says why nothing is, "" if something is.
    """

    person: str
    path: Path
    asked: list[tuple[str, str]] = field(default_factory=list)
    trouble: str = ""
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Whether all that was handed in agrees."""
        return bool(self.verdicts) and not self.trouble and all(each.agrees for each in self.verdicts)

    def rows(self) -> list[dict]:
        """Return a row for each concept: who, what, whether it agrees, and what is wrong in a sentence."""
        if not self.verdicts:
            return [
                dict(
                    person=self.person,
                    concept="",
                    name="",
                    agrees=False,
                    checks=0,
                    failing=0,
                    said=self.trouble,
                )
            ]
        return [
            dict(
                person=self.person,
                concept=each.concept,
                name=each.name,
                agrees=each.agrees,
                checks=len(each.checks),
                failing=len(each.failing) + len(each.lacking),
                said=""
                if each.agrees
                else "; ".join(r.text for r in each.reasons) or (each.lines() or [""])[0],
            )
            for each in self.verdicts
        ]


def submissions(folder: Path, concept: str | None = None) -> list[Submission]:
    """Return what a class has handed in: every Python file of a folder and of the folders in it.

    What of a file is meant, its names say: a function or a class that is called like a concept (``lstm``, ``LSTM``,
    ``my_lstm``). Of one ``concept`` it may be called otherwise if it is the only one in its file. Raises Mistake if
    there is no such folder, or no file in it.
    """
    if not folder.is_dir():
        raise Mistake(f"{str(folder)!r} is no folder; --all wants a folder of Python files, one a person")
    files = sorted(path for path in folder.rglob("*.py") if not _hidden(path.relative_to(folder)))
    if not files:
        raise Mistake(f"{str(folder)!r} holds no Python file; --all wants one a person")
    return [_submission(path, path.relative_to(folder).with_suffix(""), concept) for path in files]


def judge(
    handed_in: Submission,
    request: Request,
    dtypes: Sequence[str],
    seeds: Sequence[int],
    without: Sequence[str] = (),
    explain: bool = True,
) -> Submission:
    """Judge a submission in a process of its own; ``request`` says with which limits."""
    for concept, name in handed_in.asked:
        asked = Request(
            concept, f"{handed_in.path}:{name}", seconds=request.seconds, memory=request.memory or MEMORY
        )
        try:
            with worker_for(asked) as worker:
                handed_in.verdicts.append(hold(worker, asked, dtypes, seeds, without, explain))
        except Mistake as mistake:
            handed_in.trouble = str(mistake)
    return handed_in


def _submission(path: Path, person: Path, concept: str | None) -> Submission:
    found = Submission("_".join(person.parts), path)
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError) as error:
        line = f" (line {error.lineno})" if isinstance(error, SyntaxError) and error.lineno else ""
        found.trouble = f"{path.name} is no Python: {getattr(error, 'msg', error)}{line}"
        return found
    defined = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    found.asked = list(_meant(defined, concept))
    if not found.asked:
        there = ", ".join(defined) or "no function and no class"
        wanted = (
            f"is called like {concept}" if concept else "is called like a concept (triptych list shows all)"
        )
        found.trouble = f"nothing in {path.name} {wanted}; it holds {there}"
    return found


def _meant(defined: list[str], concept: str | None) -> Iterator[tuple[str, str]]:
    """Yield (concept, name) for what is meant."""
    known = {_plain(name.split(".")[1]): name for name in ([concept] if concept else names())}
    called = [(known[_plain(name)], name) for name in defined if _plain(name) in known]
    yield from called
    if concept and not called and len(defined) == 1:
        yield concept, defined[0]


def _plain(name: str) -> str:
    """Return a name without case, underscores and a my in front: MyLSTM and my_lstm are lstm."""
    return re.sub(r"^my", "", name.replace("_", "").lower())


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "_")) for part in path.parts)
