"""A person's implementation: whose it is, what it takes, and how an instance of it is made."""

import inspect
import types
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from comparisons.errors import Mistake, unknown
from comparisons.frameworks.keeper import Misfit
from comparisons.judging.question import Question
from comparisons.yours import names

#: Whose code it can be: NumPy's stands by itself, PyTorch and Keras differentiate.
WHOSE = ("numpy", "pytorch", "keras")

_PACKAGES = {"torch": "pytorch", "keras": "keras", "tensorflow": "keras"}

#: What classes call the way forward, in this order.
_FORWARD = ("forward", "call", "__call__")


@dataclass(frozen=True)
class Implementation:
    """What a person wrote.

    thing      a function, a class, or an instance that can be called or has ``forward``
    whose      one of :data:`WHOSE`
    name       its name, for people
    build      ``build(<sizes and settings by name>)`` returns an instance, if the person says how it is made
    """

    thing: Any
    whose: str
    name: str
    build: Callable | None = None

    @classmethod
    def of(cls, thing: Any, build: Callable | None = None, whose: str | None = None) -> "Implementation":
        """Recognize what somebody handed in. Raises Mistake for what cannot be called at all."""
        if whose is not None and whose not in WHOSE:
            raise unknown("framework", whose, WHOSE)
        named = getattr(thing, "func", thing)  # of a partial function, the function
        name = getattr(named, "__name__", None) or type(thing).__name__
        if not callable(thing) and not callable(getattr(thing, "forward", None)):
            raise Mistake(
                f"{name} is {'a module' if inspect.ismodule(thing) else repr(thing)[:60]}; allowed are a function, "
                f"a class or an object with forward, a torch module, and a Keras layer, model, loss or optimizer"
            )
        return cls(
            thing, whose or _whose(thing) or (_whose(build) if build else None) or "numpy", name, build
        )

    @cached_property
    def perhaps(self) -> list[str]:
        """Whose else it could be, where its code does not tell: a function of tensors' own methods alone."""
        function = _function(self.thing)
        if self.whose != "numpy" or function is None or _whose(self.thing):
            return []
        modules = [
            each.__name__.split(".")[0] for each in function.__globals__.values() if inspect.ismodule(each)
        ]
        return list(dict.fromkeys(_PACKAGES[name] for name in modules if name in _PACKAGES))

    @property
    def is_class(self) -> bool:
        """Whether instances are made of it."""
        return inspect.isclass(self.thing)

    @property
    def is_function(self) -> bool:
        """Whether it is called as it is and keeps nothing."""
        if self.build:
            return False
        return isinstance(self.thing, types.FunctionType | types.BuiltinFunctionType | types.MethodType) or (
            not self.is_class and not self.keeps and not hasattr(self.thing, "forward")
        )

    @property
    def keeps(self) -> bool:
        """Whether it is a thing of PyTorch or Keras, which keeps weights or state."""
        return bool(_package(self.thing if self.is_class else type(self.thing)))

    def is_a(self, *classes: str) -> bool:
        """Return whether it is, or makes, an instance of one of these classes, by name: ``Loss``, ``Optimizer``."""
        probe = self.thing if self.is_class else type(self.thing)
        return any(each.__name__ in classes and _package(each, own=True) for each in probe.__mro__)

    @cached_property
    def kind(self) -> str:
        """What it is, for people: "a PyTorch module"."""
        words = dict(numpy="NumPy", pytorch="PyTorch", keras="Keras")
        for name in ("Optimizer", "Loss", "Model", "Layer", "Module", "LRScheduler", "Metric", "Initializer"):
            if self.is_a(name, "_Loss" if name == "Loss" else name):
                return f"{words[self.whose]} {name.lower()}"
        return f"{words[self.whose]} {'class' if self.is_class or not self.is_function else 'function'}"

    @cached_property
    def called(self) -> dict[str, inspect.Parameter]:
        """The parameters of a call, by name."""
        if self.is_function or isinstance(self.thing, types.FunctionType):
            return _parameters(self.thing)
        for name in _FORWARD:
            method = inspect.getattr_static(self.thing, name, None)
            if isinstance(method, types.FunctionType) and not _package_of(method):
                return dict(list(_parameters(method).items())[1:])
        method = next((m for name in _FORWARD if (m := getattr(self.thing, name, None))), None)
        found = _parameters(method) if method else {}
        return {name: each for name, each in found.items() if name != "self"}

    @cached_property
    def constructed(self) -> dict[str, inspect.Parameter]:
        """The parameters of its constructor, or of ``build``, by name; none if there is nothing to construct."""
        if self.build:
            return _parameters(self.build)
        return _parameters(self.thing) if self.is_class else {}

    @property
    def takes(self) -> dict[str, inspect.Parameter]:
        """All parameters that arrays and settings may go to."""
        return self.constructed | self.called

    @property
    def lets_through(self) -> bool:
        """Whether its call takes what it does not name: ``*args`` or ``**kwargs``."""
        return any(each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD) for each in self.called.values())

    def seen(self, question: Question) -> "Implementation":
        """Return the same, with what ``build`` returns in the place of the thing, so that it is seen what that is."""
        thing = self.made(question.offered, question.sizes, **_to_optimize(self.constructed))
        return replace(self, thing=thing, whose=_whose(thing) or self.whose)

    def made(self, offered: Mapping[str, Any], sizes: Collection[str], **more: Any) -> Any:
        """Return an instance, or the thing itself if it is none that can be made.

        ``offered`` are settings and sizes by our names, ``more`` arguments by theirs. Raises Mistake if its constructor
        asks for something else.
        """
        make = self.build or (self.thing if self.is_class else None)
        if make is None:
            return self.thing
        wanted = {
            name: each
            for name, each in self.constructed.items()
            if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
        }
        given = names.arguments([name for name in wanted if name not in more], offered, sizes)
        given |= {name: value for name, value in more.items() if name in wanted}
        lacking = [name for name, each in wanted.items() if name not in given and each.default is each.empty]
        if lacking:
            raise Misfit(
                f"{self.name}: it asks for {', '.join(lacking)}, which is no size and no setting here; "
                f"say how it is built: build=lambda <some of {', '.join(offered)}>: {self.name}(...)"
            )
        by_place = [
            given.pop(n) for n, each in wanted.items() if each.kind is each.POSITIONAL_ONLY and n in given
        ]
        return make(*by_place, **given)


