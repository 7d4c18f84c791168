"""JavaScript and CSS of the widgets, as the browser gets them."""

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"
_IMPORT = re.compile(r'^import .* from "\./shared\.js";\n', re.MULTILINE)


def script(name: str) -> str:
    """Return a widget's JavaScript as one module that imports nothing.

    A notebook hands each widget's code to the browser as text, and text has no neighbor to import from. So the
    shared functions of `shared.js` are put in front.

    Parameters
    ----------
    name : str
        A file of `static`, such as ``"radio.js"``.
    """
    shared, own = ((STATIC / file).read_text(encoding="utf-8") for file in ("shared.js", name))
    return shared + _IMPORT.sub("", own)
