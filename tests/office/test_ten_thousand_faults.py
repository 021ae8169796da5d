"""However much is wrong, each fault has its line."""

import pytest

from tiltak.faults import FaultKind
from tiltak.office import read_cases, read_events, read_passed

ROWS = 10_000


@pytest.mark.parametrize(
    ("reader", "header", "row", "kind"),
    [
        (
            read_passed,
            "case_id,code,grade,passed_on",
            "MT-001,ZZ{number:05},4,",
            FaultKind.UNKNOWN_CODE,
        ),
        (
            read_cases,
            "case_id,born,channel,referred_on,goal",
            "MT-{number},2000-01-01,SELV,2026-01-01,GSK_{number:05}",
            FaultKind.UNKNOWN_CODE,
        ),
        (
            read_events,
            "case_id,kind,on",
            "MT-1,OPPSTART,2026-02-30",
            FaultKind.NO_SUCH_DATE,
        ),
        (
            read_cases,
            "case_id,born,channel,referred_on",
            "{number:011},2000-01-01,SELV,2026-01-01",
            FaultKind.PERSONAL_NUMBER,
        ),
    ],
)
def test_ten_thousand_wrong_rows_are_ten_thousand_faults(write, faults, reader, header, row, kind):  # noqa: PLR0917 - a case of the table above
    """Each wrong in its own way, so that nothing can be remembered from the row before."""
    path = write("file.csv", header, *(row.format(number=number) for number in range(ROWS)))
    found = faults(reader, path)
    lines = [str(fault) for fault in found]
    assert [fault.kind for fault in found] == [kind] * ROWS
    assert [fault.row for fault in found] == list(range(2, ROWS + 2))
    assert not [line for line in lines if "\n" in line]
