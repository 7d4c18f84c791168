"""Where the data of the course come from: a file for each kind."""

from course_utils.data.digits import DataError, DataSet, Digits, catalogue, load_digits

__all__ = [
    "DataError",
    "DataSet",
    "Digits",
    "catalogue",
    "load_digits",
]
