"""Adding an article: paste, progress, errors, and text that tries to be more than text."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ARTICLE = """Thousands marched through Lyon on Monday against the closure of the Villeurbanne hospital.

“We will not leave this square,” said Claire Dumont, a nurse, at a rally in Grenoble.

Police in Marseille arrested 12 people after clashes near the port on Sunday, the city's prosecutor said."""

ATTACKS = (
    "<script>window.__ran = 1</script>",
    "<img src=x onerror='window.__ran = 2'>",
    "`${window.__ran = 3}`",
    "</script><script>window.__ran = 4</script>",
    "![remote](https://evil.example/pixel.png)",
    "[link](javascript:window.__ran=5)",
    ":red[colour] :material/home: $x^2$",
    "{{ '__ran' }} {% raw %}",
    "<svg/onload=window.__ran=6>",
)


def give(visitor, text: str) -> None:
    visitor.page.get_by_role("button", name="Add").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Text", exact=True).fill(text)
    dialog.get_by_role("button", name="Next").first.click()


def add(visitor, text: str, title: str = "", publisher: str = "") -> None:
    give(visitor, text)
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Title").wait_for()
    if title:
        dialog.get_by_label("Title").fill(title)
    if publisher:
        dialog.get_by_label("Publisher").fill(publisher)
    dialog.get_by_role("button", name="Read it").click()


def test_a_pasted_article_takes_the_place_of_the_seed_and_its_link_works_for_others(visitor, browser, server):
    visitor.open()
    add(visitor, ARTICLE, title="A march in Lyon", publisher="The Gazette")
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.drawn("Lyon")
    visitor.click("Lyon")
    visitor.title("Lyon")
    visitor.settled()
    address = visitor.page.url
    assert "article=pressure" not in address
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.locator(".st-key-panel").get_by_role("heading", name="Lyon", level=2, exact=True).wait_for(timeout=30_000)
    context.close()


@pytest.mark.parametrize(("text", "says"), [("", "empty"), ("   \n ", "empty")])
def test_what_cannot_be_read_is_said_in_a_sentence(visitor, text, says):
    visitor.open()
    give(visitor, text)
    alert = visitor.page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text(says)


def test_hostile_text_stays_text_on_every_page(visitor):
    visitor.open()
    hostile = "\n\n".join(
        f"The mayor of Lyon, John {attack} Smith, said “We met in Paris {attack} on Monday” "
        f"after an attack in Lyon {attack}."
        for attack in ATTACKS
    )
    add(visitor, hostile, title=ATTACKS[0] + ATTACKS[2] + ATTACKS[4], publisher=ATTACKS[1])
    visitor.drawn("Lyon")
    visitor.click("Lyon")
    visitor.title("Lyon")
    expect(visitor.panel).to_contain_text("<script>window.__ran = 1</script>")
    for page in ("Read", "People", "Tables", "Map"):
        visitor.turn(page)
        if page == "Read":
            text = visitor.page.get_by_role("region", name="Article text")
            for attack in ATTACKS:
                assert attack in text.inner_text(), attack
        assert visitor.page.evaluate("() => window.__ran") is None, page
        assert visitor.map.locator("body").evaluate("() => window.__ran") is None, page
        assert visitor.page.locator("img[src*=evil], a[href^='javascript:']").count() == 0
