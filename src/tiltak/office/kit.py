"""What travels with the library: the worked example and the template a new office starts from."""

from pathlib import Path

__all__ = ["example_folder", "template_folder"]

_INSTALLED = Path(__file__).parents[1] / "_shipped"
_CHECKOUT = Path(__file__).parents[3]


def example_folder() -> Path:
    """The folder of the worked example: the original office, with made-up people.

    >>> sorted(path.name for path in example_folder().glob("*.csv"))
    ['cases.csv', 'events.csv', 'passed.csv']
    """
    return _shipped("midt-telemark", "examples/midt-telemark")


def template_folder() -> Path:
    """The cookiecutter template of a new office.

    >>> template_folder().joinpath("cookiecutter.json").is_file()
    True
    """
    return _shipped("cookiecutter-office", "cookiecutter-office")


def _shipped(installed: str, in_checkout: str) -> Path:
    """A folder inside the installed package, or its original when the package runs from a checkout."""
    for folder in (_INSTALLED / installed, _CHECKOUT / in_checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{installed} is neither installed with tiltak nor in a checkout of it")
