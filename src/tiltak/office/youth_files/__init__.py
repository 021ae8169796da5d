"""What an office's files tell about following up: who takes part, what has happened, and what only people know."""

from tiltak.office.youth_files.contacts import CONTACT_COLUMNS, CONTACTS, contact_file
from tiltak.office.youth_files.participations import DayList, FollowedUp, day_list, followed_up

__all__ = ["CONTACTS", "CONTACT_COLUMNS", "DayList", "FollowedUp", "contact_file", "day_list", "followed_up"]
