"""A table of how often each class was predicted as each class."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=2,
    hints=[
        "Start with zeros of shape (num_classes, num_classes).",
        "For each example add 1 in the row of its true class and the column of the predicted one.",
        "`matrix[y_true, y_pred] += 1` counts a pair that occurs twice only once; a loop and `np.add.at` count all.",
    ],
    errors={
        "out of bounds": "A class is missing from the table. It has `num_classes` rows and columns, whatever labels "
        "come.",
    },
)


def check(answer, rng):
    K = int(rng.integers(5, 7))
    present = [0, 1, 2, K - 2]  # the last class and one in the middle are neither true nor predicted
    y_true = np.repeat(present, [4, 3, 5, 2])
    y_pred = y_true.copy()
    y_pred[[0, 1, 4, 7, 8, 9, 12]] = [1, 1, 2, K - 2, K - 2, 0, 1]
    order = rng.permutation(len(y_true))
    y_true, y_pred = y_true[order], y_pred[order]
    matrix, once = np.zeros((K, K), int), np.zeros((K, K), int)
    np.add.at(matrix, (y_true, y_pred), 1)
    once[y_true, y_pred] = 1
    rows, columns = matrix.sum(axis=1, keepdims=True), matrix.sum(axis=0, keepdims=True)
    expect.close(
        answer(y_true, y_pred, K),
        matrix,
        tried=f"y_true = {expect.short(y_true)}, y_pred = {expect.short(y_pred)}, num_classes={K}",
        look="row: what it is; column: what the network said; a count in each cell",
        mistakes={
            "Rows and columns are exchanged: a row belongs to a true class, a column to a predicted one.": matrix.T,
            "Every pair counts once here, however often it occurs. `matrix[a, b] += 1` with whole arrays reads all "
            "cells first, and writes them afterwards.": once,
            "A class that does not occur here has its row and its column all the same: use num_classes.": Either(
                (matrix[np.ix_(present, present)], matrix[: K - 1, : K - 1])
            ),
            "These are shares. Counts are asked for.": Either(
                (matrix / len(y_true), matrix / np.maximum(rows, 1), matrix / np.maximum(columns, 1))
            ),
            "Only the right answers were counted. The mistakes are what one wants to see.": np.diag(np.diag(matrix)),
            "Only the mistakes were counted. The right answers belong on the diagonal.": (
                matrix - np.diag(np.diag(matrix))
            ),
            "One row and one column too many: classes run from 0 to num_classes − 1.": np.pad(matrix, (0, 1)),
        },
    )
