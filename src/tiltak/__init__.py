"""Back to School / Stay at School as software.

The rooms, in the order the data goes through them (see `docs/`):
`rules`, `law`, `programme`, `study`, `school`, `outcomes`, `office`, `render`, `cli`.
Names below are loaded when first used, so `import tiltak` costs next to nothing.

>>> import tiltak
>>> tiltak.__version__
'0.1.0'
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "cli",
    "faults",
    "law",
    "office",
    "outcomes",
    "programme",
    "render",
    "rules",
    "school",
    "study",
    "tables",
]


def __getattr__(name: str) -> Any:
    """Load a room the first time it is asked for (PEP 562)."""
    if name in __all__:
        return import_module(f"tiltak.{name}")
    raise AttributeError(f"module 'tiltak' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the rooms, loaded or not."""
    return sorted(__all__)
