"""What there is to learn and to sit: subjects, goals, what is passed, what is missing, and the terms of a year."""
