"""Reading `pupils.csv`: what the school, the firm or the young person has told about pupils and apprentices.

>>> PUPIL_COLUMNS[-2:]
('observed_on', 'observed_by')
"""

from tiltak.office.school_files.reader import PUPIL_COLUMNS, Pupil, read_pupils

__all__ = ["PUPIL_COLUMNS", "Pupil", "read_pupils"]
