"""One module for each page: the library's objects on one side, plain dictionaries for the template on the other.

A view reads objects and says nothing of its own: every word comes from `Words`. When a name in another room changes,
one line in one view changes with it.
"""
