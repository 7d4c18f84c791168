"""Learning curves in one form, from a Keras History, its dictionary, or a CSVLogger's file."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

LOSSES = ("loss", "train_loss", "training_loss")
MISSING = ("", "NA")  # CSVLogger writes NA where an epoch has no value


@dataclass(frozen=True, eq=False)
class Curves:
    """One run.

    Attributes
    ----------
    loss, accuracy : numpy.ndarray
        One value for each epoch; accuracy is empty where there is none.
    val_loss, val_accuracy : numpy.ndarray
        One value for each epoch with validation; empty where there is none.
    val_epoch : numpy.ndarray of int
        The epochs, from 0, that `val_loss` belongs to.
    """

    loss: np.ndarray
    val_loss: np.ndarray
    accuracy: np.ndarray
    val_accuracy: np.ndarray
    val_epoch: np.ndarray


def read(history: Any) -> Curves:
    """Read the curves of a History, of a dictionary, or of a CSV file.

    Raises
    ------
    TypeError, ValueError, OSError
        What was given is no history, has no loss, or cannot be read as numbers; the message says which and what to do.
    """
    columns, source = _columns(history)
    name = next((key for loss in LOSSES for key in columns if str(key).lower() == loss), None)
    if name is None:
        names = ", ".join(map(str, columns)) or "nothing"
        raise ValueError(f'{source} must have a curve named "loss", got {names}; fit(...).history has it')
    loss = _numbers(name, columns[name])
    present = _present(loss)
    if not present.any():
        raise ValueError(
            f'"{name}" must have at least one epoch, got none; was the run interrupted in its first epoch?'
        )
    val_name = _partner(columns, LOSSES)
    val_loss = _numbers(val_name, columns[val_name]) if val_name else _none()
    val_epoch = _epochs(name, loss, val_name, val_loss)
    keep, keep_val = present, _present(val_loss) & present[val_epoch]
    accuracy, val_accuracy = _accuracies(columns, len(loss), len(val_loss))
    return Curves(
        loss=_filled(loss[keep]),
        val_loss=_filled(val_loss[keep_val]),
        accuracy=_filled(accuracy[keep] if accuracy.size else accuracy),
        val_accuracy=_filled(val_accuracy[keep_val] if val_accuracy.size else val_accuracy),
        val_epoch=(np.cumsum(present) - 1)[val_epoch[keep_val]],
    )


def _columns(history: Any) -> tuple[Mapping[Any, Any], str]:
    """Return a dictionary of name to values, and what to call it in a message."""
    if isinstance(history, (str, os.PathLike)):
        return _read_csv(history), os.fspath(history)
    inner = getattr(history, "history", None)
    if isinstance(inner, Mapping):
        return inner, "the history"
    if isinstance(history, Mapping):
        return history, "the history"
    if hasattr(history, "keys") and hasattr(history, "__getitem__"):  # a table of pandas
        return {key: history[key] for key in history.keys()}, "the history"  # noqa: SIM118
    raise TypeError(
        f"history must be what fit() returns, its .history, or the path of a CSV file, got {type(history).__name__}; "
        "write history = model.fit(...), then diagnose(history)"
    )


def _read_csv(path: str | os.PathLike[str]) -> dict[str, list[str]]:
    expected = f"{os.fspath(path)} must be the path of a CSV file as keras.callbacks.CSVLogger writes it"
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            text = file.read()
    except FileNotFoundError:
        raise FileNotFoundError(
            f"{expected}, but this file does not exist; you can also pass what fit() returned"
        ) from None
    except IsADirectoryError:
        raise IsADirectoryError(f"{expected}, but this is a folder; give the path of the file in it") from None
    except UnicodeDecodeError:
        raise ValueError(f"{expected}, but this file is not text; did you mean a different file?") from None
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if any(cell.strip() for cell in row)]
    if not rows:
        raise ValueError(
            f"{os.fspath(path)} is empty; CSVLogger writes a line of names and then one line for each epoch"
        )
    head, *lines = rows
    for number, line in enumerate(lines, start=1):
        if len(line) != len(head):
            raise ValueError(
                f"{os.fspath(path)}: each line must have {len(head)} values as the first one, "
                f"line {number} after it has {len(line)}"
            )
    return {name.strip(): [line[place].strip() for line in lines] for place, name in enumerate(head)}


def _numbers(name: Any, values: Any) -> np.ma.MaskedArray:
    """Return an array of float; a value that is missing is a masked one, which nan is not."""
    if isinstance(values, str) or not hasattr(values, "__len__"):
        raise ValueError(f'"{name}" must be a list with one number for each epoch, got {values!r}')
    numbers, missing = [], []
    for epoch, value in enumerate(values):
        gone = value is None or (isinstance(value, str) and value.strip() in MISSING)
        try:
            number = 0.0 if gone else float(value)
        except (TypeError, ValueError, OverflowError):
            shown = repr(value)
            shown = shown if len(shown) <= 40 else shown[:37] + "..."
            raise ValueError(f'"{name}" must hold one number for each epoch, got {shown} at epoch {epoch}') from None
        numbers.append(number)
        missing.append(gone)
    return np.ma.MaskedArray(np.array(numbers, float), np.array(missing, bool))


def _none() -> np.ma.MaskedArray:
    return np.ma.MaskedArray(np.zeros(0), np.zeros(0, bool))


def _present(values: np.ma.MaskedArray) -> np.ndarray:
    return ~np.ma.getmaskarray(values)


def _filled(values: np.ma.MaskedArray) -> np.ndarray:
    return np.ma.filled(values, np.nan)


def _partner(columns: Mapping[Any, Any], losses: Iterable[str]) -> Any:
    wanted = [f"val_{loss}" for loss in losses]
    return next((key for name in wanted for key in columns if str(key).lower() == name), None)


def _epochs(name: Any, loss: np.ma.MaskedArray, val_name: Any, val_loss: np.ma.MaskedArray) -> np.ndarray:
    """Return the epoch of each validation: all, or every k-th as with fit's validation_freq=k."""
    if len(val_loss) in (0, len(loss)):
        return np.arange(len(val_loss))
    every = len(loss) // len(val_loss)
    if every < 2 or len(loss) // every != len(val_loss):
        raise ValueError(
            f'"{name}" and "{val_name}" must have as many values, got {len(loss)} and {len(val_loss)}; '
            "do they come from the same run?"
        )
    return np.arange(1, len(val_loss) + 1) * every - 1


