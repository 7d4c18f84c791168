"""A teacher's own pictures of digits, which judge the project of lesson 09."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from course_utils.lessons.lesson_09.exercises._handwriting import SIDE

CLASSES = tuple("0123456789")
FEWEST = 50  # pictures: with fewer, an accuracy says little; the ± of 50 is 14 points
MOST = 5000
PIXELS = 4096 * 4096  # of one picture, before it is made small
FAINT = 50  # gray values between the darkest and the brightest pixel of a picture that shows something


class HiddenError(Exception):
    """Raised when a folder's pictures cannot be used; the message is one sentence that says why and what to do."""


@dataclass(frozen=True, eq=False)
class Hidden:
    """A teacher's own pictures and their labels, by which the project is judged.

    Attributes
    ----------
    x : numpy.ndarray
        float32 of shape (n, 14, 14), from 0 (background) to 1 (ink).
    y : numpy.ndarray
        int64 of shape (n,), from 0 to 9.
    left_out : tuple of (str, str)
        A file below the folder that is not used, and why.
    """

    x: np.ndarray
    y: np.ndarray
    left_out: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        each = ", ".join(f"{digit}: {n}" for digit, n in enumerate(np.bincount(self.y, minlength=10)))
        half = 0.98 / np.sqrt(len(self.y))  # 1.96 sqrt(p (1 - p) / n) at its widest, p = 1/2
        return f"{len(self.y)} pictures ({each}); an accuracy on so many is known to within ±{half:.0%}"


def read(folder: Path) -> Hidden:
    """Read the pictures in the subfolders ``0`` to ``9`` of a folder, and shrink each to fit into 14 by 14 pixels.

    Parameters
    ----------
    folder : Path
        With a folder for each digit, in any format that Pillow reads. A picture should hold one digit that nearly
        fills it, dark on bright or bright on dark: what its border is like is taken for the background.

    Returns
    -------
    Hidden

    Raises
    ------
    HiddenError
        There is no such folder, a digit without a picture that can be read, or fewer than 50 pictures in all.
    """
    if not folder.is_dir():
        raise HiddenError(f"there is no folder {folder}; --hidden needs a folder with the folders 0 to 9 in it")
    x, y, left_out = [], [], []
    for label, name in enumerate(CLASSES):
        paths = sorted(path for path in (folder / name).rglob("*") if path.is_file() and path.name[0] != ".")
        for path in paths:
            try:
                x.append(_fitted(path))
                y.append(label)
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:  # what Pillow raises
                left_out.append((path.relative_to(folder).as_posix(), str(error).replace(str(path), "the file")))
        if label not in y:
            reasons = "".join(f"\n  {file}: {why}" for file, why in left_out[:5])
            raise HiddenError(f"{folder} has no picture of the digit {name}: put some into {folder / name}{reasons}")
        if len(y) > MOST:
            raise HiddenError(f"{folder} has more than {MOST:,} pictures; a few hundred are enough")
    if len(y) < FEWEST:
        raise HiddenError(f"{folder} has {len(y)} pictures; at least {FEWEST} are needed for an accuracy to mean much")
    return Hidden(np.stack(x), np.array(y), tuple(left_out))


def _fitted(path: Path) -> np.ndarray:
    """Return one picture as float32 (14, 14), from 0 for the background to 1 for the ink."""
    with Image.open(path) as file:
        if file.width * file.height > PIXELS:
            raise ValueError(f"it has {file.width} by {file.height} pixels, and at most {PIXELS:,} in all are read")
        image = file.convert("RGBA")
    gray = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("L")
    pixels = np.asarray(gray)
    lowest, highest = int(pixels.min()), int(pixels.max())
    if highest - lowest < FAINT:
        raise ValueError(f"it is nearly blank: its gray values go only from {lowest} to {highest}")
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    if np.median(border) > (lowest + highest) / 2:
        gray = ImageOps.invert(gray)
    small = ImageOps.pad(ImageOps.autocontrast(gray), (SIDE, SIDE), method=Image.Resampling.BOX, color=0)
    return np.asarray(small, "float32") / 255
