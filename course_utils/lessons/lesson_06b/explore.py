"""Explorer of the feature maps of a trained network, layer by layer and filter by filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib
import numpy as np
from matplotlib.colors import Colormap
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course_utils.plots.picture import RED, SIGNED, STYLE, Picture, as_percent, short
from course_utils.widgets.explorer import Explorer, choice, slider

if TYPE_CHECKING:
    import keras

MOST = 20  # images, because all their maps are kept


@dataclass(frozen=True, eq=False)
class Layer:
    """The feature maps of one layer for all images.

    Attributes
    ----------
    name : str
    maps : numpy.ndarray
        Shape (images, rows, columns, filters).
    kernel : numpy.ndarray or None
        Its weights, shape (kernel rows, kernel columns, channels, filters); None for a layer without weights.
    """

    name: str
    maps: np.ndarray
    kernel: np.ndarray | None


def layers_of(model: "keras.Model", images: np.ndarray) -> list[Layer]:
    """Return the maps of every layer of a model whose output still has rows and columns.

    Parameters
    ----------
    model : keras.Model
        Sequential or functional, built.
    images : numpy.ndarray, shape (n, height, width, channels)
    """
    import keras

    chosen = [
        layer
        for layer in model.layers
        if not isinstance(layer, keras.layers.InputLayer | keras.layers.Dropout) and len(layer.output.shape) == 4
    ]
    if not chosen:
        return []
    maps = keras.Model(model.inputs[0], [layer.output for layer in chosen])(images, training=False)
    return [
        Layer(layer.name, np.asarray(of_layer), np.asarray(layer.kernel) if hasattr(layer, "kernel") else None)
        for layer, of_layer in zip(chosen, maps if isinstance(maps, list | tuple) else [maps], strict=True)
    ]


def draw_maps(image: np.ndarray, layer: Layer, picture: int, number: int) -> tuple[Picture, str]:
    """Draw an image, one filter of a layer and its map, and all maps of the layer.

    Parameters
    ----------
    image : numpy.ndarray, shape (height, width)
    layer : Layer
    picture : int
        The number of the image among those of the layer, from 0.
    number : int
        The number of the filter, from 1; larger numbers show the last one.

    Returns
    -------
    plots.Picture
    str
        The numbers of the map in one line.
    """
    maps = layer.maps[picture]
    rows, columns, filters = maps.shape
    beyond = number > filters
    number = min(number, filters)
    chosen = maps[..., number - 1]
    with matplotlib.rc_context(STYLE):
        figure = Picture(figsize=(9.5, 4.2))
        _show(figure, (0.01, 0.1, 0.22, 0.72), "image", image, "gray", 0, max(image.max(), 1e-9))
        _draw_filter(figure, layer, number)
        _show(
            figure,
            (0.395, 0.1, 0.22, 0.72),
            f"map {number}",
            chosen,
            "gray",
            min(chosen.min(), 0),
            max(chosen.max(), 1e-9),
        )
        _draw_all(figure, maps, number)
    row, column = np.unravel_index(chosen.argmax(), chosen.shape)
    summary = (
        f"{layer.name} has {'only ' * beyond}{filters} maps of {rows} by {columns}"
        f"{', so you see the last one' * beyond}. The largest number of map {number} is "
        f"{short(chosen.max())}, at row {row + 1}, column {column + 1}; {as_percent(np.mean(chosen == 0))} of its "
        "numbers are exactly 0."
    )
    figure.alt = f"An image, filter {number} of the layer {layer.name}, its map, and all maps of that layer. {summary}"
    return figure, summary


def _show(
    figure: Picture,
    place: tuple[float, float, float, float],
    heading: str,
    values: np.ndarray,
    colours: str | Colormap,
    low: float,
    high: float,
) -> None:
    axes = figure.add_axes(place)
    axes.imshow(values, cmap=colours, vmin=low, vmax=high, interpolation="nearest")
    axes.set_axis_off()
    figure.text(place[0] + place[2] / 2, 0.91, heading, ha="center", fontsize=16, fontweight="bold")


def _draw_filter(figure: Picture, layer: Layer, number: int) -> None:
    if layer.kernel is not None and layer.kernel.shape[2] == 1:
        weights = layer.kernel[..., 0, number - 1]
        reach = max(abs(weights).max(), 1e-9)
        _show(figure, (0.25, 0.25, 0.125, 0.42), f"filter {number}", weights, SIGNED, -reach, reach)
        figure.text(0.3125, 0.13, "blue above 0,\norange below", ha="center", fontsize=13)
        return
    text = (
        "this layer has\nno kernel; it\nworks on the\nmaps before it"
        if layer.kernel is None
        else f"a kernel for\neach of the\n{layer.kernel.shape[2]} maps\nbefore it"
    )
    figure.text(0.3125, 0.46, text, ha="center", va="center", fontsize=14)
    figure.text(0.3125, 0.91, f"filter {number}", ha="center", fontsize=16, fontweight="bold")


def _draw_all(figure: Picture, maps: np.ndarray, number: int) -> None:
    rows, columns, filters = maps.shape
    across = int(np.ceil(np.sqrt(filters)))
    down = -(-filters // across)
    gap = 1
    sheet = np.full((down * (rows + gap) - gap, across * (columns + gap) - gap), np.nan)
    for place in range(filters):
        y, x = place // across * (rows + gap), place % across * (columns + gap)
        sheet[y : y + rows, x : x + columns] = maps[..., place]
    y, x = (number - 1) // across * (rows + gap), (number - 1) % across * (columns + gap)
    axes = figure.add_axes((0.635, 0.03, 0.355, 0.84), facecolor="#56B4E9")
    axes.imshow(sheet, cmap="gray", vmin=min(maps.min(), 0), vmax=max(maps.max(), 1e-9), interpolation="nearest")
    axes.add_patch(Rectangle((x - 0.5, y - 0.5), columns, rows, fill=False, edgecolor=RED, linewidth=4, clip_on=False))
    if unused := down * across - filters:  # places without a map show nothing, least of all a colour
        corner = (across - unused) * (columns + gap) - 0.5, (down - 1) * (rows + gap) - 0.5
        size = unused * (columns + gap), rows + gap
        axes.add_patch(Rectangle(corner, *size, color="white", zorder=1.5, clip_on=False))
    axes.spines[:].set_visible(False)
    axes.set(xticks=[], yticks=[])
    figure.text(0.8125, 0.91, "all maps", ha="center", fontsize=16, fontweight="bold")


def maps(model: "keras.Model", images: ArrayLike, labels: Sequence[object] | None = None) -> Explorer:
    """Choose an image, a layer and a filter, and see the feature map.

    The maps of all images are computed once, when the explorer is created; moving a control only draws.

    Parameters
    ----------
    model : keras.Model
        Sequential or functional, with layers whose output has rows, columns and channels.
    images : array_like, shape (n, height, width) or (n, height, width, channels)
        At most 20, scaled as the model was trained.
    labels : sequence, optional
        What the images show.

    Raises
    ------
    ValueError
        If the images do not fit the model, or the model has no such layer.
    """
    images = np.asarray(images, np.float32)
    images = images[..., None] if images.ndim == 3 else images
    if images.ndim != 4 or not 1 <= len(images) <= MOST:
        raise ValueError(f"images must have the shape (n, height, width) with n from 1 to {MOST}, got {images.shape}")
    if labels is not None and len(labels) != len(images):
        raise ValueError(f"labels must have one entry for each of the {len(images)} images, got {len(labels)}")
    wanted = tuple(model.input_shape[1:])
    if images.shape[1:] != wanted:
        raise ValueError(f"the model expects images of shape {wanted}, these have {images.shape[1:]}")
    layers = {layer.name: layer for layer in layers_of(model, images)}
    if not layers:
        raise ValueError("the model has no layer whose output has rows, columns and channels; use one with Conv2D")
    names = tuple(f"{number}" for number in range(1, len(images) + 1))
    if labels is not None:
        names = tuple(f"{label} (image {number})" for label, number in zip(labels, names, strict=True))

    def draw(picture: str, layer: str, number: int) -> tuple[Picture, str]:
        place = names.index(picture)
        return draw_maps(images[place].mean(axis=-1), layers[layer], place, number)

    most = max(layer.maps.shape[3] for layer in layers.values())
    return Explorer(
        draw,
        {
            "picture": choice("Image", names),
            "layer": choice("Layer", tuple(layers)),
            "number": slider("Filter", 1, most, 1, 1),
        },
        "Explore the feature maps of a network",
    )
