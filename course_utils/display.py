"""How a short answer of the course looks: one card of labelled parts, HTML in a notebook and plain text elsewhere.

Both are made from the same parts, so that they cannot say different things. Words carry the outcome; the colour of
the edge and the sign only repeat it. Everything is escaped: values that learners return are shown, never rendered.
"""

from dataclasses import dataclass
from html import escape

# text on these edges is the theme's own; the edges are Okabe and Ito's colours, told apart by everybody
_LOOKS = {
    "passed": ("✔", "#009e73"),
    "not_yet": ("✘", "#d55e00"),
    "not_attempted": ("○", "#6e6e6e"),
    "check_failed": ("!", "#cc79a7"),
    "hint": ("?", "#0072b2"),
    "solution": ("=", "#0072b2"),
    "note": ("i", "#0072b2"),
}


@dataclass(frozen=True)
class Card:
    """A short message in labelled parts.

    Attributes
    ----------
    look : str
        "passed", "not_yet", "not_attempted", "check_failed", "hint", "solution" or "note".
    title : str
        One line that says the outcome by itself.
    parts : tuple of (str, str)
        Label and text; a label "Code" is set as code. Parts with an empty text are left out.
    """

    look: str
    title: str
    parts: tuple = ()

    def __str__(self):
        sign, _ = _LOOKS[self.look]
        lines = [f"{sign} {self.title}"]
        for label, text in self._said():
            first, *rest = text.splitlines() or [""]
            lines += [f"  {label}: {first}" if label != "Code" else f"      {first}"]
            lines += [f"      {line}" for line in rest]
        return "\n".join(lines)

    __repr__ = __str__

    def html(self):
        """The card as one HTML element that screen readers announce when it appears."""
        sign, colour = _LOOKS[self.look]
        rows = "".join(_row(label, text) for label, text in self._said())
        return (
            f'<div role="status" lang="en" style="border-left:6px solid {colour};padding:4px 12px;margin:4px 0;'
            f'max-width:60em;font-size:110%;line-height:1.45">'
            f'<div style="font-weight:bold"><span aria-hidden="true" style="color:{colour}">{sign}</span> '
            f"{escape(self.title)}</div>{rows}</div>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": self.html()}

    def _said(self):
        return [(label, text) for label, text in self.parts if text]


def _row(label, text):
    if label == "Code":
        return f'<pre style="margin:2px 0 2px 1em;white-space:pre-wrap">{escape(text)}</pre>'
    shown = "<br>".join(escape(line) for line in text.splitlines())
    return f'<div><span style="font-weight:600">{escape(label)}:</span> {shown}</div>'
