"""The clinic's case cards, made into one page that can be printed.

The words are in cards.toml, the runs that are drawn in patients.py, the form in page.html.
"""

from course_utils.tools.casecards.render import FILE, cards, page

__all__ = ["FILE", "cards", "page"]
