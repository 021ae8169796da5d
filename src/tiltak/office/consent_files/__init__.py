"""Reading `consents.csv`: who has agreed that what is told to whom, why and for how long.

>>> CONSENT_COLUMNS[:4]
('case_id', 'kind', 'giver', 'receivers')
"""

from tiltak.office.consent_files.reader import CONSENT_COLUMNS, read_consents

__all__ = ["CONSENT_COLUMNS", "read_consents"]
