"""A canvas for a learner's ten digits, which are saved and framed like the data."""

import base64
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike
from PIL import Image

from course_utils.storage import keep, notices, now
from course_utils.widgets.assets import STATIC, script

Strokes: TypeAlias = Sequence[Sequence[Sequence[float]]]  # lines of points (x, y)

SIDE = 28  # pixels of what the network receives
BOX = 20  # pixels into which MNIST fits the ink; the rest is an empty frame
MIDDLE = 14  # the row and the column, from 0, to which MNIST moves the ink's centre of mass
PEN = 2.8  # pixels: the width of a line in the box; gives a drawing as much ink as the data sets have on average

# the sample in the still picture: a 3, from left to right and from top to bottom in [0, 1]
_SAMPLE = [
    [
        (0.3, 0.3),
        (0.4, 0.21),
        (0.55, 0.2),
        (0.66, 0.28),
        (0.66, 0.38),
        (0.57, 0.46),
        (0.46, 0.49),
        (0.6, 0.52),
        (0.69, 0.61),
        (0.68, 0.72),
        (0.57, 0.81),
        (0.42, 0.81),
        (0.3, 0.72),
    ]
]


@dataclass(frozen=True, eq=False, repr=False)
class MyDigits:
    """The learner's own digits, or validation images in their place.

    Attributes
    ----------
    images : numpy.ndarray
        uint8 of shape (n, 28, 28), framed like the data, from 0 (background) to 255 (full ink). One image for each
        digit that was drawn, or ten validation images if there are none.
    labels : numpy.ndarray
        int64 of shape (n,), rising.
    drawn : bool
        Whether the learner drew them.
    text : str
        Whose digits they are, which ones are missing, and what went wrong. It is also the `repr`.
    """

    images: np.ndarray
    labels: np.ndarray
    drawn: bool
    text: str

    def __repr__(self) -> str:
        return self.text


def my_digits() -> MyDigits:
    """Return the newest drawing of each digit that the learner has drawn with `draw_digits`.

    Returns
    -------
    MyDigits
        If there are no drawings, the first validation image of each class of `load_digits()`, with ``drawn=False``.
    """
    drawings, damaged = _load_drawings()
    if drawings:
        labels = np.array(sorted(drawings), dtype=np.int64)
        images = np.stack([drawings[label] for label in labels])
        missing = ", ".join(str(digit) for digit in range(10) if digit not in drawings)
        text = "Your own ten digits." if not missing else f"Your own digits. You haven't drawn these yet: {missing}."
    else:
        from course_utils.data import load_digits

        digits = load_digits()
        labels = np.unique(digits.y_val).astype(np.int64)
        images = np.stack([digits.x_val[digits.y_val == label][0] for label in labels])
        text = (
            "You haven't drawn any digits yet, so you see validation images. "
            "Draw your own with draw_digits() in lesson 00."
        )
    return MyDigits(images, labels, bool(drawings), _join(text, _damage_note(damaged), notices()))


def prepare_drawing(strokes: Strokes) -> np.ndarray:
    """Bring a drawing to the form in which the data sets have theirs.

    As in MNIST: the ink is scaled to fit a box of 20 by 20 pixels with its proportions kept, and the box is moved
    by whole pixels until the ink's centre of mass is in the middle of 28 by 28 pixels, without cutting any ink off.

    Parameters
    ----------
    strokes : sequence of sequence of (x, y)
        The lines that were drawn, each a sequence of points, x to the right and y down, in any unit. All are
        drawn with the same pen, however large the drawing is.

    Returns
    -------
    numpy.ndarray
        uint8 of shape (28, 28): 0 is background, 255 is full ink.

    Raises
    ------
    ValueError
        When nothing is drawn, or a stroke has another shape or numbers that are not finite.

    References
    ----------
    Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits (how the pictures were framed).
    """
    return np.rint(255 * _centre(_ink(strokes))).astype(np.uint8)


def draw_digits() -> "DrawingBoard":
    """Show a canvas for drawing and saving ten digits, next to the image that the network receives.

    Returns
    -------
    DrawingBoard
        Shows itself where it is the last expression of a cell.
    """
    return DrawingBoard()


def watch(answer: Callable[[np.ndarray], ArrayLike], class_names: Sequence[str] = "0123456789") -> "LiveBoard":
    """Show a canvas with the predictions of a network next to it, which change while you draw.

    Parameters
    ----------
    answer : callable
        ``answer(image)`` gets the image that the network receives, uint8 of shape (28, 28), and returns one
        probability for each class, shape (n,), which add up to 1.
    class_names : sequence of str
        The names of the n classes.

    Returns
    -------
    LiveBoard
        Shows itself where it is the last expression of a cell. Nothing drawn here is saved.

    Raises
    ------
    ValueError
        If `answer` returns something else. It is tried once with an empty image.
    """
    return LiveBoard(answer, class_names)