def _accuracies(
    columns: Mapping[Any, Any], epochs: int, validations: int
) -> tuple[np.ma.MaskedArray, np.ma.MaskedArray]:
    """Return training and validation accuracy; empty where the run has none, or none between 0 and 1."""
    named = {str(key).lower(): key for key in columns}
    names = sorted((name for name in named if "acc" in name and not name.startswith("val_")), key=_plainness)
    for name in names:
        own, partner = named[name], named.get(f"val_{name}")
        accuracy = _numbers(own, columns[own])
        val_accuracy = _numbers(partner, columns[partner]) if partner is not None else _none()
        if len(accuracy) != epochs and (name == "acc" or name.endswith("accuracy")):
            raise ValueError(
                f'"loss" and "{own}" must have as many values, got {epochs} and {len(accuracy)}; '
                "do they come from the same run?"
            )
        if _is_share(accuracy, epochs):
            return accuracy, val_accuracy if _is_share(val_accuracy, validations) else _none()
    return _none(), _none()


def _plainness(name: str) -> tuple[bool, int, str]:
    return name != "accuracy", len(name), name


def _is_share(values: np.ma.MaskedArray, length: int) -> bool:
    present = values.compressed()
    return len(values) == length > 0 and bool(np.all(np.isnan(present) | ((present >= 0) & (present <= 1))))
