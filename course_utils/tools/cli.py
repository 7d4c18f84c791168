"""The command `course`: which words it knows, and which module answers each of them.

A verb is a function that takes the parsed arguments, calls the module that does the work, imported only then, and
returns the exit code: 0 done, 1 did not work out, 2 asked for something that is not there.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path

KEPT = "where everything about the class is kept (my-class)"


class Refused(Exception):
    """What was asked for is not there; the text says what is, and ends the command with exit code 2."""


def main(argv=None):
    """Run one verb; return its exit code.

    Parameters
    ----------
    argv : list of str, optional
        The words after `course`; None takes those of the command line.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal that lacks a letter gets "?", and no traceback
    try:
        parser = _parser()
        arguments = parser.parse_args(argv)
        if arguments.verb is None:
            parser.print_help(sys.stderr)
            return 2
        return arguments.verb(arguments)
    except Refused as refusal:
        print(f"course: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def lab(arguments):
    from course_utils.tools.lab import PortError, open_lab

    try:
        open_lab(_course_folder(), browser=not arguments.no_browser, port=arguments.port)
    except PortError as error:
        raise Refused(str(error)) from error
    return 0


def present(arguments):
    from course_utils.tools.lab import PortError
    from course_utils.tools.present import present

    (lesson,) = _lessons(arguments.lesson)
    try:
        present(lesson, browser=not arguments.no_browser, port=arguments.port)
    except PortError as error:
        raise Refused(str(error)) from error
    return 0


def doctor(arguments):
    from course_utils.tools.doctor import examine, examine_class

    if arguments.reach is None:
        return examine()
    if len(arguments.reach) > 2:
        raise Refused("--class takes an address and, at most, a join code")
    return examine_class(*arguments.reach)


def data(arguments):
    from course_utils.data import DataError, catalogue, load

    sets = {one.name: one for one in catalogue()}
    if arguments.name is None:
        for one in sets.values():
            print(f"{one.name}: {one.title}, {one.size}, {one.licence}")
            print(f"  From: {one.citation}")
            print(f"  {'Available' if one.at_hand else 'Not available'}: {one.where}")
            if one.how_to_get:
                print(f"  To get it, {one.how_to_get}")
        return 0
    if arguments.name not in sets:
        raise Refused(f"there is no data set {arguments.name!r}; the data sets are {', '.join(sets)}")
    try:
        print(load(arguments.name))
    except DataError as error:
        print(f"course: {error}", file=sys.stderr)
        return 1
    return 0


def check(arguments):
    from course_utils.tools.check_notebook import answers
    from course_utils.tools.notebook_io import NotebookError

    passed = True
    for path in arguments.path:
        if not path.is_file():
            raise Refused(f"there is no file {path}")
        try:
            found = answers(path)
        except NotebookError as error:
            print(f"course: {error}", file=sys.stderr)
            passed = False
            continue
        if not found:
            raise Refused(f"{path} has no checks; exercises are in the folder exercises/")
        for where, said in found:
            passed &= said.startswith("✔")
            print(f"{where}\n{said}\n")
    return 0 if passed else 1


def submit(arguments):
    from course_utils.classroom.hand_in import submit_file
    from course_utils.grading.submit import Attempt, NotSubmitted

    try:
        attempt = submit_file(arguments.path)
    except NotSubmitted as error:
        raise Refused(str(error)) from error
    except KeyboardInterrupt:
        print("Stopped, and nothing was handed in. Run the same command again when you are ready.")
        return 130
    print(attempt)
    if not isinstance(attempt, Attempt):
        return 0  # the class has it, and grades it
    if arguments.open:
        import webbrowser

        webbrowser.open(attempt.page.as_uri())
    return 1 if attempt.report.failure else 0


def grade(arguments):
    from course_utils.grading import command

    limits = {"seconds": arguments.timeout, "memory_mb": arguments.memory}
    try:
        return command.grade(
            arguments.path,
            arguments.out,
            workers=arguments.workers,
            scheduler=arguments.scheduler,
            limits=limits,
            resume=arguments.resume,
            force=arguments.force,
            unsafe=arguments.unsafe,
            hidden=arguments.hidden,
            format=arguments.format,
            gradebook=arguments.gradebook,
            decimal_comma=arguments.decimal_comma,
            learner_level=arguments.learner_level,
            due=arguments.due,
        )
    except command.CannotGrade as error:
        raise Refused(str(error)) from error


def serve(arguments):
    from course_utils.classroom import hub, network, store
    from course_utils.classroom.serve import rehearse, serve
    from course_utils.grading.cluster import NotInstalled

    given = {
        "browser": not arguments.no_browser,
        "unsafe": arguments.unsafe,
        "scheduler": arguments.scheduler,
        "tls": arguments.tls,
    }
    try:
        if hub.is_service():
            if arguments.rehearse or arguments.scheduler or arguments.tls:
                raise Refused("a class on a JupyterHub has no --rehearse, --scheduler or --tls; leave them out")
            return hub.serve(arguments.folder, unsafe=arguments.unsafe)
        if arguments.rehearse:
            return rehearse(arguments.rehearse, arguments.port, **given)
        return serve(arguments.folder, arguments.port, **given)
    except (hub.CannotServe, network.NoPort, store.CannotOpen, NotInstalled) as error:
        raise Refused(str(error)) from error


def join(arguments):
    from course_utils.classroom.member import NotJoined, enter
    from course_utils.classroom.wire import parse_address

    try:
        member, card = enter(*parse_address(arguments.address), arguments.code, arguments.name)
    except (NotJoined, ValueError) as error:
        print(f"course: {error}", file=sys.stderr)
        return 1
    print(f"Welcome, {member.name}.\n{card}")
    return 0


def leave(arguments):
    from course_utils.classroom import leave

    print(leave(forget=arguments.forget))
    return 0


def delete_class(arguments):
    from course_utils.classroom.store import CannotOpen, delete

    try:
        delete(arguments.folder)
    except CannotOpen as error:
        raise Refused(str(error)) from error
    print(f"The class in {arguments.folder} is deleted: names, results, and all else that was kept about it.")
    return 0


def build(arguments):
    from course_utils.tools.make_exercises import execute_all, make_exercises
    from course_utils.tools.notebook_io import NotebookError

    folder = _course_folder()
    try:
        if arguments.what in ("all", "words"):
            from course_utils.tools.glossary import write_words

            write_words(folder)
        if arguments.what in ("all", "notebooks"):
            paths = [path for kind in ("notebooks", "solutions") for path in sorted((folder / kind).glob("*.ipynb"))]
            chosen = [path for path in paths if not arguments.name or path.stem in arguments.name]
            if unknown := sorted(set(arguments.name) - {path.stem for path in chosen}):
                raise Refused(
                    f"there is no notebook {unknown[0]!r}; there are {', '.join(sorted({p.stem for p in paths}))}"
                )
            execute_all(chosen)
        if arguments.what in ("all", "exercises"):
            make_exercises(folder / "solutions", folder / "exercises")
        if arguments.what in ("all", "cards"):
            from course_utils.paths import write
            from course_utils.tools.casecards import FILE, page

            write(folder / FILE, page())
        if arguments.what in ("all", "teaching"):
            from course_utils.paths import write
            from course_utils.tools.teaching_pages import pages

            for file, text in pages(folder).items():
                write(folder / file, text)
    except NotebookError as error:
        print(f"course: {error}", file=sys.stderr)
        return 1
    return 0


def slides(arguments):
    try:
        from course_utils.tools.slides import SlidesError, write_deck
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in ("latex2mathml", "mistune", "pygments"):
            raise
        raise Refused(f"slides need {package}; run: pip install -c constraints.txt -e .[slides]") from error
    from course_utils.tools.notebook_io import NotebookError

    folder = arguments.folder or _course_folder() / "slides"
    try:
        for path in _lessons(arguments.lesson, every="all"):
            file = write_deck(path, folder)
            print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    except (NotebookError, SlidesError) as error:
        print(f"course: {error}", file=sys.stderr)
        return 1
    print("Open a file in a browser. The key s opens the speaker's notes, ? shows all keys; printing makes handouts.")
    return 0


def new(arguments):
    from course_utils.tools.new_exercise import CannotAdd, add_exercise
    from course_utils.tools.notebook_io import NotebookError

    folder = _course_folder()
    try:
        files = add_exercise(folder, arguments.name, arguments.lesson)
    except CannotAdd as error:
        raise Refused(str(error)) from error
    except NotebookError as error:
        print(f"course: {error}", file=sys.stderr)
        return 1
    print("A small exercise that works is in these three files. Put your own in its place:")
    for file in files:
        print(f"  {file.relative_to(folder).as_posix()}")
    lesson = files[0].stem
    print(f"Then: course build notebooks {lesson}, course build exercises,")
    print(f"  python -m pytest tests/answers -k {arguments.name}")
    print("CONTRIBUTING.md has every step, and what the tools say when one is missing.")
    return 0


def test(arguments):
    from course_utils.tools.selftest import run_all

    return run_all(_course_folder())


def _parser():
    parser = argparse.ArgumentParser(
        prog="course", description="Neural networks with TensorFlow and Keras 3: the course's commands."
    )
    parser.set_defaults(verb=None)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")

    def add(verb, says):
        sub = verbs.add_parser(verb.__name__, help=says, description=says)
        sub.set_defaults(verb=verb)
        return sub

    sub = add(lab, "Open JupyterLab on the first lesson; Ctrl-C stops it.")
    sub.add_argument("--no-browser", action="store_true", help="only print the address")
    sub.add_argument("--port", type=_port, help="where JupyterLab listens, 1 to 65535 (else 8888 or another free one)")
    sub = add(present, "Open a copy of a lesson for a projector: large type, and Page Down for the next section.")
    sub.add_argument("lesson", metavar="LESSON", help="such as 03a")
    sub.add_argument("--no-browser", action="store_true", help="only print the address")
    sub.add_argument("--port", type=_port, help="where JupyterLab listens, 1 to 65535 (else 8888 or another free one)")
    sub = add(doctor, "Show what is installed, what is missing, and what to do about it.")
    says = "show why this laptop cannot reach a class, and nothing else; with CODE, check code and certificate, too"
    sub.add_argument("--class", nargs="+", dest="reach", metavar=("ADDRESS", "CODE"), help=says)
    sub = add(data, "List the data sets; with a name, fetch that one ahead of time.")
    sub.add_argument("name", nargs="?", metavar="NAME", help="such as mnist")
    sub = add(check, "Run an exercise notebook and print what its checks say; exit code 1 until all pass.")
    sub.add_argument("path", nargs="+", type=Path, metavar="NOTEBOOK", help="such as exercises/00_welcome.ipynb")
    sub = add(submit, "Grade an exercise notebook of your own with fresh inputs; every attempt is kept.")
    sub.add_argument("path", type=Path, metavar="NOTEBOOK", help="such as exercises/00_welcome.ipynb")
    sub.add_argument("--open", action="store_true", help="show the report in a browser")
    sub = add(grade, "Grade what learners handed in: tables, a page for each of them, a page for the class.")
    sub.add_argument("path", nargs="+", type=Path, metavar="PATH", help="a notebook, a folder or a zip")
    sub.add_argument("--out", type=Path, required=True, metavar="OUT", help="the folder for grades and pages")
    sub.add_argument("--workers", type=_count, metavar="N", help="how many are graded at once (one for each core)")
    sub.add_argument("--scheduler", metavar="ADDRESS", help="of Dask, to grade on other machines: tcp://…:8786")
    sub.add_argument("--timeout", type=float, default=600, metavar="S", help="seconds for one notebook (600)")
    sub.add_argument("--memory", type=int, default=2048, metavar="MB", help="megabytes for one notebook (2048)")
    says = "go on in a folder with grades: grade what is new, has changed, or was stopped by a limit that is larger now"
    sub.add_argument("--resume", action="store_true", help=says)
    sub.add_argument("--force", action="store_true", help="go on in a folder with grades, and grade everything again")
    sub.add_argument("--format", choices=["csv", "moodle", "canvas"], default="csv", help="whose grade book to fill in")
    says = "the grading worksheet that Moodle gave out, or the grade book that Canvas exported"
    sub.add_argument("--gradebook", type=Path, metavar="FILE", help=says)
    sub.add_argument("--decimal-comma", action="store_true", help="write our own tables with ; and decimal commas")
    sub.add_argument("--unsafe", action="store_true", help="grade without a sandbox where there is none")
    says = "judge lesson 09's project by your own pictures of digits, in folders 0 to 9"
    sub.add_argument("--hidden", type=Path, metavar="FOLDER", help=says)
    says = "which folder below PATH is a learner's: 1 for the first, 2 for the folders inside (found, if it is certain)"
    sub.add_argument("--learner-level", type=int, choices=range(10), metavar="N", help=says)
    says = "mark what was handed in later, such as 2026-05-04T20:00"
    sub.add_argument("--due", type=datetime.fromisoformat, metavar="TIME", help=says)
    sub = add(serve, "Open a live class on this laptop; Ctrl-C stops it.")
    sub.add_argument("folder", nargs="?", type=Path, default=Path("my-class"), metavar="FOLDER", help=KEPT)
    sub.add_argument("--port", type=_port, default=8765, help="where the class listens (8765)")
    sub.add_argument("--no-browser", action="store_true", help="only print the address of your page")
    sub.add_argument("--unsafe", action="store_true", help="grade hand-ins without a sandbox where there is none")
    sub.add_argument("--scheduler", metavar="ADDRESS", help="of Dask, to grade hand-ins on other machines")
    sub.add_argument("--tls", action="store_true", help="encrypt connections, for a network that you do not trust")
    says = "try it with N simulated learners, in a folder that is deleted at the end"
    sub.add_argument("--rehearse", type=_count, metavar="N", help=says)
    sub = add(join, "Join the class of your teacher: results then reach it while a notebook is open.")
    sub.add_argument("address", metavar="ADDRESS", help="as your teacher shows it, such as 192.168.1.5")
    sub.add_argument("code", nargs="?", metavar="CODE", help="the join code; not needed where only the address is new")
    sub.add_argument("name", nargs="?", metavar="NAME", help="the name that your teacher should see")
    sub = add(leave, "Leave the class: nothing is sent any more.")
    sub.add_argument("--forget", action="store_true", help="have everything deleted that was sent")
    classes = verbs.add_parser("class", help="Delete a class and everything that was kept about it.")
    kinds = classes.add_subparsers(title="verbs", metavar="VERB", required=True)
    sub = kinds.add_parser("delete", help="Delete a class: names, results, and all else.")
    sub.set_defaults(verb=delete_class)
    sub.add_argument("folder", type=Path, metavar="FOLDER", help="the folder that `course serve` named")
    sub = add(
        build,
        "Run lessons and solutions, make exercises/, tables of words, case cards and teacher's pages: "
        "for those who change the course.",
    )
    kinds = ["all", "words", "notebooks", "exercises", "cards", "teaching"]
    sub.add_argument("what", nargs="?", choices=kinds, default="all", help="all by default")
    sub.add_argument("name", nargs="*", metavar="NAME", help="only these notebooks, such as 01_data_preparation")
    sub = add(slides, "Make slides of a lesson: one HTML file that needs no network.")
    sub.add_argument("lesson", metavar="LESSON", help="such as 05, or all")
    sub.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where the file is written (slides)")
    sub = add(new, "Write a small exercise that works, to be replaced by your own: for those who change the course.")
    sub.add_argument("what", choices=["exercise"], help="the only thing that can be added")
    sub.add_argument("name", metavar="NAME", help="of the learner's answer, such as row_means")
    sub.add_argument("--lesson", required=True, metavar="NN", help="two digits, such as 02")
    add(test, "Run everything that `make test` runs: for those who change the course.")
    return parser


def _port(text):
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, got {text}")
    return port


def _count(text):
    count = int(text)
    if not 1 <= count <= 256:
        raise argparse.ArgumentTypeError(f"a number from 1 to 256 is needed, got {text}")
    return count


def _lessons(name, every=None):
    """Return the lessons' notebooks that a name stands for: "03a", "03a_training_and_evaluation", or `every`."""
    paths = sorted((_course_folder() / "notebooks").glob("*.ipynb"))
    chosen = [path for path in paths if name in (every, path.stem, path.stem.partition("_")[0])]
    if not chosen:
        raise Refused(f"there is no lesson {name!r}; there are {', '.join(path.stem for path in paths)}")
    return chosen


def _course_folder():
    from course_utils.paths import course_folder

    try:
        return course_folder()
    except FileNotFoundError as error:
        raise Refused(str(error)) from error
