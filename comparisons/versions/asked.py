"""Which versions are asked for: ``torch==2.9,2.13 keras==3.12,3.15``, and the sets of them that this makes.

The first version of each package is the base; every further set has another version of one package alone. So what
changes against the base has one cause, and the number of environments is a sum, not a product: each framework is held
against scratch in a process of its own, and does not see the others.
"""

from collections.abc import Collection, Iterable, Mapping

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from comparisons.errors import Mistake, unknown
from comparisons.processes import installed as here

#: Packages that compute, and who computes with them.
PANELS_OF = {"numpy": "scratch", "torch": "pytorch", "keras": "keras", "tensorflow": "keras"}

#: By which names a package may be installed.
NAMES_OF = {"tensorflow": ("tensorflow", "tensorflow-cpu")}


def apart(words: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return versions by package, and the words that name none, such as concepts.

    Of a package with one version the installed one comes first if it is another, to have something to compare with.
    Raises Mistake for a word that names no versions, for an unknown package, and if there are no two versions at all.
    """
    asked, rest = {}, []
    for word in words:
        if "=" not in word:
            rest.append(word)
            continue
        package, given = _read(word)
        if package in asked:
            raise Mistake(f"{package} is given twice; write all of its versions in one word: {package}==A,B")
        asked[package] = given
    if not asked:
        raise Mistake("no versions are named; write PACKAGE==VERSION,VERSION, as in keras==3.12,3.15")
    for package, given in asked.items():
        here = installed(package)
        if len(given) == 1 and here and not SpecifierSet(f"=={given[0]}").contains(here, prereleases=True):
            given.insert(0, here)
    if len(sets(asked)) == 1:
        only = " ".join(f"{package}=={given[0]}" for package, given in asked.items())
        raise Mistake(f"{only} is one version, and nothing is there to compare it with; name two: A,B")
    return asked, rest


def sets(asked: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """Return the sets of versions by package: the base, then each with another version of one package."""
    base = {package: given[0] for package, given in asked.items()}
    others = [base | {package: each} for package, given in asked.items() for each in given[1:]]
    return [base, *others]


def panels(asked: Iterable[str]) -> list[str]:
    """Return who computes with these packages; scratch always does."""
    return list(dict.fromkeys(["scratch", *(PANELS_OF[package] for package in asked)]))


def demand_used(asked: Iterable[str], frameworks: Collection[str]) -> None:
    """Raise Mistake if versions are asked for of a package with which none of these frameworks computes."""
    for package in asked:
        if PANELS_OF[package] not in ("scratch", *frameworks):
            raise Mistake(f"{package} is of {PANELS_OF[package]} alone, which --framework leaves out")


def installed(package: str) -> str | None:
    """Return the version of a package that is installed here, without the name of its build, None if it is not."""
    found = (here.installed(name) for name in NAMES_OF.get(package, (package,)))
    return next((Version(each).public for each in found if each != here.ABSENT), None)


def _read(word: str) -> tuple[str, list[str]]:
    package, equals, given = word.partition("==")
    versions = list(dict.fromkeys(each.strip() for each in given.split(",")))
    if not equals or not all(versions):
        raise Mistake(f"{word!r} names no versions; write PACKAGE==VERSION,VERSION, as in keras==3.12,3.15")
    if package not in PANELS_OF:
        raise unknown("package", package, PANELS_OF)
    for each in versions:
        try:
            SpecifierSet(f"=={each}")
        except InvalidSpecifier:
            raise Mistake(f"{each!r} is no version of {package}; write 3.12, 3.12.4 or 3.12.*") from None
    return package, versions
