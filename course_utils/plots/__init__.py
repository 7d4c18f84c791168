"""The still figures of the lessons: drawn from arrays or a History, each with its message said in words too."""

from course_utils.lessons.lesson_06.figures import filters_and_maps, occlusion, shift_curves, two_places, where_weights_sit
from course_utils.plots.digits import before_after, class_counts, digit_grid, mean_images, pixel_histogram
from course_utils.plots.evaluation import confusion, curve_shapes, dots
from course_utils.lessons.lesson_03.figures import pull_of_losses
from course_utils.lessons.lesson_00.figures import connections, network, neuron
from course_utils.lessons.lesson_04.figures import contour_paths, lines
from course_utils.lessons.lesson_02.figures import activations, folds, layer_shapes, layer_spread
from course_utils.plots.results import bars, curves
from course_utils.lessons.lesson_07.figures import attention, hugging, skills, windows_at_border
from course_utils.lessons.lesson_08.figures import curve_wall
from course_utils.lessons.lesson_05.figures import boundaries_and_weights, dropout_masks, ranking, weight_histograms

__all__ = [
    "activations",
    "attention",
    "bars",
    "before_after",
    "boundaries_and_weights",
    "class_counts",
    "confusion",
    "connections",
    "contour_paths",
    "curve_shapes",
    "curve_wall",
    "curves",
    "digit_grid",
    "dots",
    "dropout_masks",
    "filters_and_maps",
    "folds",
    "hugging",
    "layer_shapes",
    "layer_spread",
    "lines",
    "mean_images",
    "network",
    "neuron",
    "occlusion",
    "pixel_histogram",
    "pull_of_losses",
    "ranking",
    "shift_curves",
    "skills",
    "two_places",
    "weight_histograms",
    "where_weights_sit",
    "windows_at_border",
]
