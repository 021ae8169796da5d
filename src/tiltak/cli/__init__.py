"""The command `tiltak`: thin. It reads the clock and the terminal so that nothing below has to."""

from tiltak.cli.app import app, main

__all__ = ["app", "main"]
