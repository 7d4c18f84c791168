"""The teacher's pages in headless Chromium: live, by keyboard, on a phone, with 500 rows, and without barriers."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_utils.classroom import questions
from course_utils.lessons.teaching import teaching
from tests.browser.lab import Notebook, served
from tests.classroom.conftest import Class, attempt, until

LESSON = "02_sequential_mlp"
ASKED = questions.of_lesson(LESSON)[0]
PLAN = teaching(LESSON)
STATES = {
    "first": "Voting is open",
    "discuss": "The first vote is closed: discuss",
    "second": "The second vote is open",
    "closed": "The voting is closed",
    "shown": "These are the votes",
    "decided": "The runs in the notebooks have decided",
    "ended": "",
}
EVIL = '<img src=x onerror="document.title=1">'


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    """Run a class of five hundred; the first has a name that would like to be a picture."""
    made = Class(tmp_path_factory.mktemp("browser") / "klass").start()
    with ThreadPoolExecutor(25) as laptops:  # side by side: they share commits
        made.tokens = [made.join(EVIL), *laptops.map(made.join, [f"Learner {number:03}" for number in range(2, 501)])]
        wrong = [attempt(n, message=f"{EVIL} is wrong") for n in range(4)]
        list(laptops.map(lambda number: made.send(made.tokens[number], *wrong[: number % 5]), range(60)))
    yield made
    made.stop()


@pytest.fixture
def page(browser, klass, request):
    """Open the teacher's page, as wide and as dark as the test asks for; no script may complain."""
    context = browser.new_context(**getattr(request, "param", {}))
    opened, faults = context.new_page(), []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if "Security" in message.text else None)
    opened.goto(klass.running.teachers_link())
    opened.wait_for_selector("#counts tr")
    yield opened
    context.close()
    assert faults == []


LOOKS = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 390, "height": 844}},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
]


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=["wide", "phone", "dark"])
def test_no_page_has_a_barrier_or_is_too_wide(page, klass):
    def look(where, page=page):
        found = Axe().run(page)
        assert found.violations_count == 0, f"{where}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where

    for tab in ("now", "grid", "handins", "people"):
        page.click(f"[data-tab={tab}]")
        page.wait_for_selector(f"#{tab}:not([hidden])")
        look(tab)
    page.click("[data-tab=poll]")
    for step in ("first", "discuss", "second", "closed", "shown", "decided", "ended"):
        if step == "first":
            page.click("#asked button >> nth=0")
        else:
            page.click("#going-buttons button >> nth=0")
        page.wait_for_selector(f"#going-state:has-text('{STATES[step]}')")
        if step in ("first", "decided"):
            look(f"poll, {step}")
            second = page.context.new_page()
            for path in ("projector", f"vote#{klass.door.code}"):
                second.goto(f"http://127.0.0.1:{klass.port}/{path}")
                second.wait_for_selector(f"text={ASKED.text}" if path == "projector" else "#enter:not([hidden])")
                look(path, second)
            second.close()
    for path in ("projector", "", "kept", "teach?once=used"):
        page.goto(f"http://127.0.0.1:{klass.port}/{path}")
        if path == "projector":
            page.wait_for_selector("#counts tr")
        look(path)


def test_a_result_appears_by_itself_and_a_name_stays_a_text(page, klass):
    page.click("[data-tab=grid]")
    page.wait_for_selector("#rows tr")
    assert page.locator("#rows tr").count() == 40  # of 500: the others are a button away
    row = page.locator("#rows tr", has_text="Learner 002")
    before = row.locator("td").nth(1).inner_text()
    klass.send(klass.tokens[1], attempt(99, status="passed", share=1))
    row.locator("td.passed").first.wait_for(timeout=2500)
    assert before != row.locator("td").nth(1).inner_text()
    assert "softmax: passed" in row.locator("td").nth(1).get_attribute("title")
    assert page.locator("#rows th", has_text=EVIL).count() == 1 and page.locator("img").count() == 0
    assert page.title().endswith("klass")
    page.click("#later")
    assert page.locator("#more").inner_text() == "Rows 41 to 80 of 500"


