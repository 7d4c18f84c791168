"""A data set in three parts, and its sizes in words."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False, repr=False)
class Parts:
    """Inputs and labels, split into a training, a validation and a test set.

    You may change the arrays; loading again gives the original ones.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    source: str
    licence: str
    citation: str

    def _sizes(self) -> dict[str, int]:
        return {"training": len(self.y_train), "validation": len(self.y_val), "test": len(self.y_test)}

    def __repr__(self) -> str:
        sizes = ", ".join(f"{n:,} {part}" for part, n in self._sizes().items())
        return f"{type(self).__name__}(source={self.source!r}: {sizes}; licence {self.licence})"
