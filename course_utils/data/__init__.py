"""Data sets of the course, a module for each kind."""

from course_utils.data.catalogue import DataSet, catalogue, load
from course_utils.data.co2 import Series, load_co2
from course_utils.data.digits import Digits, load_digits
from course_utils.data.files import DataError
from course_utils.data.reviews import Reviews, load_reviews

__all__ = [
    "DataError",
    "DataSet",
    "Digits",
    "Reviews",
    "Series",
    "catalogue",
    "load",
    "load_co2",
    "load_digits",
    "load_reviews",
]
