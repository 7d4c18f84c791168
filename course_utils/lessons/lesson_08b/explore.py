"""An explorer of healthy and faulty learning curves, and of their diagnosis."""

import functools
import math
from typing import Any

import matplotlib
import numpy as np

from course_utils import numpy_mlp
from course_utils.diagnosis import Diagnosis, diagnose
from course_utils.plots.picture import BLACK, BLUE, GREEN, RED, STYLE, Picture, counted, short
from course_utils.widgets.explorer import Explorer, choice, light_axes, slider

CLASSES = 10
CLUELESS = math.log(CLASSES)  # chance level
HELD = 300  # validation rows
UPDATES = 16  # in each epoch, whatever the number of rows
SCALED, RAW, BLANK, HOLE = INPUTS = ("scaled to 0…1", "0…255, not scaled", "all zero", "one value is nan")
FAIR, FEW, CLEAN, COPIED = VALIDATION = (
    f"{HELD} new rows",
    "10 new rows",
    f"{HELD} new rows, no wrong labels",
    "training rows",
)
TOPS = (3.5, 7.0, 14.0)  # ends of the axis of the loss
START: dict[str, Any] = {  # of the controls
    "units": 32,
    "rows": 600,
    "noise": 0,
    "dropout": 0,
    "power": -0.7,
    "epochs": 30,
    "inputs": SCALED,
    "validation": FAIR,
    "seed": 0,
}
CASES: dict[str, dict[str, Any]] = {  # what each changes of it
    "healthy": {},
    "overfitting": {"units": 64, "rows": 60, "noise": 20, "power": -0.5, "epochs": 40},
    "underfitting": {"units": 1, "noise": 10, "epochs": 60, "seed": 1},
    "not learning": {"inputs": BLANK},
    "learning rate too high": {"power": 1.0},
    "learning rate too low": {"power": -3.0},
    "diverged": {"inputs": HOLE},
    "validation too easy": {"noise": 30, "validation": CLEAN},
    "too noisy": {"noise": 10, "validation": FEW},
    "too short": {"power": -1.0, "epochs": 4},
    "shuffled labels": {"units": 64, "rows": 100, "noise": 100, "power": -0.5, "epochs": 40},
    "leak": {"validation": COPIED},
}


def run_clinic(
    units: int,
    rows: int,
    noise: float,
    dropout: float,
    power: float,
    epochs: int,
    inputs: str,
    validation: str,
    seed: int,
) -> dict[str, list[float]]:
    """Train a network 64-units-10 on handwritten digits of 8 × 8 pixels, plain SGD with sixteen updates an epoch.

    Parameters
    ----------
    units : int, at least 1
        Of the hidden layer, ReLU.
    rows : int, from 1 to 1497
        Of the training.
    noise : float
        Percent of the rows, in training and validation, whose label is replaced by a random one.
    dropout : float, from 0 to below 100
        Percent of the hidden units that a training step leaves out.
    power : float
        The learning rate is 10 to that power.
    epochs : int, at least 1
    inputs : str
        One of `INPUTS`.
    validation : str
        One of `VALIDATION`.
    seed : int, at least 0
        Of the draw of rows and labels, of the start and of the order.

    Returns
    -------
    dict of str to list of float
        As `numpy_mlp.train` gives it.
    """
    data = clinic_rows(rows, noise, inputs, validation, seed)
    batch_size = math.ceil(rows / UPDATES)
    return numpy_mlp.train(*data, (units,), 10**power, "sgd", epochs, batch_size, dropout / 100, seed=seed)


