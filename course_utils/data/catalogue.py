"""List of the data sets that the course knows, and whether they are on this computer."""

import importlib.util
from dataclasses import dataclass

from course_utils.data import co2, digits, reviews
from course_utils.data.co2 import Series
from course_utils.data.digits import Digits
from course_utils.data.reviews import Reviews


@dataclass(frozen=True)
class DataSet:
    """One line of the catalogue.

    Attributes
    ----------
    name, title : str
        The name for ``course data``, and a title in words.
    size, licence, citation : str
        How much it holds, under which licence, and whom to cite.
    at_hand : bool
        Whether its files are there. Their content is checked when they are loaded.
    where : str
        Where it is, or why it is not available.
    how_to_get : str
        How to get it; empty if it is available.
    """

    name: str
    title: str
    size: str
    licence: str
    citation: str
    at_hand: bool
    where: str
    how_to_get: str


def catalogue() -> list[DataSet]:
    """List the data sets and whether they are available, without loading or downloading any.

    Returns
    -------
    list of DataSet
        Images, then the series, then texts.
    """
    scikit_learn = importlib.util.find_spec("sklearn") is not None
    availability = {
        "embedded": (
            scikit_learn,
            "in scikit-learn" if scikit_learn else "scikit-learn is not installed",
            "" if scikit_learn else "pip install scikit-learn",
        ),
        **{name: files.at_hand() for name, files in digits.FILES.items()},
    }
    here = (True, "in the course itself", "")
    return [
        *(
            DataSet(name, about.title, about.size, about.licence, about.citation, *availability[name])
            for name, about in digits.SOURCES.items()
        ),
        DataSet(
            "co2", "Carbon dioxide in the air of Mauna Loa", "weeks from 1958 to 2001", co2.LICENCE, co2.CITATION, *here
        ),
        DataSet(
            "reviews", "Film reviews made by a grammar", "as many as asked for", *(*reviews.ABOUT["grammar"], *here)
        ),
        DataSet("imdb", "Film reviews of IMDB", "50,000 reviews", *(*reviews.ABOUT["imdb"], *reviews.IMDB.at_hand())),
    ]


def load(name: str) -> Digits | Series | Reviews:
    """Load the data set that `catalogue` calls `name`; download it first if it is not available.

    Raises
    ------
    DataError
        As the loader of this data set.
    """
    if name == "co2":
        return co2.load_co2()
    if name in ("reviews", "imdb"):
        return reviews.load_reviews(source="grammar" if name == "reviews" else name)
    return digits.load_digits(name)
