"""Which learner each file belongs to, decided by one rule for all forms of names.

A learner is a platform's number where the platform gives one to a person, else a name; canonically equal names are one
learner. Names of people are labels: two people of one name stay two, whatever they are called.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count

from course_utils.grading.safe_names import clean
from course_utils.grading.submissions.files import SubmissionsError
from course_utils.grading.submissions.names import Item, canonical, is_group, is_version, looks_like, platform_of

NO_NAME = "neither a folder nor the name of this file says whose it is"
_NBGRADER = {"source", "release", "autograded", "feedback"}  # next to "submitted": not what learners handed in
_ANONYMOUS = {"participant", "teilnehmer", "teilnehmer in", "participante", "participant(e)", "deelnemer"}

Person = tuple[str, ...]
Download = tuple[object, ...]


def identify(items: Sequence[Item], roots: Sequence[str], learner_level: int | None) -> tuple[str, ...]:
    """Write into each item which learner it belongs to, and refuse items that belong to nobody.

    Parameters
    ----------
    items : sequence of Item
        What was handed in.
    roots : sequence of str
        The name of each container: of the one learner whose folder it is, if it is one.
    learner_level : int, optional
        Which folder below a path names the learner, 1 for the first, 0 for the path itself; found, if it is certain.

    Returns
    -------
    tuple of str
        How folders were read that can be read differently, each in a sentence with the option that does so.

    Raises
    ------
    SubmissionsError
        When the folders can be read in several ways, and none of them is likelier.
    """
    readings = []
    by_container: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_container[item.container].append(item)
    for container, inside in by_container.items():
        wrappers = _check_platforms(inside)
        plain = [item for item in inside if not item.platform and item.kind != "nobody"]
        decisive = [item for item in plain if item.kind == "notebook"] or [item for item in plain if item.lesson]
        level = learner_level
        if level is None:
            known = any(item.platform for item in inside) or not decisive
            demoted = any(platform_of(part, False) for item in decisive for part in item.chain)
            level = wrappers + 1 if known else _level(decisive, roots[container], demoted)
            if level == 0:
                _check_downloads(decisive, roots[container])
            if not known:
                readings += _other_reading(decisive, roots[container], level)
        for item in plain:
            names = (roots[container], *item.chain)
            name = names[level] if len(names) > level else ""
            sentence = looks_like(name) if name else NO_NAME
            if not sentence:
                item.person, item.label = ("name", canonical(name)), name
            elif item.kind != "other":
                item.kind, item.sentence = "nobody", sentence
    _number([item for item in items if item.platform])
    _join_names([item for item in items if item.person])
    _write_labels([item for item in items if item.person])
    return tuple(readings)


# ---- the level of the learners


def _check_platforms(items: Sequence[Item]) -> int:
    """Treat a platform's name inside a learner's own folder as an ordinary name.

    It counts where every hand-in has one around it, and next to folders of learners; deeper down anybody can make one.

    Returns
    -------
    int
        How many folders are around everything.
    """
    handed_in = [item for item in items if item.kind != "other" and len(item.entry.parts) > 1]
    own = [item for item in handed_in if not item.platform]
    folders = [item.entry.parts[: item.depth + 1 if item.platform else -1] for item in handed_in]
    wrappers = 0
    while (
        folders and all(len(each) > wrappers + 1 for each in folders) and len({each[wrappers] for each in folders}) == 1
    ):
        wrappers += 1
    for item in items:
        if not item.platform or not own or item.depth <= wrappers:
            continue
        if item.platform.name == "nbgrader" and item.entry.parts[item.depth - 1].casefold() == "submitted":
            _leave_out_steps(own, item.depth - 1)
            if all(other.kind == "nobody" for other in own):
                continue
        item.chain = tuple(canonical(part) for part in item.entry.parts[:-1])
        item.platform = None
    return wrappers


def _leave_out_steps(items: Iterable[Item], depth: int) -> None:
    for item in items:
        if len(item.entry.parts) > depth + 1 and item.entry.parts[depth].casefold() in _NBGRADER:
            item.kind, item.sentence = "nobody", "nbgrader keeps its own copies in this folder; nobody handed this in"


def _level(items: Sequence[Item], root: str, demoted: bool) -> int:
    """Return which of the names (root, folder, folder in the folder, …) is the learner's.

    `demoted` is whether a platform's name was taken for a plain one.
    """
    rows = [((root, *item.chain), item.lesson) for item in items]
    level = 0
    while any(len(names) > level + 1 for names, _ in rows):
        lessons: dict[tuple[str, ...], set[str]] = defaultdict(set)
        branches: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
        directs = False
        for names, lesson in rows:
            here = names[: level + 1]
            if len(names) > level + 1:
                lessons[here].add(lesson)
                if not is_version(names[level + 1]) and names[level + 1] != names[level]:
                    branches[here, lesson].add(names[level + 1])
            elif len(names) == level + 1:
                directs = True
                lessons[here].add(lesson)
        crowded = {where: found for where, found in branches.items() if len(found) > 1}
        below = {names[level + 1] for names, _ in rows if len(names) > level + 1}
        inside = {name for names, _ in rows for name in names[level + 1 :]}
        only_words = all(is_version(name) or is_group(name) for name in inside)
        if level == 0:
            unclear = directs and len(below) == 1 and not only_words
            deeper = bool(crowded) or not only_words
        elif all(is_group(where[-1]) for where in lessons):
            unclear = bool(crowded) and only_words
            deeper = not only_words
        elif len(lessons) == 1:
            unclear = directs and len(below) > 1 and not crowded and not only_words
            deeper = bool(crowded) or not (directs or only_words)
        else:
            one_each = all(len(found) == 1 for found in lessons.values())
            one_each = one_each and len(set().union(*lessons.values())) == len(lessons)
            again = Counter(name for found in branches.values() for name in found)
            deeper = bool(crowded) and one_each and not directs and max(again.values()) > 1
            mixed = {key: found for key, found in branches.items() if is_group(key[0][-1]) and not is_group(min(found))}
            crowded = crowded or mixed  # as "late", next to learners
            unclear = bool(crowded) and not deeper
        if unclear:
            own_path = "; if a folder in it is a platform's download, give that folder as a path of its own" * demoted
            raise SubmissionsError(_ask(level, crowded, below, rows) + own_path)
        if not deeper:
            break
        level += 1
    return level


def _other_reading(items: Iterable[Item], root: str, level: int) -> list[str]:
    """Return a sentence if the names one level deeper could be the learners' as well, as in red/ada and blue/ben.

    They could not if some notebook has none, or one of words for versions and groups, or that of its folder, or if
    several folders have the same name in them for one lesson, such as that of a file that everybody was given.
    """
    inner: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in items:
        names = (root, *item.chain)
        if len(names) <= level + 1:
            return []
        outer, name = names[level].casefold(), names[level + 1].casefold()
        words = re.findall(r"[^\W\d_]+", name)
        says_nothing = is_version(name) or (words and all(is_version(word) or is_group(word) for word in words))
        if says_nothing or outer in name or name in outer:
            return []
        inner[names[level + 1], item.lesson].add(names[level])
    outside = sorted({name for found in inner.values() for name in found})
    if len(outside) < 2 or any(len(found) > 1 for found in inner.values()):
        return []
    learners = [*dict.fromkeys(clean(name) for name, _ in sorted(inner, key=lambda each: min(inner[each])))]
    return [
        f"In {clean(root)}, each folder, such as {' or '.join(map(clean, outside[:2]))}, was read as one learner. "
        f"If the folders of the learners are one level deeper, such as {' and '.join(learners[:2])}, "
        f"add --learner-level {level + 1}."
    ]


def _check_downloads(items: Iterable[Item], root: str) -> None:
    """Refuse notebooks of one lesson that differ only in a browser's numbers, since they may be several learners'."""
    lessons: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if not item.chain:
            lessons[item.lesson].append(item)
    for found in lessons.values():
        if len(found) > 1 and any(item.downloaded for item in found):
            examples = " and ".join(item.shown for item in found[:2])
            raise SubmissionsError(
                f"it is not certain whose {examples} are; add --learner-level 0 if everything in {clean(root)} is one "
                "learner's, or else put the notebooks of each learner into a folder of that name"
            )


def _ask(level: int, crowded: dict, below: set[str], rows: Iterable[tuple[tuple[str, ...], str]]) -> str:
    where, inside = next(((names, found) for (names, _), found in sorted(crowded.items())), (None, below))
    if where is None:
        where = next(names[: level + 1] for names, _ in rows if len(names) > level + 1)
    folder, learners = clean("/".join(where[1:]) or where[0]), " and ".join(clean(name) for name in sorted(inside)[:2])
    return (
        f"it is not certain whose the notebooks in {folder} are; add --learner-level {level} if {clean(where[-1])} is "
        f"one learner, or --learner-level {level + 1} if the learners are inside, such as {learners}"
    )


# ---- people


def _number(items: Sequence[Item]) -> None:
    """Write into each item of a platform the person that its name and number mean."""
    moodle, blackboard = [], []
    for item in items:
        platform = item.platform
        assert platform
        item.label = platform.person
        item.person = ("name" if platform.name == "nbgrader" else platform.name, canonical(platform.person))
        if platform.name == "Canvas":
            item.person = ("Canvas", platform.number)
        elif platform.name == "Brightspace":  # D2L documents the number nowhere, so the name must be the same as well
            item.person = (*item.person, platform.number)
        elif platform.name == "Moodle" and platform.number:
            moodle.append(item)
        elif platform.name == "Blackboard":
            blackboard.append(item)
    _number_moodle(moodle)
    _lengthen_blackboard(blackboard)
    names: dict[Person, set[str]] = defaultdict(set)
    for item in items:
        names[item.person].add(item.label)
    for item in items:
        item.label = min(names[item.person])


def _number_moodle(items: Sequence[Item]) -> None:
    """Join the numbers of one name, unless that could be two people.

    Moodle gives a person another number in each assignment, and has the same number for nobody else.
    """
    names: dict[str, str] = {}
    for item in items:
        number, name = _moodle(item)
        names[number] = min(names.get(number, name), name)
    lessons: dict[str, set[str]] = defaultdict(set)
    downloads: dict[str, set[Download]] = defaultdict(set)
    members: dict[Download, set[str]] = defaultdict(set)
    together: dict[Download, set[frozenset[str]]] = defaultdict(set)
    numbers: dict[str, set[str]] = defaultdict(set)
    for item in items:
        number, _ = _moodle(item)
        download = (item.container, *item.entry.parts[: item.depth])
        downloads[number].add(download)
        members[download].add(names[number])
        numbers[names[number]].add(number)
        if item.lesson:
            lessons[number].add(item.lesson)
    for number, where in downloads.items():
        for download in where:
            together[download] |= _pairs(lessons[number], lessons[number])

    def two_people(one: str, other: str) -> bool:
        """Return whether two numbers of one name could be two people's."""
        if not lessons[one] or not lessons[other]:
            return True
        same_lesson = bool(lessons[one] & lessons[other])
        if shared := downloads[one] & downloads[other]:
            # two downloads in one folder, where nobody has a notebook of both lessons
            return same_lesson or any(_pairs(lessons[one], lessons[other]) & together[download] for download in shared)
        return same_lesson and not all(
            _one_class(members[first], members[second]) for first in downloads[one] for second in downloads[other]
        )

    apart = {
        name
        for name, found in numbers.items()
        if name.casefold() in _ANONYMOUS
        or any(two_people(one, other) for one in found for other in found if one < other)
    }
    for item in items:
        number, _ = _moodle(item)
        name = item.label = names[number]
        item.person = ("Moodle", name)
        if name.casefold() in _ANONYMOUS:
            item.label = f"{name} {number}"
            item.person = ("Moodle", item.label)
        elif name in apart:
            item.person = ("Moodle", name, number)


