"""A review without a browser: what is asked, what an answer keeps, what is undone, how much was right."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.app import edits, review_item, reviewing, shared, store
from geo.contract import ParsedArticle
from geo.corrections import Checked, Elsewhere, Note, Nothing, PlaceOfEvent, SpeakerOfQuote, TypeOfEvent, target_of
from geo.library import Person
from geo.paths import ROOT
from geo.review import Item, gold, queue
from tests.atlas.test_folder import written
from tests.hostile import HOSTILE
from tests.review.sample import TEXT, at, event, mention, place, record

PAGE = """
import streamlit as st
from geo.app import edits, reviewing, state
from geo.app.visit import Own, visit
session = st.session_state
for key, field in state.FIELDS.items():
    session.setdefault(key, field.default)
visit().own.setdefault(session["given"], Own("ours", session["key"]))
now = reviewing.review(session["order"])
if now and session["say"]:
    (said,) = session["say"]
    session["say"] = ()
    reviewing.decide({"item": now.count, **said} if isinstance(said, dict) else said)
    if "correction" in (said or ()):
        reviewing.corrected(said["correction"], edits.make(said["correction"], now.order))
    now = reviewing.review(session["order"])
session["now"] = now
session["asked"] = reviewing.asked(now) if now else None
session["told"], visit().told = visit().told, ""
"""


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/library.sqlite")
    shared.clear()
    yield
    shared.clear()


class Reviewer:
    """Somebody who reviews some records."""

    def __init__(self, *records: ParsedArticle, order: str = "doubtful") -> None:
        self.article, self.key = store.library().save(list(records))
        self.test = AppTest.from_string(PAGE, default_timeout=60)
        self.test.session_state["article"] = self.test.session_state["given"] = self.article
        self.test.session_state["key"] = self.key
        self.turn(order)

    def turn(self, order: str) -> "Reviewer":
        self.test.session_state["order"] = order
        return self.send()

    def say(self, deed: str, **more) -> "Reviewer":
        return self.send({"deed": deed, **more})

    def send(self, *request) -> "Reviewer":
        """Run the page with a request of the browser's, or none."""
        self.test.session_state["say"] = request
        self.test.run()
        assert not self.test.exception
        return self

    def to(self, words: str) -> "Reviewer":
        """Skip to an item."""
        for _ in range(9):
            if self.asked.target.text == words:
                return self
            self.say("skip")
        raise AssertionError(words)

    @property
    def now(self) -> reviewing.Review:
        return self.test.session_state["now"]

    @property
    def asked(self) -> review_item.Asked:
        return self.test.session_state["asked"]

    @property
    def told(self) -> str:
        return self.test.session_state["told"]

    @property
    def log(self) -> list:
        return [change for change in store.library().log.entries(self.now.article) if not change.undone]

    @property
    def made(self) -> list:
        return [change.correction for change in self.log]

    @property
    def records(self) -> list[ParsedArticle]:
        return store.library().get(self.now.article)

    @property
    def progress(self) -> str:
        return reviewing.progress(self.now)


@pytest.fixture
def reviewer() -> Reviewer:
    return Reviewer(record())


def test_what_is_right_is_one_row_of_the_log_and_asked_for_no_more(reviewer):
    first = reviewer.asked
    assert reviewer.progress == "0 of 5 looked at"
    reviewer.say("right")
    (change,) = reviewer.log
    assert change.correction == Checked(first.target, first.answer) and change.asked == "doubtful"
    assert reviewer.progress == "1 of 5 looked at" and reviewer.asked.target != first.target
    assert first.target not in {item.target for item in queue(reviewer.records, reviewer.made)}
    for _ in range(9):
        reviewer.say("right")
    assert reviewer.asked is None and reviewer.progress == "5 of 5 looked at" and len(reviewer.log) == 5
    assert reviewing.nothing_left(reviewer.now) == "All of it was looked at."
    assert gold(reviewer.records, reviewer.made)["stories"]


def test_another_place_for_a_name_goes_to_its_article(reviewer):
    reviewer.to("Vigo")
    choice = review_item.choices(reviewer.asked)[1]
    reviewer.say("another", which=2)
    assert reviewer.made == [Elsewhere("geonames:11", choice.place, "Vigo", at("Vigo", "mention").article)]
    assert reviewer.records[0]["mentions"][0]["place"] == choice.place["id"]
    assert reviewer.progress == "1 of 5 looked at"
    (figure,) = reviewing.figures(reviewer.now)
    assert (figure.kind, figure.of) == ("Places", "0 of the 1 looked at were right")
    assert reviewer.turn("random").turn("doubtful").progress == "1 of 5 looked at", "as it is looked up anew"