def _ink(strokes: Strokes) -> np.ndarray:
    """Paint strokes into the smallest picture that holds them, float in [0, 1], at most BOX on a side."""
    lines = [np.asarray(stroke, dtype=float) for stroke in strokes if len(stroke)]
    if not lines:
        raise ValueError("The canvas is still empty. Draw at least one line first.")
    for line in lines:
        if line.ndim != 2 or line.shape[1] != 2 or not np.isfinite(line).all():
            raise ValueError(f"a stroke is a sequence of (x, y) points, finite numbers; got shape {line.shape}")
    points = np.concatenate(lines)
    extent = np.ptp(points, axis=0)
    scale = (BOX - PEN) / extent.max() if extent.max() > 0 else 1.0  # a single dot stays a dot
    width, height = np.ceil(extent * scale + PEN).astype(int)
    offset = (np.array([width, height]) - extent * scale) / 2 - points.min(axis=0) * scale
    return _paint([line * scale + offset for line in lines], (height, width), PEN)


def _paint(lines: Sequence[np.ndarray], shape: tuple[int, int], pen: float) -> np.ndarray:
    """Return the ink in [0, 1] of every pixel: full nearer to a line than half the pen, none one pixel further away."""
    rows, columns = np.indices(shape) + 0.5
    pixels = np.stack([columns, rows], axis=-1).reshape(-1, 1, 2)
    distance = np.full(len(pixels), np.inf)
    for line in lines:
        start, end = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
        along = end - start
        length = np.maximum((along**2).sum(-1), 1e-12)  # a point twice is a line of no length
        part = np.clip(((pixels - start) * along).sum(-1) / length, 0, 1)
        nearest = start + part[..., None] * along  # (pixels, segments, 2)
        distance = np.minimum(distance, np.linalg.norm(pixels - nearest, axis=-1).min(axis=1))
    return np.clip(pen / 2 + 0.5 - distance, 0, 1).reshape(shape)


