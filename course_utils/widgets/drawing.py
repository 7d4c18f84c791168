"""How does a learner draw ten digits, what does a network receive of them, and where do they stay?"""

import base64
import io
import json
from dataclasses import dataclass
from html import escape

import anywidget
import numpy as np
import traitlets
from PIL import Image

from course_utils.storage import keep, notices, now
from course_utils.widgets.keys import KEYS

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
    """The learner's own digits, or test pictures that stand in for them.

    Attributes
    ----------
    images : numpy.ndarray
        uint8 of shape (n, 28, 28), framed like the data: 0 is background, 255 is full ink. One picture for each
        digit that was drawn; ten stand-ins where none was.
    labels : numpy.ndarray
        int64 of shape (n,), rising.
    drawn : bool
        Whether the learner drew them.
    text : str
        In words: whose they are, which are missing, and what went wrong on the way. It is also the `repr`.
    """

    images: np.ndarray
    labels: np.ndarray
    drawn: bool
    text: str

    def __repr__(self):
        return self.text


def my_digits():
    """The digits that the learner has drawn with `draw_digits`, the newest of each.

    Returns
    -------
    MyDigits
        Where none is kept, the first test picture of each class of `load_digits()`, with ``drawn=False``.
    """
    kept, damaged = _kept()
    if kept:
        labels = np.array(sorted(kept), dtype=np.int64)
        images = np.stack([kept[label] for label in labels])
        missing = ", ".join(str(digit) for digit in range(10) if digit not in kept)
        text = "Your own ten digits." if not missing else f"Your own digits; not drawn yet: {missing}."
    else:
        from course_utils.data import load_digits

        digits = load_digits()
        labels = np.unique(digits.y_test).astype(np.int64)
        images = np.stack([digits.x_test[digits.y_test == label][0] for label in labels])
        text = "You have not drawn any digits yet: test pictures stand in. Draw yours with draw_digits()."
    return MyDigits(images, labels, bool(kept), " ".join(filter(None, [text, _told(damaged), notices()])))


def prepare_drawing(strokes):
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
    return np.rint(255 * _centred(_ink(strokes))).astype(np.uint8)


def draw_digits():
    """Show the canvas on which ten digits are drawn and kept, with what the network receives beside it.

    Returns
    -------
    DrawingBoard
        Shows itself where it is the last expression of a cell.
    """
    return DrawingBoard()


def watch(answer, class_names="0123456789"):
    """Show the canvas with a network's answer beside it, renewed while one draws.

    Parameters
    ----------
    answer : callable
        ``answer(image)`` for what the network receives, uint8 of shape (28, 28); returns one probability for each
        class, shape (n,), adding up to 1.
    class_names : sequence of str
        What the n classes are called.

    Returns
    -------
    LiveBoard
        Shows itself where it is the last expression of a cell. Nothing drawn here is kept.

    Raises
    ------
    ValueError
        When `answer` returns something else; it is tried once with an empty picture.
    """
    return LiveBoard(answer, class_names)


def _ink(strokes):
    """Strokes painted into the smallest picture that holds them, float in [0, 1], at most BOX on a side."""
    lines = [np.asarray(stroke, dtype=float) for stroke in strokes if len(stroke)]
    if not lines:
        raise ValueError("There is nothing to see yet: draw at least one line first.")
    for line in lines:
        if line.ndim != 2 or line.shape[1] != 2 or not np.isfinite(line).all():
            raise ValueError(f"a stroke is a sequence of (x, y) points, finite numbers; got shape {line.shape}")
    points = np.concatenate(lines)
    extent = np.ptp(points, axis=0)
    scale = (BOX - PEN) / extent.max() if extent.max() > 0 else 1.0  # a single dot stays a dot
    width, height = np.ceil(extent * scale + PEN).astype(int)
    offset = (np.array([width, height]) - extent * scale) / 2 - points.min(axis=0) * scale
    return _painted([line * scale + offset for line in lines], (height, width), PEN)


def _painted(lines, shape, pen):
    """Ink in [0, 1] of every pixel: full nearer to a line than half the pen, none one pixel further away."""
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