def test_what_is_left_of_a_corrected_item_is_confirmed(reviewer):
    reviewer.to("marched")
    other = review_item.choices(reviewer.asked)[0]
    assert other.place["name"] == "Vigo", "the other place of its article"
    reviewer.say("another", which=1)
    moved, rest = reviewer.made
    assert moved == PlaceOfEvent(at("marched", "event"), "geonames:12", other.place)
    assert rest.corrected and rest.answer.places == ("geonames:11",) and rest.answer.type == "PROTEST"
    assert gold(reviewer.records, reviewer.made)["event_types"][0]["type"] == "PROTEST"
    (figure,) = reviewing.figures(reviewer.now)
    assert figure.of == "0 of the 1 looked at were right"


def test_another_speaker_is_chosen_from_those_who_are_named():
    people = [{"id": "p", "name": "Xan Rey", "roles": [], "gender": None, "mentions": [(2, 6)]},
              {"id": "q", "name": "Eva Rey", "roles": [], "gender": None, "mentions": [(62, 69)]}]  # fmt: skip
    reviewer = Reviewer(record(people=people)).to("Nobody was hurt today,")
    assert [choice.name for choice in review_item.choices(reviewer.asked)] == ["Xan Rey"]
    reviewer.say("another", which=1)
    assert reviewer.made[0] == SpeakerOfQuote(at("Nobody was hurt today,", "quote"), "Xan Rey")
    assert reviewer.made[1].answer.speaker == "Xan Rey" and reviewer.records[0]["quotes"][0]["speaker"] == "Xan Rey"


@pytest.mark.parametrize(
    ("words", "deed", "kind"),
    [
        ("Vigo", "none", "mentions"),
        ("collapsed", "none", "events"),
        ("Nobody was hurt today,", "none", "quotes"),
        ("collapsed", "away", None),
    ],
)
def test_what_is_none_or_not_there_is_taken_away_and_comes_back(reviewer, words, deed, kind):
    before = reviewer.to(words).records
    reviewer.say(deed)
    (after,) = reviewer.records
    assert len(after[kind]) == len(before[0][kind]) - 1 if kind else after["events"][0]["place"] is None
    assert reviewer.asked.target.text != words
    reviewer.say("undo")
    assert reviewer.records == before and reviewer.made == [] and reviewer.asked.target.text == words
    assert reviewer.progress == "0 of 5 looked at"


def test_what_is_skipped_comes_last_and_back_by_undo(reviewer):
    first = reviewer.asked.target
    assert reviewer.say("skip").asked.target != first and reviewer.made == []
    assert reviewer.now.items[-1].target == first
    assert reviewer.say("undo").asked.target == first and reviewer.now.items[-1].target != first
    reviewer.say("skip").turn("random").turn("doubtful")
    assert reviewer.asked.target == first, "another time it is asked as any other"


def test_each_step_can_be_undone(reviewer):
    reviewer.to("marched").say("right").to("collapsed").say("another", which=1).say("right")
    assert len(reviewer.made) == 4
    while reviewer.now.steps:
        reviewer.say("undo")
    assert reviewer.made == [] and reviewer.progress == "0 of 5 looked at"
    assert not reviewer.say("undo").made


def test_undo_takes_back_what_oneself_has_said(reviewer):
    reviewer.say("right")
    other = TypeOfEvent(at("marched", "event"), "ASSAULT")
    store.library().log.add(reviewer.article, other, Person("Bo", {reviewer.article: reviewer.key}))
    assert reviewer.say("undo").made == [other]


@pytest.mark.parametrize(
    "browser_says",
    [
        {"item": 7, "deed": "right"}, {"item": "0", "deed": "right"}, {"item": None, "deed": "right"}, None, "x", [],
        {"deed": "drop"}, {"deed": ["right"]}, {"which": 1}, {"deed": "another"}, {"deed": "another", "which": "1"},
        {"deed": "another", "which": 0}, {"deed": "another", "which": 99},
    ],
)  # fmt: skip
def test_an_answer_to_what_is_shown_no_more_is_none(reviewer, browser_says):
    first = reviewer.asked.target
    reviewer.send(browser_says)
    assert reviewer.made == [] and reviewer.asked.target == first and reviewer.told == ""


def test_of_two_who_correct_the_same_at_once_one_is_told(reviewer):
    reviewer.to("Vigo")
    wrong = review_item.none(reviewer.asked).correction
    store.library().log.add(reviewer.article, wrong, Person("Bo", {reviewer.article: reviewer.key}))
    reviewer.say("none")
    assert "Bo has just corrected the same" in reviewer.told and len(reviewer.made) == 1
    assert "Vigo" not in {item.target.text for item in reviewer.now.items}


