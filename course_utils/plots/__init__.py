"""The still figures of the lessons: drawn from arrays or a History, each with its message said in words too."""

from course_utils.plots.digits import before_after, class_counts, digit_grid, mean_images, pixel_histogram
from course_utils.plots.networks import connections, network, neuron
from course_utils.plots.paths import contour_paths, lines
from course_utils.plots.results import bars, curves

__all__ = [
    "bars",
    "before_after",
    "class_counts",
    "connections",
    "contour_paths",
    "curves",
    "digit_grid",
    "lines",
    "mean_images",
    "network",
    "neuron",
    "pixel_histogram",
]
