"""JavaScript and CSS of the widgets, as the browser gets them."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"
_IMPORT = 'import { shareKeys } from "./keys.js";\n'


def script(name: str) -> str:
    """Return a widget's JavaScript as one module that imports nothing.

    A notebook hands each widget's code to the browser as text, and text has no neighbor to import from. So the
    shared functions of `keys.js` are put in front.

    Parameters
    ----------
    name : str
        A file of `static`, such as ``"radio.js"``.
    """
    keys, own = ((STATIC / file).read_text(encoding="utf-8") for file in ("keys.js", name))
    return keys + own.replace(_IMPORT, "")
