"""Explorer of a kernel, step by step: its window, the products, their sum, and its place in the output."""

from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course_utils.plots.picture import BLACK, RED, SIGNED, STYLE, Picture, short
from course_utils.widgets.explorer import Explorer, choice, number, slider

KERNELS: dict[str, list[list[float]]] = {
    "edge: dark above, bright below": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "edge: dark left, bright right": [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "mean (blur)": [[1 / 9] * 3] * 3,
    "center against its neighbors": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "the pixel itself": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "the pixel to the right": [[0, 0, 0], [0, 0, 1], [0, 0, 0]],
    "zeros, for your own kernel": [[0, 0, 0]] * 3,
}
SIZE = 3  # rows and columns of a kernel
LEAST, MOST = 5, 16  # pixels on a side of the image: with fewer there are hardly any steps, and more are unreadable
PADDINGS = ("valid", "same")
STRIDES = 3


@dataclass(frozen=True, eq=False)
class Steps:
    """All outputs of a kernel on an image.

    Attributes
    ----------
    padded : numpy.ndarray
        The image with the zeros around it, shape (rows, columns).
    before : tuple of int
        Rows of zeros above the image and columns of zeros to its left.
    output : numpy.ndarray
        The sum at every position, shape (output rows, output columns).
    """

    padded: np.ndarray
    before: tuple[int, int]
    output: np.ndarray


def walk(image: ArrayLike, kernel: ArrayLike, stride: int = 1, padding: str = "valid") -> Steps:
    """Cross-correlate an image with a kernel, as Conv2D does with one channel and one filter, without a bias.

    Parameters
    ----------
    image : array_like, shape (height, width)
    kernel : array_like, shape (kernel height, kernel width)
    stride : int
        Pixels from one position to the next, from 1.
    padding : {"valid", "same"}
        "valid": only windows inside the image. "same": zeros around it, so that the output has ceil(size / stride)
        rows and columns; when their number is odd, the larger half goes below and to the right.
    """
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    ends = []
    for size, of_kernel in zip(image.shape, kernel.shape, strict=True):
        total = max((-(-size // stride) - 1) * stride + of_kernel - size, 0) if padding == "same" else 0
        ends.append((total // 2, total - total // 2))
    padded = np.pad(image, ends)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return Steps(padded, (ends[0][0], ends[1][0]), np.einsum("rcij,ij->rc", windows, kernel))


def draw_kernel(image: np.ndarray, kernel: np.ndarray, step: int, stride: int, padding: str) -> tuple[Picture, str]:
    """Draw the window, the products and the output so far.

    Parameters
    ----------
    image : numpy.ndarray, shape (height, width)
        Pixels from 0 to 1.
    kernel : numpy.ndarray, shape (3, 3)
    step : int
        Which position, from 1, row by row; beyond the last one, the last.
    stride : int
    padding : {"valid", "same"}

    Returns
    -------
    plots.Picture
    str
        The numbers of the step in one line.
    """
    steps = walk(image, kernel, stride, padding)
    rows, columns = steps.output.shape
    step = min(step, rows * columns)
    row, column = divmod(step - 1, columns)
    window = steps.padded[row * stride : row * stride + SIZE, column * stride : column * stride + SIZE]
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 4.3))
        _draw_picture(figure, image, steps, row * stride, column * stride)
        _draw_products(figure, window, kernel)
        _draw_output(figure, steps.output, row, column)
    total = steps.output[row, column]
    summary = (
        f"Step {step} of {rows * columns}: the sum of the nine products is {short(total)}. It is the number in row "
        f"{row + 1}, column {column + 1} of the output (counted from 1), which is {rows} by {columns}."
    )
    products = ", ".join(
        f"{short(pixel)} · {short(weight)}" for pixel, weight in zip(window.ravel(), kernel.ravel(), strict=True)
    )
    figure.alt = (
        f"An image of {image.shape[0]} by {image.shape[1]} pixels, a window of 3 by 3 with its top left corner at row "
        f"{row * stride - steps.before[0] + 1}, column {column * stride - steps.before[1] + 1}; pixel · weight: "
        f"{products}. {summary} The stride is {stride} and the padding is {padding}; section 3 explains both words."
    )
    return figure, summary


def _panel(figure: Picture, left: float, width: float, heading: str, shape: tuple[int, ...]) -> Axes:
    axes = figure.add_axes((left, 0.07, width, 0.8))
    axes.set(xlim=(-0.6, shape[1] - 0.4), ylim=(shape[0] - 0.4, -0.6), aspect="equal")
    axes.set_axis_off()
    figure.text(left + width / 2, 0.93, heading, ha="center", fontsize=16, fontweight="bold")
    return axes


def _draw_picture(figure: Picture, image: np.ndarray, steps: Steps, top: int, left: int) -> None:
    axes = _panel(figure, 0.01, 0.32, "image", steps.padded.shape)
    axes.imshow(steps.padded, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    down, right = steps.before
    if steps.padded.shape != image.shape:
        axes.add_patch(
            Rectangle(
                (right - 0.5, down - 0.5),
                image.shape[1],
                image.shape[0],
                fill=False,
                edgecolor="#56B4E9",
                linewidth=2,
                linestyle="--",
            )
        )
        figure.text(0.17, 0.02, "zeros outside the dashed line", ha="center", fontsize=13)
    axes.add_patch(Rectangle((left - 0.5, top - 0.5), SIZE, SIZE, fill=False, edgecolor=RED, linewidth=4))


def _draw_products(figure: Picture, window: np.ndarray, kernel: np.ndarray) -> None:
    axes = _panel(figure, 0.365, 0.27, "pixel · weight", kernel.shape)
    axes.imshow(window * kernel, cmap=SIGNED, vmin=-2, vmax=2, alpha=0.6)
    for (row, column), weight in np.ndenumerate(kernel):
        axes.text(
            column,
            row,
            f"{window[row, column]:.2g}\n· {short(round(weight, 2))}",
            ha="center",
            va="center",
            fontsize=14,
            linespacing=1.2,
        )
    axes.add_patch(Rectangle((-0.5, -0.5), SIZE, SIZE, fill=False, edgecolor=RED, linewidth=4))
    figure.text(0.5, 0.02, f"sum {short((window * kernel).sum())}", ha="center", fontsize=17, fontweight="bold")


def _draw_output(figure: Picture, output: np.ndarray, row: int, column: int) -> None:
    axes = _panel(figure, 0.67, 0.32, "output so far", output.shape)
    shown = output.copy().ravel()
    shown[row * output.shape[1] + column + 1 :] = np.nan
    reach = max(abs(output).max(), 1e-9)
    axes.set_facecolor("#DDDDDD")
    axes.add_patch(Rectangle((-0.5, -0.5), output.shape[1], output.shape[0], facecolor="#DDDDDD", edgecolor=BLACK))
    axes.imshow(shown.reshape(output.shape), cmap=SIGNED, vmin=-reach, vmax=reach, interpolation="nearest", zorder=2)
    axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=RED, linewidth=4, zorder=3))
    figure.text(0.83, 0.02, "blue above 0, orange below", ha="center", fontsize=13)


def kernel(image: ArrayLike) -> Explorer:
    """Choose a kernel, change its weights, and step through an image.

    Each change is computed in plain NumPy, with one filter, one channel and no bias.

    Parameters
    ----------
    image : array_like, shape (height, width)
        Pixels from 0 to 1; each side from 5 to 16.

    Raises
    ------
    ValueError
        If the image has a different shape or values outside [0, 1].
    """
    image = np.asarray(image, float)
    if image.ndim != 2 or not all(LEAST <= side <= MOST for side in image.shape):
        raise ValueError(
            f"image must have the shape (height, width), each from {LEAST} to {MOST}, got {image.shape}; "
            "use a part of it, or make it smaller"
        )
    if not (np.isfinite(image).all() and image.min() >= 0 and image.max() <= 1):
        raise ValueError(f"pixels must be from 0 to 1, got {image.min():g} to {image.max():g}; divide by 255")
    first = next(iter(KERNELS))
    start = int(abs(walk(image, KERNELS[first]).output).argmax()) + 1
    places = [(row, column) for row in range(SIZE) for column in range(SIZE)]

    def draw(preset: str, step: int, stride: int, padding: str, **added: float) -> tuple[Picture, str]:
        kernel = np.array(KERNELS[preset], float)
        for row, column in places:
            kernel[row, column] += added[f"add_{row}{column}"]
        return draw_kernel(image, kernel, step, stride, padding)

    return Explorer(
        draw,
        {
            "preset": choice("Kernel", tuple(KERNELS)),
            "step": slider("Step, row by row", 1, image.size, 1, start),
            "stride": slider("Stride (section 3)", 1, STRIDES, 1, 1),
            "padding": choice("Padding (section 3)", PADDINGS),
            **{
                f"add_{row}{column}": number(
                    f"Add to weight in row {row + 1}, column {column + 1}", -9.0, 9.0, 0.5, 0.0
                )
                for row, column in places
            },
        },
        "Explore a kernel",
        table=("Add to the kernel", [[f"add_{row}{column}" for column in range(SIZE)] for row in range(SIZE)]),
    )
