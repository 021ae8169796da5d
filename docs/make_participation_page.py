"""Write the diagrams and tables of the page on participation from the one table of states and changes.

What is written is checked in, and a test compares: when a row of the table or its words change, run this and look at
the difference before you commit it.
"""

import sys
from pathlib import Path

from tiltak.programme.participation.diagram import with_generated_part
from tiltak.render.words import Words

PAGE = Path(__file__).parent / "en" / "participation.md"


def main() -> int:
    """Make the part between the marks anew."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_generated_part(page, Words("en").text), encoding="utf-8", newline="\n")
    print("docs/en/participation.md: made from the table")
    return 0


if __name__ == "__main__":
    sys.exit(main())