def _centred(ink):
    """The ink in a frame of 28 by 28, its centre of mass as near to the middle as whole pixels allow."""
    framed = np.zeros((SIDE, SIDE))
    place = []
    for axis, length in enumerate(ink.shape):
        mass = ink.sum(axis=1 - axis)
        middle = mass @ np.arange(length) / mass.sum()
        place.append(int(np.clip(round(MIDDLE - middle), 0, SIDE - length)))
    top, left = place
    framed[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return framed


def _keep(label, image, strokes):
    raw = json.dumps({"strokes": strokes}).encode()
    row = (label, image.tobytes(), raw, now())
    keep(lambda db: db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, ?, ?, ?)", row))


def _kept():
    """The newest sound drawing of each digit, and how many of the kept ones cannot be used."""
    rows = keep(lambda db: db.execute("SELECT label, image FROM drawings ORDER BY id").fetchall())
    drawings, damaged = {}, 0
    for label, image in rows:
        if label in range(10) and isinstance(image, bytes) and len(image) == SIDE * SIDE and any(image):
            drawings[int(label)] = np.frombuffer(image, dtype=np.uint8).reshape(SIDE, SIDE)
        else:
            damaged += 1
    return drawings, damaged


def _told(damaged):
    if not damaged:
        return ""
    them = "One kept drawing is" if damaged == 1 else f"{damaged} kept drawings are"
    return f"{them} damaged and left out; draw the digit again if it is missing."


def _png(image):
    """A grey picture, uint8, as a data address."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def _still(kept, said=""):
    """The board as a picture for where no kernel runs: a sample drawing, what comes of it, and what is kept or said."""
    large = [np.array(line) * 140 for line in _SAMPLE]
    drawn = np.rint(255 * _painted(large, (140, 140), 12)).astype(np.uint8)

    def figure(image, alt, caption, side):
        style = f"width:{side}px;height:{side}px;image-rendering:pixelated;border:1px solid #8c8c8c"
        return (
            f'<figure style="display:inline-block;margin:4px 16px 4px 0">'
            f'<img src="{_png(image)}" alt="{escape(alt)}" style="{style}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )

    digits = "".join(figure(kept[k], f"your {k}", str(k), 48) for k in sorted(kept))
    return (
        '<div lang="en">'
        + figure(drawn, "a canvas with a 3 drawn in white on black", "You draw, with mouse, finger or keys …", 140)
        + figure(
            prepare_drawing(_SAMPLE),
            "the same 3 in the middle of 28 by 28 coarse pixels",
            "… and the network receives this.",
            140,
        )
        + (f"<p>Kept so far:</p>{digits}" if kept else "")
        + (f"<p>{escape(said)}</p>" if said else "")
        + "<p>This is a picture of the canvas. Run the cell to draw.</p></div>"
    )


_ESM = """
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const SIDE = 480;    // canvas pixels, shown at half the size
const PEN = 0.085;   // width of a line, as a share of the side
const STEPS = 16;    // of the pen from edge to edge, by keyboard
let boards = 0;

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  const id = `course-drawing-${Date.now()}-${boards++}`;
  const choices = DIGITS.map((digit) => {
    const button = make("input", { type: "radio", name: id, value: digit });
    const picture = make("img", {});
    const label = make("label", {}, picture, button, make("span", {}, String(digit)));
    button.addEventListener("change", () => { model.set("label", digit); model.save_changes(); });
    return { button, picture, label };
  });
  const canvas = make("canvas", {
    width: SIDE, height: SIDE, tabindex: 0, role: "application", "aria-describedby": `${id}-help`,
    "aria-label": "Canvas to draw a digit on",
  });
  const received = make("img", { class: "course-received" });
  const save = make("button", { type: "button" });
  const clear = make("button", { type: "button" }, "Clear");
  const said = make("p", { role: "status" });
  const help = make("p", { id: `${id}-help` },
    "Draw with mouse, pen or finger. By keyboard: on the canvas, the arrow keys move the pen; Space begins a "
    + "line, and each further Space draws it on to where the pen is; Enter lifts the pen; Backspace takes back "
    + "the last piece.");
  const live = model.get("class_names").length > 0;     // a network answers; nothing is kept
  const bars = make("figure", { class: "course-answers" }, make("figcaption", {}, "What it answers"));
  const rows = model.get("class_names").map((name) => {
    const filled = make("span", { class: "course-filled" }), share = make("span", { class: "course-share" });
    bars.append(make("div", { "aria-hidden": "true" }, make("span", { class: "course-name" }, name),
      make("span", { class: "course-bar" }, filled), share));
    return { filled, share };
  });
  const board = make("div", { class: "course-drawing", lang: "en" },
    ...(live ? [] : [make("fieldset", {}, make("legend", {}, "Which digit do you draw?"),
      ...choices.map((choice) => choice.label))]),
    make("div", { class: "course-row" },
      make("figure", {}, make("figcaption", {}, "Draw here"), canvas),
      make("figure", {}, make("figcaption", {}, "What the network receives"), received),
      ...(live ? [bars] : []),
      make("div", { class: "course-buttons" }, ...(live ? [clear] : [save, clear]))),
    said, help);

  for (const element of [canvas, ...choices.map((choice) => choice.button)]) keep_keys(element);

  const ink = canvas.getContext("2d");
  let strokes = [], stroke = null;        // finished lines, and the one being drawn; points in [0, 1]
  let pen = [STEPS / 2, STEPS / 2];       // by keyboard, in steps
  let by_keys = false;
  let asked = 0;                          // a timer: the kernel is told soon

  const at = () => [pen[0] / STEPS, pen[1] / STEPS];

  function trace(points, width, colour, dashes = []) {
    if (!points.length) return;
    ink.strokeStyle = colour; ink.lineWidth = width; ink.lineCap = ink.lineJoin = "round"; ink.setLineDash(dashes);
    ink.beginPath();
    points.forEach(([x, y], i) => (i ? ink.lineTo(x * SIDE, y * SIDE) : ink.moveTo(x * SIDE, y * SIDE)));
    if (points.length === 1) ink.lineTo(points[0][0] * SIDE, points[0][1] * SIDE);
    ink.stroke();
  }

  function paint() {
    ink.fillStyle = "#000"; ink.fillRect(0, 0, SIDE, SIDE);
    for (const line of strokes) trace(line, PEN * SIDE, "#fff");
    if (stroke) trace(stroke, PEN * SIDE, "#fff");
    if (document.activeElement !== canvas || !by_keys) return;
    if (stroke) trace([stroke[stroke.length - 1], at()], 6, "#56b4e9", [12, 12]);
    const [x, y] = at();
    for (const arm of [[[x - 0.05, y], [x + 0.05, y]], [[x, y - 0.05], [x, y + 0.05]]]) {
      trace(arm, 10, "#000"); trace(arm, 5, "#e69f00");
    }
  }

  function tell() {                       // the kernel gets what is drawn, an unfinished line included
    const all = stroke ? [...strokes, stroke] : strokes;
    model.set("strokes", all.map((line) => line.map((point) => point.map((value) => Math.round(value * 1000) / 1000))));
    model.save_changes();
  }

  function lift() {
    if (!stroke) return;
    strokes = [...strokes, stroke]; stroke = null;
    tell(); paint();
  }

  // mouse, pen and finger
  function point(event) {
    const frame = canvas.getBoundingClientRect();
    const share = (value, low, size) => Math.min(1, Math.max(0, (value - low) / size));
    return [share(event.clientX, frame.left, frame.width), share(event.clientY, frame.top, frame.height)];
  }
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    lift();
    by_keys = false;
    stroke = [point(event)];
    canvas.setPointerCapture(event.pointerId);
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke || by_keys || !event.isPrimary) return;
    const path = event.getCoalescedEvents?.() ?? [];       // what happened since the last frame
    const before = stroke.length - 1;
    for (const step of path.length ? path : [event]) {
      const [x, y] = point(step), [from_x, from_y] = stroke[stroke.length - 1];
      if (Math.hypot(x - from_x, y - from_y) > 0.01) stroke.push([x, y]);
    }
    trace(stroke.slice(before), PEN * SIDE, "#fff");
    if (live && !asked) asked = setTimeout(() => { asked = 0; tell(); }, 150);    // the answer follows the pen
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => { if (event.isPrimary && !by_keys) lift(); });
  }

  // keyboard
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const place = () => `column ${pen[0] + 1}, row ${pen[1] + 1} of ${STEPS + 1}`;
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (!move && ![" ", "Enter", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    if (stroke && !by_keys) return;       // the mouse is drawing
    by_keys = true;
    if (move) {
      pen = pen.map((value, axis) => Math.min(STEPS, Math.max(0, value + move[axis])));
      say(`Pen at ${place()}${stroke ? ", drawing" : ""}.`);
    } else if (event.key === " ") {
      stroke = [...(stroke ?? []), at()];
      say(stroke.length > 1 ? `Line to ${place()}.` : `A line begins at ${place()}.`);
      tell();
    } else if (event.key === "Enter") {
      say(stroke ? "Pen lifted." : "The pen is up. Space begins a line.");
      lift();
    } else {
      if (stroke) stroke = stroke.length > 1 ? stroke.slice(0, -1) : null;
      else strokes = strokes.slice(0, -1);
      say("Taken back.");
      tell();
    }
    paint();
  });
  canvas.addEventListener("focus", () => {
    if (stroke || !canvas.matches(":focus-visible")) return;
    by_keys = true;
    say(`Pen at ${place()}.`);
    paint();
  });
  canvas.addEventListener("blur", () => {
    if (!by_keys) return;
    lift();
    by_keys = false;
    paint();
  });
  leave_on_escape(board, el);

  function say(text) { said.textContent = text; }
  function empty() { strokes = []; stroke = null; tell(); paint(); }
  save.addEventListener("click", () => {
    lift(); say("Saving …");              // the answer comes when the kernel is free; the canvas is free at once
    model.send({ save: model.get("strokes"), label: model.get("label") });
    empty();
  });
  clear.addEventListener("click", () => { empty(); say("Cleared."); });

  function show() {
    const label = model.get("label"), kept = model.get("kept");
    choices.forEach(({ button, picture }, digit) => {
      button.checked = digit === label;
      picture.hidden = !kept[digit];
      if (kept[digit]) { picture.src = kept[digit]; picture.alt = "drawn:"; }
    });
    save.textContent = `Save as ${label}`;
  }
  function show_received() {
    received.src = model.get("received");
    received.alt = model.get("received_alt");
  }
  function show_answers() {
    const shares = model.get("answers"), top = Math.max(...shares);
    rows.forEach(({ filled, share }, k) => {
      const value = shares[k] ?? 0;
      filled.style.width = `${100 * value}%`;
      filled.classList.toggle("course-top", value > 0 && value === top);
      share.textContent = shares.length ? `${Math.round(100 * value)} %` : "";
    });
  }
  const told = () => say(model.get("said"));
  model.on("change:answers", show_answers);
  model.on("change:label", show); model.on("change:kept", show);
  model.on("change:received", show_received); model.on("change:said", told);
  strokes = model.get("strokes");
  show(); show_received(); show_answers(); told(); paint();
  el.append(board);
}

