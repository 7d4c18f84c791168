"""Slides of a lesson: one HTML file that needs no network.

sections.py cuts the lesson into screens, formulas.py makes MathML, notes.py what only the speaker sees, and deck.py
writes the file. The folder reveal/ has reveal.js 6.0.2 as npm distributes it, with its license, because no Python
package keeps a current version of it.
"""

from course_utils.tools.slides.deck import deck, write_deck
from course_utils.tools.slides.sections import SlidesError

__all__ = ["SlidesError", "deck", "write_deck"]
