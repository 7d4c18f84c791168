"""Names that a stranger chose, made safe to show and to use as the name of a folder.

The names of people and files may contain line ends, characters that reverse the direction of a text, a path out of a
folder, a name that Windows reserves, or three hundred letters.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

LONGEST_TEXT = 200  # characters of a name as it is shown
LONGEST_FOLDER = 60  # characters: 240 bytes at most, where file systems allow 255

# controls, signs of direction and other invisible ones, halves of characters, private ones; not the two joiners that
# some scripts cannot be written without, and not tabs and line ends
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ue000-\uf8ff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)

# what Windows keeps for devices, whatever follows the first dot, and what we put beside the folders ourselves
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$", "reports", "secret", "grades", "summary", "class"}
_RESERVED |= {"errors", "not-in-this-run", "moodle", "canvas"}
_RESERVED |= {f"{device}{number}" for device in ("com", "lpt") for number in (*range(10), "¹", "²", "³")}


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text in one line, without what cannot be seen or reverses other text.

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
    text = " ".join(visible(text[: 4 * longest]).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def visible(text: str) -> str:
    """Return a text of many lines with "\N{REPLACEMENT CHARACTER}" for what cannot be seen or reverses other text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text))


def folders(names: Iterable[str]) -> dict[str, str]:
    """Return the `folder` of each name."""
    return {name: folder(name) for name in names}


def folder(name: str) -> str:
    """Return the name of a folder for a name, valid on every system, which depends on this name alone.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
        Letters, digits, "-", "_" and "."; at most 60 characters. A name of lower-case letters and digits stays as it
        is. Any other name ends in twelve characters that are made from all of it, because "Ada", "ada" and "ada."
        can be the same folder on some systems.
    """
    plain = _plain(name)
    if plain == name == name.casefold() and not re.search(r"-[0-9a-f]{12}$", name):
        return plain
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{plain[: LONGEST_FOLDER - 13].rstrip('.')}-{digest}"


def _plain(name: str) -> str:
    """Return the letters, digits and few signs of a name that every file system takes."""
    name = unicodedata.normalize("NFC", name)
    plain = re.sub(r"[^\w.-]+", "_", name)
    plain = plain.lstrip(".-").rstrip(".")[:LONGEST_FOLDER].rstrip(".")
    return f"_{plain}" if plain.split(".")[0].casefold() in _RESERVED or plain in ("", "_") else plain