def _moodle(item: Item) -> tuple[str, str]:
    assert item.platform
    return item.platform.number, canonical(item.platform.person)


def _pairs(some: Iterable[str], others: Iterable[str]) -> set[frozenset[str]]:
    return {frozenset((one, other)) for one in some for other in others}


def _one_class(some: set[str], others: set[str]) -> bool:
    """Return whether downloads with these names are two assignments of one class, not two groups of one assignment."""
    fewer = min(len(some), len(others))
    return fewer >= 5 and 2 * len(some & others) > fewer


def _lengthen_blackboard(items: Sequence[Item]) -> None:
    """Give users a longer name if several in one download and lesson have the same part after the last "_"."""
    heads: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for item in items:
        assert item.platform
        heads[item.container, item.entry.parts[: item.depth], item.lesson, item.platform.person].add(
            item.platform.assignment
        )
    for item in items:
        assert item.platform
        where = (item.container, item.entry.parts[: item.depth], item.lesson, item.platform.person)
        if len(heads[where]) > 1:
            item.label = f"{item.platform.assignment}_{item.platform.person}"
            item.person = ("Blackboard", canonical(item.label))


def _join_names(items: Sequence[Item]) -> None:
    """Join an ordinary name to the platform's learner of this name, if a different path has exactly one."""
    known: dict[str, set[Person]] = defaultdict(set)
    where: dict[Person, set[int]] = defaultdict(set)
    for item in items:
        where[item.person].add(item.container)
        if item.person[0] != "name":
            known[canonical(item.label)].add(item.person)
    for item in items:
        same = known.get(canonical(item.label), set())
        if item.person[0] == "name" and len(same) == 1 and not where[item.person] & where[min(same)]:
            item.person = min(same)


