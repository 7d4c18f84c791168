"""One HTML page from the words of the case cards and the curves of their runs."""

import html
import tomllib
from importlib import resources
from pathlib import Path

import numpy as np

from course_utils.plots.picture import counted, short
from course_utils.tools.casecards.patients import patient

FILE = Path("docs", "case_cards.html")  # below the course's folder
KEYS = ("name", "run", "diagnosis", "made", "symptom", "code", "reading", "cure", "confused")
WIDTH, HEIGHT = 690, 230
LEFT, RIGHT, TOP, BOTTOM = 64, 470, 12, 190  # where the curves are drawn
HIGHEST = 1.5  # the end of the axis of the loss, in losses of a clueless guess
POWERS = (-5, 0, 10, 20, 30, 40)  # of ten: ends and ticks of that axis for a run that ends in nan


def cards():
    """Return the words of all cards, in their order.

    Returns
    -------
    list of dict
        With the keys `KEYS`, all texts but "cure", a list of texts, and "confused", a dictionary of name to text.
    """
    text = resources.files("course_utils.tools.casecards").joinpath("cards.toml").read_text("utf-8")
    return tomllib.loads(text)["card"]


def page():
    """Return the page as one text; every run is trained again, within seconds.

    Returns
    -------
    str
        HTML that needs no other file: the curves are SVG in it.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    numbered_cards = [
        card | {"number": number, "picture": draw(patient(card["run"]))} for number, card in enumerate(cards(), start=1)
    ]
    environment = Environment(
        loader=PackageLoader("course_utils.tools.casecards", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(cards=numbered_cards)


def draw(patient):
    """Draw both losses and the line of a clueless guess as an SVG element with alternative text; black on white.

    Parameters
    ----------
    patient : patients.Patient

    Returns
    -------
    str
    """
    loss, val = np.array(patient.history["loss"]), np.array(patient.history["val_loss"])
    epochs, blown = len(loss), not np.isfinite([*loss, *val]).all()
    top = HIGHEST * patient.clueless
    x = np.linspace(LEFT + 4, RIGHT, epochs)

    def up(values):
        return BOTTOM - (BOTTOM - TOP) * (_decades(values) if blown else np.minimum(values, top) / top)

    def line(values, dashes):
        there = np.isfinite(values)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x[there], up(values[there]), strict=True))
        return f'<polyline points="{points}" fill="none" stroke="#000" stroke-width="2.5" stroke-dasharray="{dashes}"/>'

    clueless_height = up(patient.clueless)
    if blown:
        ticks = {f"1e{power}" if power else "1": 10.0**power for power in POWERS[1:]}
        note = ["Logarithmic axis. Where", "the curves end, the loss", "is inf, then nan."]
    else:
        ticks = {"0": 0.0, short(patient.clueless): patient.clueless}
        cut = max(loss.max(), val.max()) > top
        note = ["What is higher is drawn", "at the upper edge."] if cut else []
    parts = [
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="#000"/>',
        f'<path d="M{LEFT} {clueless_height:.1f}H{RIGHT}" stroke="#000" stroke-width="1.5" stroke-dasharray="1.5 4"/>',
        line(loss, "none"),
        line(val, "9 5"),
        *(_text(LEFT - 8, up(at) + 5, "end", text) for text, at in ticks.items()),
        _text(x[0], BOTTOM + 19, "middle", "1"),
        _text(x[-1], BOTTOM + 19, "middle", str(epochs)),
        _text((LEFT + RIGHT) / 2, BOTTOM + 30, "middle", "epoch"),
        f'<text transform="translate(14 {(TOP + BOTTOM) / 2:.0f}) rotate(-90)" text-anchor="middle">loss</text>',
        *_legend(patient.called, note),
    ]
    words = " ".join([_words(patient, loss, val), *note])
    return (
        f'<svg role="img" aria-label="{html.escape(words)}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-size="15">{"".join(parts)}</svg>'
    )


def _decades(values):
    return (np.log10(values) - POWERS[0]) / (POWERS[-1] - POWERS[0])


def _text(x, y, anchor, text):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{html.escape(text)}</text>'


def _legend(called, note):
    x = RIGHT + 24
    for place, (dashes, width, text) in enumerate(
        [("none", 2.5, "training"), ("9 5", 2.5, "validation"), ("1.5 4", 1.5, f"clueless: {called}")]
    ):
        y = TOP + 16 + 26 * place
        yield f'<path d="M{x - 8} {y}h26" stroke="#000" stroke-width="{width}" stroke-dasharray="{dashes}"/>'
        yield _text(x + 25, y + 5, "start", text)
    for place, text in enumerate(note):
        yield _text(x - 8, TOP + 110 + 18 * place, "start", text)


def _words(patient, loss, val):
    lowest = int(np.nanargmin(val))
    return (
        f"Losses over {counted(len(loss), 'epoch')}: training, solid, from {short(loss[0])} to {_number(loss[-1])}; "
        f"validation, dashed, from {short(val[0])} to {_number(val[-1])}, lowest {short(val[lowest])} at epoch "
        f"{lowest + 1}; a dotted line at {short(patient.clueless)}, the loss of a clueless guess."
    )


def _number(value):
    return short(value) if np.isfinite(value) else str(value)