def clinic_rows(
    rows: int, noise: float = 0, inputs: str = SCALED, validation: str = FAIR, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the data of `run_clinic`: x (rows, 64), y (rows,), x_val, y_val; x is float32, y are labels 0 to 9."""
    x, right = _digits()
    rng = np.random.default_rng([seed, 2])
    order = rng.permutation(len(x))
    train, held = order[:rows], order[rows : rows + (10 if validation == FEW else HELD)]
    y = np.where(100 * rng.random(len(x)) < noise, rng.integers(0, CLASSES, len(x)), right)
    x = x * np.float32({RAW: 255, BLANK: 0}.get(inputs, 1))
    if inputs == HOLE:
        x[train[0], 0] = np.nan
    if validation == COPIED:
        return x[train], y[train], x[train[:HELD]], y[train[:HELD]]
    return x[train], y[train], x[held], (right if validation == CLEAN else y)[held]


@functools.cache
def _digits() -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    return (x / 16).astype(np.float32), y


def draw_clinic(history: dict[str, list[float]], diagnosis: Diagnosis) -> tuple[Picture, str]:
    """Draw both losses and chance level, under the diagnosis.

    Parameters
    ----------
    history : dict of str to list of float
        As `run_clinic` gives it.
    diagnosis : diagnosis.Diagnosis
        What `diagnose` says of it.

    Returns
    -------
    plots.Picture
    str
        Name, confidence and the ends of both curves; what to try first: a line for each.
    """
    loss, val = np.array(history["loss"]), np.array(history["val_loss"])
    epochs = np.arange(1, len(loss) + 1)
    drawn = np.append(loss, val)
    drawn = np.append(drawn[np.isfinite(drawn)], 0.0)
    top = next((end for end in TOPS if end >= np.quantile(drawn, 0.95)), TOPS[-1])
    likeliest, confidence = " or ".join(diagnosis.likeliest), f"(confidence {diagnosis.confidence:.0%})"
    name = diagnosis.name if diagnosis.sure else f"not sure, perhaps {likeliest}"
    title = diagnosis.name if diagnosis.sure else f"{likeliest}?"
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 4.3))
        axes = light_axes(
            figure,
            (0.09, 0.16, 0.68, 0.7),
            (0.5, len(loss) + 0.5),
            (0, top),
            {f"{at}": at for at in sorted({1, max(1, len(loss) // 2), len(loss)})},
            {"0": 0, short(CLUELESS): CLUELESS, f"{top:g}": top},
            "epoch",
            "",
        )
        axes.text(-0.085, 0.5, "loss", transform=axes.transAxes, rotation=90, ha="center", va="center", fontsize=15)
        axes.plot(axes.get_xlim(), [CLUELESS] * 2, ":", color=BLACK, linewidth=1.5)
        axes.plot(epochs, np.minimum(loss, top), "-", color=BLUE, linewidth=2.5, clip_on=False)
        axes.plot(epochs, np.minimum(val, top), "--", color=RED, linewidth=2.5, clip_on=False)
        lowest = _lowest(val)
        if lowest is not None:
            axes.plot(
                lowest + 1,
                min(val[lowest], top),
                "s",
                color=GREEN,
                markersize=11,
                fillstyle="none",
                markeredgewidth=3,
                clip_on=False,
            )
        else:
            axes.text(0.5, 0.5, "every loss is nan or inf", transform=axes.transAxes, ha="center", fontsize=16)
        _draw_legend(figure, drawn.max() > top)
        figure.text(0.012, 0.93, f"{title} {confidence}", fontsize=15, fontweight="bold")
    summary = f"Diagnosis: {name} {confidence}. {_ends_text(loss, val, lowest)}\nWhat to do: {diagnosis.advice[0]}"
    figure.alt = f"Training and validation loss over {counted(len(loss), 'epoch')}. {summary}".replace("\n", " ")
    return figure, summary


def _draw_legend(figure: Picture, cut: bool) -> None:
    axes = figure.add_axes((0.79, 0.16, 0.2, 0.7), xlim=(0, 1), ylim=(0, 1), autoscale_on=False)
    axes.set_axis_off()
    lines = [
        ("-", BLUE, "training"),
        ("--", RED, "validation"),
        (":", BLACK, f"chance level:\nln {CLASSES}"),
        ("s", GREEN, "lowest\nvalidation"),
    ]
    for place, (line, colour, text) in enumerate(lines):
        height = 0.93 - 0.15 * place
        at = [0.11] if line == "s" else [0.0, 0.22]
        axes.plot(
            at,
            [height] * len(at),
            line,
            color=colour,
            linewidth=2.5,
            markersize=11,
            fillstyle="none",
            markeredgewidth=3,
        )
        axes.text(0.3, height, text, va="center", fontsize=13)
    if cut:
        axes.text(0, 0.2, "higher values are\ndrawn at the\nupper edge", va="center", fontsize=13)


def _lowest(val: np.ndarray) -> int | None:
    """Return where validation is lowest, or None where it is nowhere finite."""
    return int(np.argmin(np.where(np.isfinite(val), val, np.inf))) if np.isfinite(val).any() else None


def _ends_text(loss: np.ndarray, val: np.ndarray, lowest: int | None) -> str:
    ends = []
    for name, last in (("training", loss[-1]), ("validation", val[-1])):
        ends.append(f"the {name} loss is {short(last)}" if np.isfinite(last) else f"the {name} loss is not finite")
    text = f"At the end, {' and '.join(ends)}."
    if lowest is not None:
        text += f" The validation loss was lowest in epoch {lowest + 1}, with {short(val[lowest])}."
    return text


def clinic() -> Explorer:
    """Return an explorer of learning curves: break a small network, and read its curves and their diagnosis.

    At each change a small NumPy network (64-units-10, handwritten digits) is trained from scratch, and its curves
    are given to `diagnosis.diagnose`. That takes up to a quarter of a second of one core. A button shows each known
    fault; the curves of "leak" look healthy, and those of "shuffled labels" look like overfitting.
    """

    def draw(**patient: Any) -> tuple[Picture, str]:
        history = run_clinic(**patient)
        return draw_clinic(history, diagnose(history, num_classes=CLASSES))

    controls = {
        "units": slider("Hidden units", 1, 64, 1, START["units"]),
        "rows": slider("Training rows", 20, 600, 20, START["rows"]),
        "noise": slider("Wrong labels, in %", 0, 100, 5, START["noise"]),
        "dropout": slider("Dropout, in %", 0, 80, 5, START["dropout"]),
        "power": slider("Learning rate: 10 to the power", -4.0, 1.5, 0.1, START["power"]),
        "epochs": slider("Epochs", 1, 60, 1, START["epochs"]),
        "inputs": choice("Inputs", INPUTS, START["inputs"]),
        "validation": choice("Validation", VALIDATION, START["validation"]),
        "seed": slider("Seed", 0, 9, 1, START["seed"]),
    }
    return Explorer(draw, controls, "Explore the clinic", CASES)
