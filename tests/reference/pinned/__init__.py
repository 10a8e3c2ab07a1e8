"""The defaults of all settings, a file a family, so that none changes unnoticed.

``PINNED`` has, by concept, what the source has that scratch's module names, or common use where it leaves that open.
``OTHERS`` has, by concept, framework and setting, another default of a framework, as it writes it, and why scratch has
its own. ``WITHOUT`` has, by framework and concept, settings of which a framework's layer has no default: it demands
them, says them by the mode of a model, takes another's, counts them itself, or is told at each call.
"""

from importlib import import_module
from pkgutil import iter_modules

_FAMILIES = {module.name: import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)}

PINNED = {
    (f"{family}.{concept}", setting): default
    for family, module in _FAMILIES.items()
    for concept, settings in module.PINNED.items()
    for setting, default in settings.items()
}
OTHERS = {
    (f"{family}.{concept}", framework, setting): told
    for family, module in _FAMILIES.items()
    for (concept, framework, setting), told in getattr(module, "OTHERS", {}).items()
}
WITHOUT = {
    framework: {
        (f"{family}.{concept}", setting)
        for family, module in _FAMILIES.items()
        for concept, settings in getattr(module, "WITHOUT", {}).get(framework, {}).items()
        for setting in settings
    }
    for framework in ("pytorch", "keras")
}