def _centre(ink: np.ndarray) -> np.ndarray:
    """Frame the ink in 28 by 28, its centre of mass as near to the middle as whole pixels allow."""
    framed = np.zeros((SIDE, SIDE))
    place = []
    for axis, length in enumerate(ink.shape):
        mass = ink.sum(axis=1 - axis)
        middle = mass @ np.arange(length) / mass.sum()
        place.append(int(np.clip(round(MIDDLE - middle), 0, SIDE - length)))
    top, left = place
    framed[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return framed


def _save_drawing(label: int, image: np.ndarray, strokes: Strokes) -> None:
    raw = json.dumps({"strokes": strokes}).encode()
    row = (label, image.tobytes(), raw, now())
    keep(lambda db: db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, ?, ?, ?)", row))


def _load_drawings() -> tuple[dict[int, np.ndarray], int]:
    """Return the newest sound drawing of each digit, and how many of the kept ones cannot be used."""
    rows = keep(lambda db: db.execute("SELECT label, image FROM drawings ORDER BY id").fetchall())
    drawings: dict[int, np.ndarray] = {}
    damaged = 0
    for label, image in rows:
        if label in range(10) and isinstance(image, bytes) and len(image) == SIDE * SIDE and any(image):
            drawings[int(label)] = np.frombuffer(image, dtype=np.uint8).reshape(SIDE, SIDE)
        else:
            damaged += 1
    return drawings, damaged


def _join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _damage_note(damaged: int) -> str:
    if not damaged:
        return ""
    subject = "One saved drawing is" if damaged == 1 else f"{damaged} saved drawings are"
    return f"{subject} damaged and cannot be used. Draw the digit again if it is missing."


def _png(image: np.ndarray) -> str:
    """Return a grey picture, uint8, as a data address."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def _still_picture(drawings: Mapping[int, np.ndarray], note: str = "") -> str:
    """Return the board as HTML for where no kernel runs: a sample, what comes of it, the kept drawings, a note."""
    large = [np.array(line) * 140 for line in _SAMPLE]
    drawn = np.rint(255 * _paint(large, (140, 140), 12)).astype(np.uint8)

    def figure(image: np.ndarray, alt: str, caption: str, side: int) -> str:
        style = f"width:{side}px;height:{side}px;image-rendering:pixelated;border:1px solid #8c8c8c"
        return (
            f'<figure style="display:inline-block;margin:4px 16px 4px 0">'
            f'<img src="{_png(image)}" alt="{escape(alt)}" style="{style}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )

    digits = "".join(figure(drawings[digit], f"your {digit}", str(digit), 48) for digit in sorted(drawings))
    return (
        '<div lang="en">'
        + figure(drawn, "a canvas with a 3 drawn in white on black", "You draw with the mouse, a finger or keys …", 140)
        + figure(
            prepare_drawing(_SAMPLE),
            "the same 3 in the middle of 28 by 28 coarse pixels",
            "… and the network receives this.",
            140,
        )
        + (f"<p>Saved so far:</p>{digits}" if drawings else "")
        + (f"<p>{escape(note)}</p>" if note else "")
        + "<p>This is a picture of the canvas. Run the cell to draw.</p></div>"
    )


_NOTHING = np.zeros((SIDE, SIDE), dtype=np.uint8)


class DrawingBoard(anywidget.AnyWidget):
    """A canvas, a choice of ten digits, and the picture that the network receives.

    The browser draws. It hands over the strokes whenever the pen is lifted, and once more to have them kept.

    Attributes
    ----------
    label : int
        The digit that is drawn now.
    strokes : list of list of (x, y)
        What is on the canvas, from the left and from the top, in [0, 1].
    received, received_alt : str
        What the network would receive of it: a picture as a data address, and the same in words.
    kept : list of str
        For each digit the picture that is kept, or an empty text.
    said : str
        What happened last; read aloud when it changes.
    """

    _esm = script("drawing.js")
    _css = STATIC / "drawing.css"
    label = traitlets.Int(0, min=0, max=9).tag(sync=True)
    strokes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    received = traitlets.Unicode().tag(sync=True)
    received_alt = traitlets.Unicode().tag(sync=True)
    kept = traitlets.List(traitlets.Unicode()).tag(sync=True)
    class_names = traitlets.List(traitlets.Unicode()).tag(sync=True)  # of a network that answers; none here
    answers = traitlets.List(traitlets.Float()).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        drawings, damaged = _load_drawings()
        self._drawn_digits = set(drawings)
        super().__init__(
            label=self._next(0),
            kept=[_png(drawings[digit]) if digit in drawings else "" for digit in range(10)],
            said=_join(_damage_note(damaged), notices(), self._advice(0)),
        )
        self._still = _still_picture(drawings)
        self._receive()
        self.on_msg(self._save_from_browser)

    def save(self, label: int, strokes: Strokes) -> None:
        """Keep a drawing as this digit, and go on to the next one.

        Parameters
        ----------
        label : int
        strokes : list of list of (x, y)
            Where there is none, this is said and nothing is kept.
        """
        try:
            image = prepare_drawing(strokes)
        except ValueError as error:
            self._announce(str(error))
            return
        _save_drawing(label, image, strokes)
        self._drawn_digits.add(label)
        self.kept = [*self.kept[:label], _png(image), *self.kept[label + 1 :]]
        self.label = self._next(label)
        self._announce(_join(f"Your {label} is saved.", self._advice(label), notices()))

    def _save_from_browser(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        self.save(content["label"], content["save"])

    @traitlets.observe("strokes")
    def _on_strokes(self, _: Any) -> None:
        self._receive()

    def _receive(self) -> None:
        if not self.strokes:
            self.received_alt = "nothing yet: 28 by 28 black pixels"
            self.received = _png(_NOTHING)
            return
        image = prepare_drawing(self.strokes)
        height, width = (int(np.ptp(np.flatnonzero(image.any(axis=axis)))) + 1 for axis in (1, 0))
        self.received_alt = f"your drawing in 28 by 28 pixels; its lines fill {width} columns and {height} rows"
        self.received = _png(image)

    def _announce(self, text: str) -> None:
        self.said = ""  # the same sentence twice is said twice
        self.said = text

    def _next(self, digit: int) -> int:
        """Return the first digit from this one on that is not drawn yet; the same where all are."""
        return next((d % 10 for d in range(digit, digit + 10) if d % 10 not in self._drawn_digits), digit)

    def _advice(self, digit: int) -> str:
        if len(self._drawn_digits) == 10:
            return "All ten digits are saved. To replace one of them, choose it and draw it again."
        return f"Now draw your {self._next(digit)}."

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**kwargs)
        assert bundle is not None  # only a widget without a view has none
        data, metadata = bundle
        return {**data, "text/plain": "A canvas to draw ten digits on.", "text/html": self._still}, metadata


class LiveBoard(DrawingBoard):
    """A canvas, what a network receives of the drawing, and what it answers.

    Attributes
    ----------
    class_names : list of str
    answers : list of float
        The probability of each class; empty while nothing is drawn.
    """

    def __init__(self, answer: Callable[[np.ndarray], ArrayLike], class_names: Sequence[str]) -> None:
        self._answer, names = answer, [str(name) for name in class_names]
        self._probabilities(_NOTHING, len(names))
        super().__init__()
        self.class_names = names
        self._still = _still_picture({}, "While you draw, a bar for each class shows its probability.")
        self._announce("Draw a digit, and the network predicts its class at once.")

    def _receive(self) -> None:
        super()._receive()
        if not self.strokes:
            self.answers = []
            self._announce("The canvas is empty.")
            return
        self.answers = self._probabilities(prepare_drawing(self.strokes), len(self.class_names)).tolist()
        best = int(np.argmax(self.answers))
        self._announce(f"The network predicts {self.class_names[best]} (confidence {self.answers[best]:.0%}).")

    def _probabilities(self, image: np.ndarray, n: int) -> np.ndarray:
        shares = np.asarray(self._answer(image.copy()), dtype=float)
        if shares.shape != (n,) or not (shares >= 0).all() or not abs(shares.sum() - 1) < 0.01:
            raise ValueError(
                f"answer must return {n} probabilities, from 0 to 1, that add up to 1, as an array of shape ({n},); "
                f"got shape {shares.shape}, {shares.ravel()[:5].tolist()}"
            )
        return shares

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": "A canvas to draw on, with the predictions of a network next to it."}, metadata
