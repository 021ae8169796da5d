"""When each exam is taken and what each week holds: the demands, the exact search, and the check of what it made."""