def test_what_the_dialog_keeps_goes_on_and_a_note_does_not(reviewer):
    item = reviewer.to("collapsed").asked.target
    reviewer.say("correct", correction=TypeOfEvent(item, "DISASTER"))
    changed, rest = reviewer.made
    assert changed == TypeOfEvent(item, "DISASTER") and rest.corrected and rest.answer.type == "DISASTER"
    assert reviewer.asked.target != item and {change.asked for change in reviewer.log} == {"doubtful"}
    reviewer.say("undo")
    assert reviewer.made == [] and reviewer.asked.target == item


@pytest.mark.parametrize(
    ("words", "correction"),
    [
        ("collapsed", Nothing(at("collapsed", "event"))),
        ("Nobody was hurt today,", Nothing(at("Nobody was hurt today,", "quote"))),
        ("Vigo", Elsewhere("geonames:11", None, "Vigo", at("Vigo", "mention"))),
        ("Vigo", Elsewhere("geonames:11", place("Porto"), "Vigo")),
    ],
)
def test_of_what_the_dialog_took_away_or_moved_nothing_else_is_said(reviewer, words, correction):
    reviewer.to(words).say("correct", correction=correction)
    assert reviewer.made == [correction] and reviewer.asked.target.text != words
    assert reviewer.say("undo").made == [] and reviewer.asked.target.text == words


def test_a_note_leaves_its_item_asked(reviewer):
    item = reviewer.to("marched").asked.target
    reviewer.say("correct", correction=Note(item, "Ask the mayor."))
    assert reviewer.asked.target == item and reviewer.progress == "0 of 5 looked at"
    reviewer.say("right")
    assert len(reviewer.made) == 2


def test_a_sample_tells_of_all_and_what_was_looked_at_for_its_doubt_counts_for_itself(reviewer):
    reviewer.to("marched").say("none").turn("random").to("collapsed").say("right")
    (figure,) = reviewing.figures(reviewer.now)
    assert figure.share.startswith("about 50 % of all (")
    assert figure.of == "1 of 1 in the sample were right, and 0 of 1 looked at otherwise"
    assert {change.asked for change in reviewer.log} == {"doubtful", "random"}
    assert "samples like this one" in reviewing.explanation(reviewer.now)


def test_a_name_that_moved_with_another_is_not_asked_for():
    names = [mention("m1", "Vigo"), mention("m2", "Porto") | {"place": "geonames:11"}]
    reviewer = Reviewer(record(mentions=names, events=[event("e1", "collapsed", None)], links=[], quotes=[]))
    reviewer.to("Porto").to("Vigo").say("another", which=1)
    assert {row["place"] for row in reviewer.records[0]["mentions"]} != {"geonames:11"}
    asked = set()
    for _ in range(4):
        asked.add(reviewer.asked.target.text)
        reviewer.say("skip")
    assert asked == {"collapsed"}


def test_who_may_not_change_it_reviews_a_copy(monkeypatch):
    monkeypatch.setenv("DATELINE_HOSTED", "1")
    reviewer = Reviewer(record())
    given = reviewer.article
    reviewer.test.session_state["key"] = reviewer.key = "guessed"
    shared.clear()
    stranger = AppTest.from_string(PAGE, default_timeout=60)
    for name, value in {"article": given, "given": given, "key": "guessed", "order": "doubtful", "say": ()}.items():
        stranger.session_state[name] = value
    stranger.run()
    stranger.session_state["say"] = ({"deed": "right"},)
    stranger.run()
    now = stranger.session_state["now"]
    assert not stranger.exception and "copy of your own" in stranger.session_state["told"]
    assert now.article not in (given, "") and now.moved and now.looked_at == 1
    assert len(store.library().log.entries(now.article)) == 1 and store.library().log.entries(given) == []


def test_there_is_nothing_behind_a_link_that_leads_nowhere(reviewer):
    store.library().delete(reviewer.article, Person("Bo", {reviewer.article: reviewer.key}), for_good=True)
    reviewer.test.session_state["order"] = "random"
    reviewer.test.run()
    assert reviewer.test.session_state["now"] is None and not reviewer.test.exception


# ---- what is shown


def shown(one: ParsedArticle, words: str, kind: str, text: str = TEXT) -> dict:
    item = at(words, kind, text)
    row = next(row["id"] for row in one[f"{kind}s"] if target_of(one, kind, row["id"]) == item)
    asked = Item(kind, item, one["id"], row, None, 3, 2, 0.4, 1.0, "Why it is asked.")
    return review_item.card(review_item.asked(one, asked))


def test_the_sentence_is_shown_with_its_marks_and_what_is_around_it():
    card = shown(record(), "Nobody was hurt today,", "quote")
    assert card["segments"] == [
        ("“", None), ("Nobody was hurt today,", "quote"), ("” said ", None), ("Eva Rey", "who"), (".", None),
    ]  # fmt: skip
    assert card["before"].strip().startswith("A quay collapsed") and card["behind"].strip().startswith("Crowds in")
    assert card["facts"] == [("Who", "Eva Rey"), ("Said in", "No place is told"), ("About", "Vigo, city in Spain")]


