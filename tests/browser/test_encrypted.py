"""The pages of an encrypted class in headless Chromium: which of them make a browser warn, and whether they fit."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from tests.classroom.conftest import Class, until


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    """Run an encrypted class."""
    made = Class(tmp_path_factory.mktemp("browser") / "klass", tls=True).start()
    yield made
    made.stop()


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_the_teachers_pages_open_without_a_warning_and_show_the_whole_code(browser, klass, width):
    page = browser.new_page(viewport={"width": width, "height": round(width * 0.6)})
    page.goto(klass.running.teachers_link())
    expect(page.locator("#code")).to_have_text(klass.door.whole_code)
    page.goto(f"http://127.0.0.1:{klass.port}/projector")
    expect(page.locator("#code")).to_have_text(klass.door.whole_code)
    expect(page.locator("#qr")).not_to_have_js_property("naturalWidth", 0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    code, column = page.locator("#code"), page.locator("section >> nth=0")
    assert code.evaluate("code => code.scrollWidth") <= column.evaluate("column => column.clientWidth")
    assert page.locator("#qr").bounding_box()["y"] < 0.75 * page.viewport_size["height"]
    assert Axe().run(page).violations_count == 0
    page.close()


def test_a_phone_warns_about_the_certificate_and_votes_if_it_is_accepted(browser, klass):
    address = f"https://127.0.0.1:{klass.running.port}"
    warned = browser.new_page()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        warned.goto(address)
    warned.close()
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(f"{address}/#{klass.door.whole_code}")
    expect(phone.locator("#lines")).to_contain_text(f'"127.0.0.1:{klass.running.port}", "{klass.door.whole_code}"')
    phone.click("#vote")
    expect(phone.locator("#code")).to_have_value(klass.door.whole_code)
    phone.fill("#name", "Ben")
    phone.click("#join")
    expect(phone.locator("#who")).to_contain_text("You are in the class klass as Ben")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    until(lambda: [person.name for person in klass.room.people.values()] == ["Ben"])
    context.close()
