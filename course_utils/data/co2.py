"""Real time series: how much carbon dioxide the air of Hawaii held, week by week."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("co2.csv")
FIRST = np.datetime64("1965-01-01")  # the file begins in 1958, with gaps of up to 18 weeks; later, they have at most 4
LICENCE = "public domain"
CITATION = (
    "C. D. Keeling, T. P. Whorf: Atmospheric CO2 concentrations derived from in situ air samples at Mauna Loa "
    "Observatory, Hawaii. In: Trends, A Compendium of Data on Global Change. Carbon Dioxide Information Analysis "
    "Center, Oak Ridge National Laboratory, 2004"
)


@dataclass(frozen=True, eq=False, repr=False)
class Series:
    """Numbers at equal distances in time.

    You may change the arrays; loading again gives the original ones.

    Attributes
    ----------
    values : numpy.ndarray
        The measurements, float64 of shape (weeks,): molecules of CO2 in a million molecules of air (ppm).
    dates : numpy.ndarray
        The Saturday that ends each week, datetime64[D] of shape (weeks,), rising by seven days.
    filled : numpy.ndarray
        Whether a week has no measurement, bool of shape (weeks,). Its value is then that of the last
        week that has one. Nothing is filled in from the future.
    unit, licence, citation : str
    """

    values: np.ndarray
    dates: np.ndarray
    filled: np.ndarray
    unit: str
    licence: str
    citation: str

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        return (
            f"Series({len(self)} weeks from {self.dates[0]} to {self.dates[-1]}, {self.filled.sum()} of them "
            f"filled: {self.values.min():.1f} to {self.values.max():.1f} {self.unit}; licence {self.licence})"
        )


def load_co2() -> Series:
    """Load the weekly carbon dioxide of the air at Mauna Loa, Hawaii, from 1965 to the end of 2001."""
    days, measured = [], []
    for line in FILE.read_text(encoding="ascii").splitlines()[1:]:
        day, value = line.split(",")
        days.append(f"{day[:4]}-{day[4:6]}-{day[6:]}")
        measured.append(float(value) if value else np.nan)
    dates, values = np.array(days, "datetime64[D]"), np.array(measured)
    filled = np.isnan(values)
    last = np.maximum.accumulate(np.where(filled, 0, np.arange(len(values))))  # the last week with a measurement
    chosen = dates >= FIRST
    return Series(values[last][chosen], dates[chosen], filled[chosen], "ppm", LICENCE, CITATION)
