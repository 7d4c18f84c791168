"""The live class as a service of a real JupyterHub: two users work, a teacher sees it, and a third user does not."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_utils.classroom import hub as hub_side
from course_utils.classroom import network
from course_utils.classroom.serve import Running
from tests.hub.conftest import ROOT, UsersServer, wait

PASSWORD = "try the class"
expect.set_options(timeout=20_000)
LESSON = "02_sequential_mlp"
JOIN = "from course_utils.classroom import join\nprint(join())"


def solution(name):
    """Return the cells that solve an exercise and check it."""
    cells = nbformat.read(ROOT / "solutions" / f"{LESSON}.ipynb", as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    return "\n".join(
        cell
        for cell in code
        if cell.startswith(("import", "from")) or f"def {name}(" in cell or f"check.{name}(" in cell
    )


def log_in(hub, page, address, user):
    """Open a page of the class, and log in at the Hub where it sends the browser."""
    page.goto(address)
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password").fill(hub.passwords.get(user, PASSWORD))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(address)


def test_two_users_join_without_a_code_and_the_teacher_sees_what_they_solve(hub, browser, tmp_path):
    servers = [UsersServer(hub, user) for user in ("anna", "ben")]
    for server in servers:
        titles = [cell["source"] for cell in server.notebook(f"notebooks/{LESSON}.ipynb")["cells"]]
        assert titles[0].startswith("# 02")
        assert f"You are in the class class as {server.user}" in server.run(JOIN)
    anna, ben = servers
    assert "softmax: passed" in anna.run(solution("softmax"))
    ben.run("from course_utils.lessons.lesson_02 import check\ndef softmax(z): return z\ncheck.softmax(softmax)")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    log_in(hub, page, f"{hub.klass}/teach", "teacher")
    page.get_by_role("button", name="Grid").click()
    page.locator("#lesson").select_option(LESSON)
    for name, said in (("anna", "softmax: passed"), ("ben", "softmax: tried")):
        expect(page.locator("#rows tr", has=page.get_by_text(name, exact=True)).get_by_title(said)).to_be_visible()
    assert not page.get_by_role("button", name="New code").is_visible()
    page.get_by_role("button", name="Close the door").click()  # an order passes the proxy, too
    page.get_by_role("button", name="Open the door").click()
    page.get_by_role("button", name="Close the door").wait_for()
    assert Axe().run(page).violations_count == 0
    page.screenshot(path=tmp_path / "grid.png")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Projector page").click()
    expect(opened.value.locator("#lines")).to_have_text("from course_utils.classroom import join\njoin()")
    assert not opened.value.locator("#qr").is_visible()
    opened.value.screenshot(path=tmp_path / "projector.png")
    page.goto(f"{hub.url}/hub/logout")  # ends it here, too, and at once
    page.wait_for_url("**/hub/login**")
    page.goto(f"{hub.klass}/teach")
    page.get_by_label("Username").wait_for()
    context.close()
    for server in servers:
        server.stop()


def test_a_user_who_does_not_teach_sees_no_page_of_the_teacher(hub, browser, tmp_path):
    context = browser.new_context()
    page = context.new_page()
    log_in(hub, page, f"{hub.klass}/teach", "carl")
    expect(page.get_by_role("heading", name="This page is for teachers")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.screenshot(path=tmp_path / "carl.png")
    for path in ("teach", "teach/changes", "projector", "projector/changes"):
        assert page.goto(f"{hub.klass}/{path}").status == 403, path
    page.goto(f"{hub.klass}/")
    expect(page.get_by_role("heading", name="Join the class")).to_be_visible()
    context.close()
    assert httpx.get(f"{hub.klass}/teach/changes").status_code == 403


def ask_to_join(address, token):
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.post(f"{address}/join", json={"code": "", "name": ""}, headers=headers, timeout=30).status_code


def test_only_a_token_that_may_enter_the_class_does(hub):
    assert ask_to_join(hub.klass, hub.new_token("carl")) == 200
    assert ask_to_join(hub.klass, hub.new_token("carl", scopes=["access:servers!user=carl"])) == 403
    assert ask_to_join(hub.klass, hub.token) == 403  # a service is nobody who learns
    assert ask_to_join(hub.klass, "0" * 32) == 403


@pytest.fixture
def outside(hub, tmp_path, monkeypatch):
    """Run the second class, which is started here and not by the Hub, with a short memory for tokens."""
    about = {"NAME": "outside", "PREFIX": "/services/outside/", "URL": f"http://127.0.0.1:{hub.outside}"}
    for name, value in about.items():
        monkeypatch.setenv(f"JUPYTERHUB_SERVICE_{name}", value)
    monkeypatch.setenv("JUPYTERHUB_API_URL", f"http://127.0.0.1:{hub.hub}/hub/api")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", hub.outside_token)
    monkeypatch.setattr(hub_side, "NOTEBOOKS", 1)
    ready, sock = threading.Event(), network.listen(hub.outside, "127.0.0.1")
    running = Running(tmp_path / "klass", sock, lambda _: ready.set(), list, hub=hub_side.Hub())
    thread = threading.Thread(target=running.serve_until_stopped)
    thread.start()
    assert ready.wait(10)
    yield f"{hub.url}/services/outside"
    running.should_exit = True
    thread.join()


def test_a_token_that_was_revoked_is_refused_after_a_while(hub, outside):
    made = hub.ask("POST", "/users/carl/tokens", {})
    assert ask_to_join(outside, made["token"]) == 200
    hub.ask("DELETE", f"/users/carl/tokens/{made['id']}")
    wait(lambda: ask_to_join(outside, made["token"]) == 403, 10)


def test_without_a_group_only_admins_teach(hub, outside, browser):
    for user, title in (("teacher", "This page is for teachers"), ("head", "klass")):
        page = browser.new_context().new_page()
        log_in(hub, page, f"{outside}/teach", user)
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.context.close()


def test_a_hub_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_NAME", "class")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "x")
    with network.listen(0, "127.0.0.1") as free:
        monkeypatch.setenv("JUPYTERHUB_API_URL", f"http://127.0.0.1:{free.getsockname()[1]}/hub/api")
    request = httpx.Request("POST", "http://127.0.0.1/", headers={"authorization": "Bearer x"})
    with ThreadPoolExecutor(1) as thread, pytest.raises(hub_side.NoHub):  # this thread has playwright's loop
        thread.submit(asyncio.run, hub_side.Hub().learner(request)).result()


def test_a_service_without_a_token_or_an_address_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_NAME", "class")
    monkeypatch.delenv("JUPYTERHUB_API_TOKEN", raising=False)
    with pytest.raises(hub_side.CannotServe, match="has no token"):
        hub_side.serve(tmp_path / "klass")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "x")
    with pytest.raises(hub_side.CannotServe, match="where it listens"):
        hub_side.serve(tmp_path / "klass")
    assert not (tmp_path / "klass").exists()