def _to_optimize(constructed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a builder of PyTorch's optimizers or schedules asks for first: parameters, or an optimizer."""
    name = next(iter(constructed), "")
    if names.plain(name) not in ("params", "parameters", "optimizer"):
        return {}
    import torch

    parameters = [torch.nn.Parameter(torch.zeros(1))]
    return {name: torch.optim.SGD(parameters, lr=0.1) if names.plain(name) == "optimizer" else parameters}


def _parameters(function: Callable) -> dict[str, inspect.Parameter]:
    try:
        return dict(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return {}


def _package(cls: type, own: bool = False) -> str:
    """Return the framework that a class belongs to or is made of, "" if none."""
    for each in [cls] if own else cls.__mro__:
        if found := _PACKAGES.get(each.__module__.split(".")[0]):
            return found
    return ""


def _package_of(function: types.FunctionType) -> str:
    return _PACKAGES.get((function.__module__ or "").split(".")[0], "")


def _whose(thing: Any) -> str:
    """Return whose a thing is: by its classes, or of a function by the modules that it speaks of; "" if unknown."""
    if found := _package(thing if inspect.isclass(thing) else type(thing)):
        return found
    function = _function(thing)
    if function is None:
        return _PACKAGES.get((getattr(thing, "__module__", "") or "").split(".")[0], "")
    return _spoken(function, set())


def _function(thing: Any) -> types.FunctionType | None:
    """Return the function that is the thing, or its way forward."""
    probe = inspect.unwrap(thing) if callable(thing) else thing
    if not isinstance(probe, types.FunctionType):
        cls = probe if inspect.isclass(probe) else type(probe)
        probe = next((each for name in _FORWARD if (each := getattr(cls, name, None))), None)
    return probe if isinstance(probe, types.FunctionType) else None


def _spoken(function: types.FunctionType, known: set) -> str:
    """Return of which framework a function speaks, or another of its file that it calls, else ``numpy``, "" if of none.

    NumPy is spoken of beside a framework too.
    """
    known.add(function)
    found = ""
    for name in _names(function.__code__):
        value = function.__globals__.get(name)
        own = isinstance(value, types.FunctionType) and value.__globals__ is function.__globals__
        place = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None) or ""
        if value is None:  # perhaps it is imported inside the function
            place = name
        said = _spoken(value, known) if own and value not in known else _PACKAGES.get(place.split(".")[0], "")
        said = said or (_package(value) if inspect.isclass(value) else "")
        if said not in ("", "numpy"):
            return said
        found = found or said or ("numpy" if place.split(".")[0] == "numpy" else "")
    return found


def _names(code: types.CodeType) -> list[str]:
    inner = [name for each in code.co_consts if isinstance(each, types.CodeType) for name in _names(each)]
    return [*code.co_names, *inner]