# ---- labels


def _write_labels(items: Sequence[Item]) -> None:
    """Give each person a unique label, and add a note if the label is not simply the name."""
    labels: dict[Person, str] = {}
    numbers: dict[Person, set[str]] = defaultdict(set)
    for item in items:
        labels[item.person] = min(labels.get(item.person, item.label), item.label)
        if item.platform and item.platform.number:
            numbers[item.person].add(item.platform.number)
    people: dict[str, list[Person]] = defaultdict(list)
    for person in sorted(labels):
        people[clean(labels[person])].append(person)
    texts: dict[Person, str] = {}
    used = {text for text, found in people.items() if text and len(found) == 1}
    for text, found in people.items():
        for person in found:
            wanted = text or "without a name"
            if len(found) > 1 and numbers[person]:
                wanted = f"{wanted} ({min(numbers[person])})"
            if len(found) > 1 or not text:
                wanted = next(free for free in _numbered(wanted) if free not in used)
                used.add(wanted)
            texts[person] = wanted
    for item in items:
        text, name = texts[item.person], labels[item.person]
        if len(people[clean(name)]) > 1 and numbers[item.person]:
            item.notes.append(f"Several people are called {clean(name)}; the number says which of them this is.")
        elif text != canonical(name):
            item.notes.append("The name is shown changed, because it has signs that are not allowed or is taken.")
        item.label = text


def _numbered(text: str) -> Iterator[str]:
    return chain([text], (f"{text} [{number}]" for number in count(2)))
