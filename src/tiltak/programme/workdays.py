"""Public holidays and working days, which the schools ask about too and which so stand in `tiltak.law.workdays`."""

from tiltak.law.workdays import easter_sunday, public_holidays, workday_from

__all__ = ["easter_sunday", "public_holidays", "workday_from"]