def test_the_grid_is_walked_by_the_arrow_keys_and_keeps_its_place(page, klass):
    page.click("[data-tab=grid]")
    page.locator("#rows td[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    focused = "[document.activeElement.closest('tr').rowIndex, document.activeElement.cellIndex]"
    assert page.evaluate(focused) == [2, 3]
    name = page.evaluate("document.activeElement.closest('tr').querySelector('bdi').textContent")
    number = int(name.removeprefix("Learner "))
    klass.send(klass.tokens[number - 1], attempt(98, exercise="digit_of", status="passed", share=1))
    page.wait_for_selector("#rows td[title^='digit_of: passed']")
    assert page.evaluate(focused) == [2, 3]  # the row was drawn again, and the focus is where it was


def test_renaming_and_removing_by_keyboard(page, klass):
    page.click("[data-tab=people]")
    page.fill("#find", "Learner 500")
    expect(page.locator("#list tr")).to_have_count(1)
    page.focus("[aria-label='New name of Learner 500']")
    page.keyboard.press("Control+A")
    page.keyboard.type("Zoë")
    page.keyboard.press("Enter")
    page.fill("#find", "zoë")
    page.wait_for_selector("[aria-label='Remove: Zoë']")
    page.focus("[aria-label='Remove: Zoë']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Keep"  # a second Enter deletes nobody
    page.focus("[aria-label='Delete everything of this learner: Zoë']")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("0 of 499 learners")
    assert len(klass.room.people) == 499
    assert not {"Zoë", "Learner 500"} & {person.name for person in klass.room.people.values()}


def test_the_page_says_when_the_server_is_gone_and_goes_on_when_it_is_back(page, klass):
    port = klass.port
    klass.stop()
    page.wait_for_selector("#lost:not([hidden])", timeout=20_000)
    klass.start(port)
    page.wait_for_selector("#lost[hidden]", state="attached", timeout=20_000)


def test_a_poll_by_keyboard_with_a_phone_that_is_reloaded(page, browser, klass):
    page.click("[data-tab=poll]")
    page.focus("#own")
    page.keyboard.type("Ready?")
    page.keyboard.press("Tab")
    page.keyboard.type("yes")
    page.keyboard.press("Enter")
    page.keyboard.type(EVIL)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#going:has-text('Ready?')")
    assert page.input_value("#own") == "" and page.locator("img").count() == 0
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone, faults = context.new_page(), []
    phone.on("pageerror", lambda error: faults.append(str(error)))
    phone.goto(f"http://127.0.0.1:{klass.port}/vote#{klass.door.code}")
    phone.fill("#name", "Cleo")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("text=Ready?")
    assert phone.locator("fieldset img").count() == 0
    phone.keyboard.press("Tab")
    phone.focus("input[type=radio] >> nth=0")
    phone.keyboard.press("Space")
    phone.wait_for_selector("#said:has-text('Your answer is A: yes')")
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    phone.reload()
    phone.wait_for_selector("#said:has-text('Your answer is A: yes')")
    assert phone.is_checked("input[type=radio] >> nth=0")
    page.wait_for_selector("#going-state:has-text('1 learner has answered')")
    for step in ("discuss", "second"):
        page.focus("#going-buttons button")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#going-state:has-text('{STATES[step]}')")
        assert page.evaluate("document.activeElement.parentElement.id") == "going-buttons"
    phone.wait_for_selector("#said:has-text('Vote again')")
    phone.check("input[type=radio] >> nth=1")
    phone.wait_for_selector("#said:has-text('Your answer is B')")
    lead(page, "closed", "shown")
    phone.wait_for_selector("table.polled")
    votes = page.locator("#going tbody tr").first.locator("td").all_inner_texts()
    assert [text.strip() for text in votes] == ["1", "0"]
    page.click("#going-buttons button >> nth=0")
    phone.wait_for_selector("text=No question is open")
    phone.focus("#leave")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("#enter:not([hidden])")
    assert "Cleo" not in {person.name for person in klass.room.people.values()}
    phone.reload()
    phone.wait_for_selector("#enter:not([hidden])")
    context.close()
    assert faults == []


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=["wide", "phone", "dark"])
def test_the_queue_and_a_message_by_keyboard(page, klass):
    for number in (2, 3):
        klass.ask("/help", {"text": f"{EVIL} {number}?", "code": f"x = {EVIL!r}"}, klass.tokens[number])
    item = page.locator("#queue li", has_text="Learner 003")
    item.wait_for()
    item.locator("summary").focus()
    page.keyboard.press("Enter")
    item.locator("textarea").focus()
    page.keyboard.type("Look at ")
    klass.ask("/help", {"text": "And I?"}, klass.tokens[4])
    page.wait_for_selector("#queue li:has-text('Learner 005')")
    page.keyboard.type("section 2.")  # the queue was drawn again, and nothing that was typed is lost
    assert item.locator("textarea").input_value() == "Look at section 2."
    assert item.locator("details[open] pre").inner_text() == f"x = {EVIL!r}" and page.locator("img").count() == 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Take: Learner 003"
    page.keyboard.press("Enter")
    page.wait_for_selector("[aria-label='Back to the queue: Learner 003']")
    assert page.evaluate("document.activeElement.textContent") == "Back to the queue"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    item.wait_for(state="detached")
    own = klass.ask("/news", {"have": ""}, klass.tokens[2]).json["news"]["help"]
    assert (own["state"], own["answer"]) == ("answered", "Look at section 2.")
    for name in ("Learner 004", "Learner 005"):
        page.click(f"[aria-label='Close: {name}']")
    page.wait_for_selector("#queue:has-text('Nobody is asking for help')")
    page.focus("#say")
    page.keyboard.type(EVIL)
    page.keyboard.press("Tab")
    page.keyboard.type("x = 1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#said li", has_text=EVIL).first.wait_for()
    assert page.locator("img").count() == 0
    message = klass.ask("/news", {"have": ""}, klass.tokens[2]).json["news"]["messages"][-1]
    assert (message["text"], message["code"]) == (EVIL, "x = 1")


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=["wide", "phone", "dark"])
def test_hand_ins_and_their_marks(page, klass, monkeypatch):
    monkeypatch.setattr(klass.server.grader, "cannot", "there is no sandbox here")
    for number, code in ((6, b"first"), (7, b"second")):
        token = klass.tokens[number]
        klass.ask(f"/handin?lesson={LESSON}", code, token, Content_Type="application/zip")
    page.click("[data-tab=handins]")
    page.wait_for_selector("#ungraded:has-text('there is no sandbox here')")
    page.wait_for_selector("#handins-list tr:has-text('Learner 008')")
    page.fill("#due", "2020-01-01T10:00")
    page.focus("#set-due")
    page.keyboard.press("Enter")
    page.wait_for_selector("#handins-list tr:has-text('late')")
    page.click("#no-due")
    page.wait_for_selector("#due-now:has-text('No time is set')")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    [person] = [each.id for each in klass.room.people.values() if each.name == "Learner 007"]
    handin = klass.server.inbox.of(person, LESSON)[-1]
    answer = {"points": 3.0, "max_points": 14.0, "marks": {"relu": 1.0, "softmax": 0.5}}
    klass.server.store._loop.call_soon_threadsafe(klass.server.inbox.settle, handin, answer)
    page.wait_for_selector("#handins-list tr:has-text('◆ 3 of 14 points')")
    page.click("[data-tab=grid]")
    row = page.locator("#rows tr", has_text="Learner 007")
    row.locator(".graded", has_text="◇50").wait_for()
    assert [text.strip() for text in row.locator(".graded").all_inner_texts()] == ["◆", "◇50"]
    assert "graded: 50% of the points" in row.locator("td").nth(1).get_attribute("title")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=["wide", "phone", "dark"])
