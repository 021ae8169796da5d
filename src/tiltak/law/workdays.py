"""Norwegian public holidays, and the first working day from a given day on.

Sundays and church holidays follow lov om helligdager og helligdagsfred § 2, 1 and 17 May follow
lov om 1 og 17 mai som høgtidsdagar § 1.
"""

from datetime import date, timedelta
from functools import cache

__all__ = ["easter_sunday", "public_holidays", "workday_from"]

_SATURDAY = 5
_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
# Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday.
_DAYS_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, *Astronomical Algorithms*, chapter 8).

    >>> easter_sunday(2027)
    datetime.date(2027, 3, 28)
    """
    century, in_century = divmod(year, 100)
    golden = year % 19
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The twelve public holidays of a year; two of them may fall on one day, and some on a weekend.

    Christmas Eve and New Year's Eve are no public holidays.

    >>> date(2026, 12, 25) in public_holidays(2026), date(2026, 12, 24) in public_holidays(2026)
    (True, False)
    """
    easter = easter_sunday(year)
    fixed = (date(year, month, day) for month, day in _FIXED)
    return frozenset((*fixed, *(easter + timedelta(days) for days in _DAYS_FROM_EASTER)))


def workday_from(day: date) -> date:
    """The day itself, or the next that is neither Saturday, Sunday nor public holiday.

    >>> workday_from(date(2026, 12, 25))
    datetime.date(2026, 12, 28)
    """
    while day.weekday() >= _SATURDAY or day in public_holidays(day.year):
        day += timedelta(1)
    return day
