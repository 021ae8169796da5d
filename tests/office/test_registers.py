"""The registers that travel with the library."""

from tiltak.office.registers import (
    REGISTERS_HOLD_FOR,
    UnitState,
    closest_number,
    counties,
    municipalities,
    nav_units,
    postcodes,
)


def test_numbers_keep_their_leading_zeros():
    """Oslo is 0301, not 301."""
    assert municipalities()["0301"].name == "Oslo"
    assert all(len(number) == 4 for register in (municipalities(), nav_units(), postcodes()) for number in register)
    assert all(len(number) == 2 for number in counties())


def test_every_municipality_lies_in_a_county():
    """357 municipalities in 15 counties; the first two digits are the county's."""
    assert (len(municipalities()), len(counties())) == (357, 15)
    assert all(one.county in counties() and one.number[:2] == one.county for one in municipalities().values())


def test_the_written_form_is_one_of_three():
    """Bokmål, nynorsk, or no choice made."""
    assert {one.written_form for one in municipalities().values()} == {"nb", "nn", "neutral"}
    assert municipalities()["4020"].written_form == "nn"


def test_units_say_whether_they_are_open():
    """Closed ones keep their number, and test units are not among them."""
    assert nav_units()["0821"].state is UnitState.OPEN
    assert {unit.state for unit in nav_units().values()} == set(UnitState)
    assert not [unit for unit in nav_units().values() if "test" in unit.name.casefold()]
    assert all(unit.name.startswith("Avviklet") == (unit.state is UnitState.CLOSED) for unit in nav_units().values())


def test_postcodes_lie_in_municipalities_except_far_north():
    """Eight codes lie on Svalbard and Jan Mayen."""
    outside = [one.code for one in postcodes().values() if one.municipality not in municipalities()]
    assert len(outside) == 8


def test_each_register_says_what_it_holds_for():
    """None of them claims to be the register of today."""
    assert set(REGISTERS_HOLD_FOR) == {"municipalities", "counties", "nav_units", "postcodes"}


def test_a_name_or_a_slip_gives_the_number():
    """Names in any case, nearly right names, and nearly right numbers."""
    assert closest_number("midt-telemark", municipalities()) == "4020"
    assert closest_number("Mid-Telemark", municipalities()) == "4020"
    assert closest_number("402", municipalities()) is not None
    assert closest_number("qqqqqq", municipalities()) is None