def test_the_clock_by_keyboard_and_on_the_projector(page, klass):
    page.select_option("#lesson", LESSON)
    page.select_option("#route", "30")
    page.focus("#start-clock")
    page.keyboard.press("Enter")
    expect(page.locator("#clock-where")).to_have_text("Minute 0 of 30")
    assert page.evaluate("document.activeElement.id") == "next-part"
    expect(page.locator("#clock-skip li")).to_have_count(len(PLAN.skip_45) + len(PLAN.skip_30))
    page.keyboard.press("Enter")
    expect(page.locator("#clock-part")).to_have_text(PLAN.plan[1].section)
    expect(page.locator("#clock-ask")).to_have_text(f"Ask: {PLAN.plan[1].ask}")
    expect(page.locator("#clock-facts")).to_have_text(re.compile(r"4 minutes left for this part\. \d+ of \d+ learners"))
    expect(page.locator("#clock-next")).to_have_text(f"Next, from minute 5: {PLAN.plan[2].section}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#clock-where")).to_contain_text("The clock is paused.")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#clock-where")).to_contain_text("Minute 6 of 30")
    page.reload()
    expect(page.locator("#clock-where")).to_have_text("Minute 6 of 30. The clock is paused.")
    page.click("#clock-on summary")
    expect(page.locator("#clock-plan [aria-current]")).to_contain_text(PLAN.plan[2].section)
    projector = page.context.new_page()
    projector.goto(f"http://127.0.0.1:{klass.port}/projector")
    expect(projector.locator("#clock-part")).to_have_text(PLAN.plan[2].section)
    expect(projector.locator("#clock-left")).to_have_text("· 3 minutes left, paused")
    for each in (page, projector):
        found = Axe().run(each)
        assert found.violations_count == 0, found.generate_report()
        assert each.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.select_option("#lesson", "05_regularization")
    expect(page.locator("#clock-where")).to_contain_text("Minute 6 of 30, lesson 02 sequential mlp")
    page.select_option("#lesson", "")
    page.focus("#stop-clock")
    page.keyboard.press("Enter")
    page.wait_for_selector("#start-clock:focus")
    expect(projector.locator("#clock")).to_be_hidden()


def lead(page, *steps):
    """Lead the poll from step to step with the mouse."""
    for step in steps:
        page.click("#going-buttons button >> nth=0")
        page.wait_for_selector(
            f"#going-state:has-text('{STATES[step]}')" if step != "ended" else "text=No question is open"
        )


