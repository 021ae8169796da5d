"""The office: its configuration, its files, and the main job run on them.

Everything an office writes is checked before anything is decided, and everything that is wrong is said at once.

>>> from tiltak.office import example_folder, load_office
>>> office = load_office(example_folder() / "office.toml")
>>> office.arena.name, len(office.partners)
('Talenthuset', 14)
"""

from tiltak.office.codes import WEEKDAYS, Language, PartnerRole, Service
from tiltak.office.exams import DAYS_AHEAD
from tiltak.office.files import (
    CASE_COLUMNS,
    EVENT_COLUMNS,
    PASSED_COLUMNS,
    read_cases,
    read_events,
    read_passed,
)
from tiltak.office.kit import example_folder, template_folder
from tiltak.office.load import load_office
from tiltak.office.model import (
    Arena,
    Assumption,
    Car,
    Office,
    Partner,
    ReportPeriod,
    School,
    StaffMember,
    Venue,
)
from tiltak.office.registers import REGISTERS_HOLD_FOR, counties, municipalities, nav_units, postcodes
from tiltak.office.run import Folder, OfficeRun, example_day, load_folder, run
from tiltak.office.study_files import StudyFile, study_files, sure_milestones

__all__ = [
    "CASE_COLUMNS",
    "DAYS_AHEAD",
    "EVENT_COLUMNS",
    "PASSED_COLUMNS",
    "REGISTERS_HOLD_FOR",
    "WEEKDAYS",
    "Arena",
    "Assumption",
    "Car",
    "Folder",
    "Language",
    "Office",
    "OfficeRun",
    "Partner",
    "PartnerRole",
    "ReportPeriod",
    "School",
    "Service",
    "StaffMember",
    "StudyFile",
    "Venue",
    "counties",
    "example_day",
    "example_folder",
    "load_folder",
    "load_office",
    "municipalities",
    "nav_units",
    "postcodes",
    "read_cases",
    "read_events",
    "read_passed",
    "run",
    "study_files",
    "sure_milestones",
    "template_folder",
]