export default { render };
"""

_CSS = """
.course-drawing {
  color: var(--jp-content-font-color1, inherit);
  font-family: var(--jp-content-font-family, inherit);
  font-size: calc(1.1 * var(--jp-content-font-size1, 14px));
  line-height: 1.45;
  max-width: 60em;
  padding: 2px;
}
.course-drawing fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px; min-width: 0; }
.course-drawing legend { font-weight: bold; padding: 0 0 4px; }
.course-drawing label {
  display: flex; flex-direction: column; align-items: center; justify-content: flex-end;
  width: 48px; height: 82px; border: 2px solid var(--jp-border-color1, #8c8c8c); border-radius: 4px; cursor: pointer;
}
.course-drawing label:has(:checked) { border: 3px solid var(--jp-brand-color1, #0072b2); font-weight: bold; }
.course-drawing label:has(:focus-visible) { outline: 3px solid #56b4e9; outline-offset: 1px; }
.course-drawing label img { width: 36px; height: 36px; image-rendering: pixelated; }
.course-drawing label input { margin: 2px; accent-color: #0072b2; }
.course-drawing .course-row { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-end; margin: 8px 0; }
.course-drawing figure { margin: 0; }
.course-drawing canvas, .course-drawing .course-received {
  width: 240px; height: 240px; background: #000; border: 1px solid #8c8c8c; box-sizing: border-box; display: block;
}
.course-drawing canvas { cursor: crosshair; touch-action: none; }
.course-drawing canvas:focus-visible { outline: 3px solid #56b4e9; outline-offset: 2px; }
.course-drawing .course-received { image-rendering: pixelated; }
.course-drawing .course-buttons { display: flex; flex-direction: column; gap: 8px; }
.course-drawing .course-answers > div { display: flex; align-items: center; gap: 6px; height: 22px; }
.course-drawing .course-name { min-width: 1.2em; text-align: right; }
.course-drawing .course-bar { width: 120px; height: 14px; border: 1px solid #8c8c8c; }
.course-drawing .course-filled { display: block; height: 100%; width: 0; background: #56b4e9; }
.course-drawing .course-filled.course-top { background: #0072b2; }
.course-drawing .course-share { min-width: 3.2em; }
.course-drawing button {
  font: inherit; padding: 8px 16px; border: 1px solid var(--jp-border-color1, #8c8c8c); border-radius: 4px;
  background: var(--jp-layout-color2, #eee); color: inherit; cursor: pointer;
}
.course-drawing button:focus-visible { outline: 3px solid #56b4e9; outline-offset: 2px; }
.course-drawing p { margin: 4px 0; }
.course-drawing p[role="status"] { font-weight: bold; min-height: 1.45em; }
"""

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

    _esm = KEYS + _ESM
    _css = _CSS
    label = traitlets.Int(0, min=0, max=9).tag(sync=True)
    strokes = traitlets.List().tag(sync=True)
    received = traitlets.Unicode().tag(sync=True)
    received_alt = traitlets.Unicode().tag(sync=True)
    kept = traitlets.List(traitlets.Unicode()).tag(sync=True)
    class_names = traitlets.List(traitlets.Unicode()).tag(sync=True)  # of a network that answers; none here
    answers = traitlets.List(traitlets.Float()).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self):
        kept, damaged = _kept()
        self._drawn = set(kept)
        super().__init__(
            label=self._next(0),
            kept=[_png(kept[digit]) if digit in kept else "" for digit in range(10)],
            said=" ".join(filter(None, [_told(damaged), notices(), self._what_next(0)])),
        )
        self._still = _still(kept)
        self._receive()
        self.on_msg(self._asked)

    def save(self, label, strokes):
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
            self._say(str(error))
            return
        _keep(label, image, strokes)
        self._drawn.add(label)
        self.kept = [*self.kept[:label], _png(image), *self.kept[label + 1 :]]
        self.label = self._next(label)
        self._say(" ".join(filter(None, [f"Your {label} is kept.", self._what_next(label), notices()])))

    def _asked(self, _, content, __):
        self.save(content["label"], content["save"])

    @traitlets.observe("strokes")
    def _drawn_on(self, _):
        self._receive()

    def _receive(self):
        if not self.strokes:
            self.received_alt = "nothing yet: 28 by 28 black pixels"
            self.received = _png(_NOTHING)
            return
        image = prepare_drawing(self.strokes)
        height, width = (int(np.ptp(np.flatnonzero(image.any(axis=axis)))) + 1 for axis in (1, 0))
        self.received_alt = f"your drawing in 28 by 28 pixels; its ink is {width} wide and {height} high"
        self.received = _png(image)

    def _say(self, text):
        self.said = ""  # the same sentence twice is said twice
        self.said = text

    def _next(self, digit):
        """The first digit from this one on that is not drawn yet; the same where all are."""
        return next((d % 10 for d in range(digit, digit + 10) if d % 10 not in self._drawn), digit)

    def _what_next(self, digit):
        if len(self._drawn) == 10:
            return "All ten are kept. To replace one, choose it and draw it again."
        return f"Now draw your {self._next(digit)}."

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": "A canvas to draw ten digits on.", "text/html": self._still}, metadata


class LiveBoard(DrawingBoard):
    """A canvas, what a network receives of the drawing, and what it answers.

    Attributes
    ----------
    class_names : list of str
    answers : list of float
        The probability of each class; empty while nothing is drawn.
    """

    def __init__(self, answer, class_names):
        self._answer, names = answer, [str(name) for name in class_names]
        self._probabilities(_NOTHING, len(names))
        super().__init__()
        self.class_names = names
        self._still = _still({}, "A bar for each class shows how sure the network is, while you draw.")
        self._say("Draw: the network answers at once.")

    def _receive(self):
        super()._receive()
        if not self.strokes:
            self.answers = []
            self._say("Nothing is drawn.")
            return
        self.answers = self._probabilities(prepare_drawing(self.strokes), len(self.class_names)).tolist()
        best = int(np.argmax(self.answers))
        self._say(f"It says {self.class_names[best]}, and is {self.answers[best]:.0%} sure.")

    def _probabilities(self, image, n):
        shares = np.asarray(self._answer(image.copy()), dtype=float)
        if shares.shape != (n,) or not (shares >= 0).all() or not abs(shares.sum() - 1) < 0.01:
            raise ValueError(
                f"answer must return {n} probabilities, from 0 to 1, that add up to 1, as an array of shape ({n},); "
                f"got shape {shares.shape}, {shares.ravel()[:5].tolist()}"
            )
        return shares

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": "A canvas to draw on, and what a network answers."}, metadata
