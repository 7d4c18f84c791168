"""The teacher's pages in docs/teaching/ are those that the data files give."""

import re
from pathlib import Path

from course_utils.tools.teaching_pages import FOLDER, pages

ROOT = Path(__file__).parents[2]
MADE = pages(ROOT)
GUIDE = (ROOT / "TEACHING.md").read_text(encoding="utf-8")


def test_the_pages_are_current():
    saved = {FOLDER / file.name: file.read_text(encoding="utf-8") for file in (ROOT / FOLDER).iterdir()}
    assert saved == MADE, "run `course build teaching`"
    assert len(MADE) >= 15


def test_the_guide_names_every_page():
    for file, page in MADE.items():
        title = page.partition("# Teaching ")[2].partition("\n")[0].partition(":")[0]
        assert f"| {title} | [{file.as_posix()}]({file.as_posix()}) |" in GUIDE


def test_the_links_of_the_pages_lead_somewhere():
    for file, page in {**MADE, Path("TEACHING.md"): GUIDE}.items():
        links = re.findall(r"\]\((?!https?:)([^)#]+)", page)
        assert links
        for link in links:
            assert (ROOT / file.parent / link).is_file(), f"{file}: {link}"


def test_each_poll_names_one_option_as_the_result():
    page = MADE[FOLDER / "05.md"]
    polls = page.partition("## Polls")[2].partition("## Misconceptions")[0].split("### ")[1:]
    assert len(polls) == 3
    assert all(poll.count(" %, correct)") == 1 for poll in polls)
