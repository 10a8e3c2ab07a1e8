"""The faults that are planted, a file a family: mistakes that people make, in every panel and every kind of concept."""

from importlib import import_module
from pkgutil import iter_modules

FAULTS = [
    fault
    for family in sorted(module.name for module in iter_modules(__path__))
    for fault in import_module(f"{__name__}.{family}").FAULTS
]
