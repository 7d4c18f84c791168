"""Helper of the lesson: reviews with the same words and the opposite label."""

from collections import defaultdict
from collections.abc import Sequence


def find_twins(texts: Sequence[str], labels: Sequence[int]) -> list[tuple[str, str]]:
    """Return pairs of texts that have the same words in a different order, and opposite labels.

    Parameters
    ----------
    texts : sequence of str
        With a space between two words.
    labels : sequence of int
        0 negative, 1 positive.

    Returns
    -------
    list of (str, str)
        The negative and the positive text of each pair. A text is in one pair at most.
    """
    groups: dict[tuple[str, ...], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for text, label in zip(texts, labels, strict=True):
        groups[tuple(sorted(text.split()))][label].append(text)
    return [pair for negative, positive in groups.values() for pair in zip(negative, positive, strict=False)]
