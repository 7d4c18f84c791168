"""Figures that two lessons or more use, each with its message in words; a lesson's own are in its `figures`."""

from course_utils.plots.contour import contour_paths
from course_utils.plots.digits import digit_grid
from course_utils.plots.lines import lines
from course_utils.plots.ranking import ranking
from course_utils.plots.results import curve_shapes, curves

__all__ = ["contour_paths", "curve_shapes", "curves", "digit_grid", "lines", "ranking"]