CELLS = [
    "from course_utils.classroom import help_me, join, submit\njoin({address!r}, {code!r}, {name!r})",
    "from course_utils.widgets import guess\nasked = guess({key!r}, {text!r}, {options!r})",
    "asked.reveal(1)",
    "import numpy as np\ndef relu(z):\n    return np.minimum(z, 0)",
    "from course_utils.lessons.lesson_02 import check\ncheck.relu(relu)",
    "help_me('Which way round?')",
    "submit()",
]


@contextmanager
def learner(browser, klass, name, folder):
    """Open the notebook of a learner in a JupyterLab of the learner's own."""
    (folder / "course").mkdir(parents=True)
    with served(folder / "course", folder) as (address, token):
        words = {"address": f"127.0.0.1:{klass.port}", "code": klass.door.code, "name": name}
        words |= {"key": f"{LESSON}/{ASKED.key}", "text": ASKED.text, "options": list(ASKED.options)}
        cells = [nbformat.v4.new_code_cell(cell.format(**words)) for cell in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "course" / f"{LESSON}.ipynb")
        context = browser.new_context(viewport={"width": 1400, "height": 1600})
        page = context.new_page()
        try:
            page.goto(f"{address}/{LESSON}.ipynb?token={token}&reset", wait_until="load", timeout=90_000)
            page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
            page.get_by_text("| Idle").wait_for(timeout=90_000)
            yield Notebook(page)
        finally:
            page.screenshot(path=str(folder / "last.png"))
            context.close()


def test_a_lesson_with_two_notebooks_from_joining_to_the_grade(browser, tmp_path):
    klass = Class(tmp_path / "klass").start()
    teacher = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    teacher.goto(klass.running.teachers_link())
    people = ("Anna", "Ben")
    with (
        learner(browser, klass, "Anna", tmp_path / "anna") as anna,
        learner(browser, klass, "Ben", tmp_path / "ben") as ben,
    ):
        for name, notebook in zip(people, (anna, ben), strict=True):
            assert f"as {name}" in notebook.run("join(")
            notebook.run("guess(")
        teacher.select_option("#lesson", LESSON)
        teacher.click("[data-tab=poll]")
        teacher.click("#asked button >> nth=0")
        for notebook in (anna, ben):
            notebook.page.get_by_role("radio").first.check()
        expect(teacher.locator("#going-state")).to_contain_text("2 learners have answered", timeout=15_000)
        lead(teacher, "discuss", "second")
        ben.page.get_by_role("radio").nth(1).check()
        until(lambda: klass.server.polls.current.votes[2] == {1: 0, 2: 1}, 15)
        lead(teacher, "closed", "shown")
        for notebook in (anna, ben):
            notebook.run("asked.reveal")
        expect(teacher.locator("#going-state")).to_contain_text("The runs of 2 learners", timeout=15_000)
        lead(teacher, "decided")
        expect(teacher.locator("#going td.passed")).to_have_text("✔ 2")
        lead(teacher, "ended")

        for notebook in (anna, ben):
            notebook.run("def relu")
            assert "not yet" in notebook.run("check.relu")
        anna.write("def relu", "import numpy as np\ndef relu(z):\n    return np.maximum(z, 0)")
        assert "relu: passed" in anna.run("check.relu")
        teacher.click("[data-tab=grid]")
        expect(teacher.locator("#rows tr", has_text="Anna").locator("td").first).to_have_class("passed", timeout=15_000)
        expect(teacher.locator("#rows tr", has_text="Ben").locator("td").first).to_have_class("tried", timeout=15_000)

        assert "You are number 1 in the queue" in ben.run("help_me('")
        teacher.click("[data-tab=now]")
        teacher.locator("#queue summary").click()
        assert "return np.minimum(z, 0)" in teacher.locator("#queue pre").inner_text()
        teacher.fill("#queue textarea", "Look at the sign.")
        teacher.click("[aria-label='Send the answer: Ben']")
        ben.page.get_by_text("Look at the sign.").wait_for(timeout=20_000)
        teacher.fill("#say", "Well done, all.")
        teacher.click("#send")
        for notebook, below in ((anna, "check.relu"), (ben, "help_me('")):
            notebook.page.get_by_text("Well done, all.").wait_for(timeout=20_000)
            assert "Well done, all." in notebook.cell(below).locator(".jp-OutputArea").inner_text()

        anna.save()
        assert f"{LESSON} was received at" in anna.run("submit()")
        anna.page.get_by_text("graded: ").wait_for(timeout=240_000)
        assert "relu: passed" in anna.cell("submit()").locator(".jp-OutputArea").inner_text()
        teacher.click("[data-tab=grid]")
        expect(teacher.locator("#rows tr", has_text="Anna").locator(".graded").first).to_have_text("◆")
        for notebook in (anna, ben):
            assert notebook.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    teacher.context.close()
    klass.stop()
