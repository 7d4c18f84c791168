"""How is a text that a learner chose shown and used as a folder's name, so that it can harm neither?

Names of people and files come from strangers: they may hold line ends, signs that turn the direction of a text, the way
out of a folder, a name that Windows keeps for itself, or three hundred letters.
"""

import hashlib
import re
import unicodedata

LONGEST_TEXT = 200  # characters of a name as it is shown
LONGEST_FOLDER = 60  # characters: 240 bytes at most, where file systems allow 255

# what Windows keeps for devices, whatever follows the first dot, and what we put beside the folders ourselves
_KEPT = {"con", "prn", "aux", "nul", "conin$", "conout$", "reports", "secret"}
_KEPT |= {f"{device}{number}" for device in ("com", "lpt") for number in (*range(10), "¹", "²", "³")}


def clean(text, longest=LONGEST_TEXT):
    """A text without what cannot be seen or turns other text around, in one line.

    Parameters
    ----------
    text : str
    longest : int
        Characters to keep; at least 1.

    Returns
    -------
    str
        Every control character, sign of direction and half of a character is a "\N{REPLACEMENT CHARACTER}", every
        space a plain one; cut with "…". May be empty.
    """
    text = unicodedata.normalize("NFC", text[: 4 * longest])
    shown = []
    for character in text:
        kind = unicodedata.category(character)
        if kind in ("Zs", "Zl", "Zp") or character in "\t\r\n":
            shown.append(" ")
        else:
            # of the invisible signs, some scripts cannot be written without these two joiners
            bad = kind in ("Cc", "Cs", "Co", "Cn") or (kind == "Cf" and character not in "\u200c\u200d")
            shown.append("\N{REPLACEMENT CHARACTER}" if bad else character)
    text = " ".join("".join(shown).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def folders(names):
    """A folder's name for each of these names, on every system; no two of them are one folder anywhere.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    dict of str to str
        From each different name to letters, digits, "-", "_" and "."; at most 60 characters. A name that had to
        change, beyond a space that became "_", ends in eight characters made from all of it.
    """
    wanted = {name: _plain(name) for name in names}
    taken = {}
    for name, folder in wanted.items():
        taken.setdefault(folder.casefold(), []).append(name)
    chosen = {}
    for name, folder in wanted.items():
        changed = folder != name.replace(" ", "_")
        chosen[name] = _marked(name, folder) if changed or len(taken[folder.casefold()]) > 1 else folder
    return chosen


def _plain(name):
    """The letters, digits and few signs of a name that every file system takes."""
    name = unicodedata.normalize("NFC", name)
    kept = re.sub(r"[^\w.-]+", "_", name.replace(" ", "_"))
    kept = kept.lstrip(".-").rstrip(".")[:LONGEST_FOLDER].rstrip(".")
    return f"_{kept}" if kept.split(".")[0].casefold() in _KEPT or kept in ("", "_") else kept


def _marked(name, folder):
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{folder[: LONGEST_FOLDER - 9].rstrip('.')}-{digest}"