def test_what_the_engine_says_is_told():
    assert shown(record(), "marched", "event")["facts"] == [
        ("What", "Protest"), ("Where", "Porto, city in Portugal"), ("When", "Friday 3 May 2024"),
        ("Status", "Happened"), ("Who", "Nobody who is named"),
    ]  # fmt: skip
    assert shown(record(), "Vigo", "mention")["facts"] == [
        ("Means", "Vigo, city in Spain"), ("Named", "3 times in 2 articles"),
    ]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile):
    text = f"{hostile} {TEXT} {hostile}"
    one = record(text=text, sentences=[(0, len(text))], quotes=[], events=[], links=[], mentions=[])
    start = text.index("Vigo")
    one["mentions"] = [mention("m1", "Vigo") | {"start": start, "end": start + 4}]
    card = shown(one, "Vigo", "mention", text)
    assert "".join(part for part, _ in card["segments"]) in text


def test_of_a_sentence_without_end_the_part_around_the_item_is_shown():
    text = "so it went on and " * 5_000 + "Vigo" + " and on it went" * 5_000
    one = record(text=text, sentences=[(0, len(text))], quotes=[], events=[], links=[], mentions=[])
    start = text.index("Vigo")
    one["mentions"] = [mention("m1", "Vigo") | {"start": start, "end": start + 4}]
    card = shown(one, "Vigo", "mention", text)
    assert ("Vigo", "place") in card["segments"] and sum(len(part) for part, _ in card["segments"]) < 4_000
    assert len(card["before"]) < 1_000 and len(card["behind"]) < 1_000


# ---- the page


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((0, 1), "1 correction"),
        ((0, 3), "3 corrections"),
        ((12, 0), "12 checked"),
        ((1_200, 1), "1,200 checked, 1 correction"),
        ((0, 0, 2), "2 notes"),
        ((2, 1, 1), "2 checked, 1 correction, 1 note"),
    ],
)
def test_checks_and_notes_are_no_corrections(counts, line):
    assert edits.counted(*counts) == line


def page(article: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    test.query_params["article"] = article
    test.run()
    return test.switch_page("geo/app/pages/review.py").run()


def test_the_page_comes_up_in_both_orders():
    article, _ = store.library().save([record()])
    test = page(article)
    assert not test.exception and not test.error
    test.button_group(key="_order").set_value("random").run()
    assert not test.exception and not test.error


def test_an_archive_and_what_is_here_only_are_not_reviewed(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["app.py", str(written(tmp_path / "OUT", [record()]))])
    assert "An archive is not corrected here" in page("file:OUT").info[0].value
    assert "only as long as the app runs" in page(store.keep_here([record()])).info[0].value
    assert "no article behind this link" in page("nothing").warning[0].value


def test_what_is_none_is_told_by_its_kind():
    one = record()
    kinds = {"Vigo": "mention", "collapsed": "event", "Nobody was hurt today,": "quote"}
    items = {words: at(words, kind) for words, kind in kinds.items()}
    made = [
        review_item.none(review_item.asked(one, Item(kind, items[words], "a", "", None, 1, 1, 0.1, 1.0, "")))
        for words, kind in kinds.items()
    ]
    assert [choice.name for choice in made] == ["No place", "Not an event", "Not a quote"]
    assert made[1].correction == Nothing(items["collapsed"])


def test_how_far_a_name_is_corrected_is_said_by_a_key_and_undone_as_one():
    names = [mention("m1", "Vigo"), mention("m2", "Porto")]
    first = record(mentions=names, events=[], links=[], quotes=[])
    second = {**first, "id": "second", "title": "Once more", "text": first["text"] + " ", "source": None}
    other, _ = store.library().save([{**second, "id": "third", "title": "Elsewhere"}])
    reviewer = Reviewer(first, second).to("Vigo")
    offered = review_item.choices(reviewer.asked)[0].correction.new["id"]

    def placed(id: str) -> list[str]:
        found = store.library().get(id)
        return [row["place"] for one in found for row in one["mentions"] if row["text"] == "Vigo"]

    before = placed(reviewer.article) + placed(other)
    assert reviewing.REACHES[reviewer.now.reach] == "In this article"
    reviewer.say("reach").say("another", which=1)
    assert placed(reviewer.article) == [offered] * 2 and placed(other) == before[2:] and reviewer.now.reach == 0
    reviewer.say("undo")
    assert placed(reviewer.article) + placed(other) == before and reviewer.asked.target.text == "Vigo"
    reviewer.say("reach").say("reach").say("none")
    assert placed(reviewer.article) + placed(other) == [] and reviewer.made[-1].everywhere
    reviewer.say("undo")
    assert placed(reviewer.article) + placed(other) == before
    assert reviewer.say("reach").say("reach").say("reach").now.reach == 0
