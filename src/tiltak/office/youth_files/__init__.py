"""What an office's files tell about following up and presence, and what only people know."""

from tiltak.office.youth_files.contacts import CONTACT_COLUMNS, CONTACTS, contact_file
from tiltak.office.youth_files.participations import DayList, FollowedUp, day_list, followed_up
from tiltak.office.youth_files.presence import PRESENCE, PRESENCE_COLUMNS, ROUTE, PresenceList, presence_list

__all__ = [
    "CONTACTS",
    "CONTACT_COLUMNS",
    "PRESENCE",
    "PRESENCE_COLUMNS",
    "ROUTE",
    "DayList",
    "FollowedUp",
    "PresenceList",
    "contact_file",
    "day_list",
    "followed_up",
    "presence_list",
]
