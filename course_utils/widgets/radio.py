"""A question with a few options, for mouse, keyboard and screen reader alike.

The radio buttons of ipywidgets are no group for a browser: the arrow keys leave them and move the notebook's
cursor, no screen reader says the question, and an option of two lines covers the next one. So this widget
draws the page's own radio buttons.
"""

import anywidget
import traitlets

from course_utils.widgets.assets import STATIC, script


class Radio(anywidget.AnyWidget):
    """One question with options of which one can be chosen.

    Attributes
    ----------
    question : str
    options : list of str
    chosen : int or None
        Index of the chosen option; None while there is none.
    said : str
        A line below the options, read aloud when it changes.
    """

    _esm = script("radio.js")
    _css = STATIC / "radio.css"
    question = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.Int(None, allow_none=True).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
