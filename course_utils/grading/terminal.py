"""What the terminal says at the end of a run: what became of the files, and who has no grade."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from course_utils.grading import batch
from course_utils.grading.gradebook import Filled
from course_utils.grading.reports import Report
from course_utils.grading.submissions import FileOutcome, Submission
from course_utils.grading.worker import KILLED

SHOWN = 5  # names in a line about files; the page of the class has all of them


def about_files(files: Iterable[FileOutcome], odd: Sequence[tuple[str, str]] = ()) -> list[str]:
    """Return how many files had each outcome, and the first names and reasons.

    Parameters
    ----------
    files : iterable of FileOutcome
    odd : sequence of (str, str)
        Files among the reports that are not reports, and why.
    """
    reasons: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        reasons[file.outcome][file.sentence].append(file.path)
    counts = Counter({outcome: sum(map(len, names.values())) for outcome, names in reasons.items()})
    lines = []
    if counts:
        lines.append(f"Files: {', '.join(f'{number} {outcome}' for outcome, number in counts.most_common())}.")
    reasons.pop("graded", None)
    for name, why in odd:
        reasons["among the reports"][why].append(name)
    for outcome, names in reasons.items():
        by_number = sorted(names.items(), key=lambda reason: -len(reason[1]))
        lines += [f"  {outcome}: {_some(paths)} ({why})" for why, paths in by_number[:SHOWN]]
        if more := sum(len(paths) for _, paths in by_number[SHOWN:]):
            lines.append(f"  {outcome}: {more} more, which class.html names")
    return lines


def about_aside(moved: Sequence[str], out: Path) -> list[str]:
    """Return the line about reports of submissions that this run was not given."""
    if not moved:
        return []
    reports = "1 report" if len(moved) == 1 else f"{len(moved)} reports"
    return [f"Moved to {out / batch.ASIDE}, because this run was not given their notebooks: {reports}, {_some(moved)}."]


def about_people(
    submissions: Sequence[Submission], files: Iterable[FileOutcome], reports: Sequence[Report], out: Path
) -> list[str]:
    """Return a line, with the reason, for each learner who has no grade or lost points because of a limit."""
    lines, come = [], set()
    for report in sorted(reports, key=lambda each: (each.student, each.lesson)):
        come.add((report.student, report.lesson))
        if report.failure:
            last = report.failure.strip().splitlines()[-1][:200]
            lines.append(
                f"No grade for {report.student}, {report.lesson}: the grader itself failed with {last}. Please send "
                f"{batch.error_file(out, report)} to the maintainers of the course."
            )
        elif report.problem:
            lines.append(f"No points for {report.student}, {report.lesson}: {report.problem}.")
    for each in submissions:
        if (each.student, each.lesson) not in come:
            lines.append(f"No grade yet for {each.student}, {each.lesson}: the run was stopped before.")
    if who := _with_status(reports, "stopped_time", "stopped_memory"):
        larger = "a larger --timeout or --memory with --resume grades them again"
        lines.append(f"Exercises that a limit stopped: {who}; {larger}.")
    again = (
        "Run the same command with --resume to grade them again. If this computer runs out of memory, add --workers "
        "with a smaller number."
    )
    if who := _with_status(reports, "crashed"):
        lines.append(f"For these exercises, the process ended early or was killed: {who}. {again}")
    if killed := sorted({each.student for each in reports if any(KILLED in note for note in each.notes)}):
        lines.append(f"For these learners, the process of a code cell was killed: {', '.join(killed)}. {again}")
    with_rows = {each.student for each in submissions}
    for file in files:
        if file.student and file.student not in with_rows:
            lines.append(f"No grade for {file.student}: {file.path}: {file.sentence}.")
    return lines


def about_gradebook(filled: Filled, platform: str, path: Path) -> list[str]:
    """Return how many grades a grade book got, and who has none."""
    grades = "1 grade" if filled.grades == 1 else f"{filled.grades} grades"
    lines = [f"{path} has {grades} for {platform.capitalize()} to import.", *filled.notes]
    lines += [f"No grade in {path.name} for {student}: {why}." for student, why in filled.left_out]
    if filled.absent:
        lines.append(f"In {path.name} without a new grade, because no notebook was given: {', '.join(filled.absent)}.")
    return lines


def go_on(out: Path) -> str:
    """Return what to do after a run that was stopped."""
    return f"Stopped. What was graded is in {out}, and the same command with --resume goes on from there."


def _with_status(reports: Iterable[Report], *statuses: str) -> str:
    """Return the learners with exercises of these statuses, and how many each has."""
    counts = Counter(report.student for report in reports for result in report.results if result.status in statuses)
    return ", ".join(f"{student} ({number})" for student, number in sorted(counts.items()))


def _some(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
