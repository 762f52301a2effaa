"""Kinds of date expressions of the news, read in an article of Wednesday, 14 June 2023 unless another day is given."""

import pytest
import spacy

import geo.language.dates  # noqa: F401
from geo.language.pipeline import best_model

DAY = "2023-06-14"


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.load(best_model())
    nlp.add_pipe("dateline_dates")
    return nlp


def read(nlp, text, published=DAY):
    doc = nlp.make_doc(text)
    doc._.published = published
    return nlp(doc)._.dates


def dated(kind, *rows):
    return [pytest.param(*row, id=f"{kind}: {row[1]}") for row in rows]


FOUND = [
    *dated(
        "in figures",
        ("The dam at Kariba cracked on 28/05/2023.", "28/05/2023", "2023-05-28", "2023-05-28"),
        ("He landed in Quito on 05/28/2023.", "05/28/2023", "2023-05-28", "2023-05-28"),
        ("The bridge in Riga was shut on 3.6.2023.", "3.6.2023", "2023-06-03", "2023-06-03"),
        ("The bridge in Riga was shut on 03-06-2023.", "03-06-2023", "2023-06-03", "2023-06-03"),
        ("The ship left Durban on 09-Jan-2022.", "09-Jan-2022", "2022-01-09", "2022-01-09"),
        ("The ship left Durban on 9-Jan-22.", "9-Jan-22", "2022-01-09", "2022-01-09"),
        ("The law passed on 2019/11/30 in Seoul.", "2019/11/30", "2019-11-30", "2019-11-30"),
        ("A storm hit Cork on 30/11/19.", "30/11/19", "2019-11-30", "2019-11-30"),
    ),
    *dated(
        "month of a year",
        ("Two bombs went off in Lyon in April last year.", "April last year", "2022-04-01", "2022-04-30"),
        ("The fair in Turin will be held in October this year.", "October this year", "2023-10-01", "2023-10-31"),
        ("A dam broke in August the year before last.", "August the year before last", "2021-08-01", "2021-08-31"),
        ("Voters go to the polls in May of next year.", "May of next year", "2024-05-01", "2024-05-31"),
        ("The king died in early March last year.", "early March last year", "2022-03-01", "2022-03-10"),
        ("The dam broke in September two years ago.", "September two years ago", "2021-09-01", "2021-09-30"),
        ("He fled Kabul in August, 2 years ago.", "August, 2 years ago", "2021-08-01", "2021-08-31"),
        ("The school burned in May a year ago.", "May a year ago", "2022-05-01", "2022-05-31"),
        ("They met on 3 March ten years ago.", "3 March ten years ago", "2013-03-03", "2013-03-03"),
        ("The pit was shut in late July five years ago.", "late July five years ago", "2018-07-21", "2018-07-31"),
        ("The mine shut on 4 February last year.", "4 February last year", "2022-02-04", "2022-02-04"),
    ),
    *dated(
        "weekday of a week",
        ("A bus overturned near Cusco on Monday last week.", "Monday last week", "2023-06-05", "2023-06-05"),
        ("Ministers will meet in Bonn on Friday of next week.", "Friday of next week", "2023-06-23", "2023-06-23"),
        ("Farmers blocked the port on Tuesday of this week.", "Tuesday of this week", "2023-06-13", "2023-06-13"),
        ("He was shot the Sunday before last.", "the Sunday before last", "2023-06-04", "2023-06-04"),
        ("The pope will fly to Juba the Monday after next.", "the Monday after next", "2023-06-26", "2023-06-26"),
        ("Rain fell on Malaga the weekend before last.", "the weekend before last", "2023-06-03", "2023-06-04"),
        ("The strike began the week before last.", "the week before last", "2023-05-29", "2023-06-04"),
        ("The court will rule Thursday week.", "Thursday week", "2023-06-22", "2023-06-22"),
        ("They married a week ago last Saturday.", "a week ago last Saturday", "2023-06-03", "2023-06-03"),
        ("The vote will be held a week from Thursday.", "a week from Thursday", "2023-06-22", "2023-06-22"),
    ),
    *dated(
        "until and put off",
        ("The judge in Accra remanded him until Monday.", "Monday", "2023-06-19", "2023-06-19"),
        ("Parliament was suspended until Tuesday.", "Tuesday", "2023-06-20", "2023-06-20"),
        ("The match was moved to Saturday after the rain.", "Saturday", "2023-06-17", "2023-06-17"),
        ("The launch slipped to Friday.", "Friday", "2023-06-16", "2023-06-16"),
        ("The hearing had been scheduled for Monday.", "Monday", "2023-06-12", "2023-06-12"),
        ("The talks had been set to begin on Tuesday.", "Tuesday", "2023-06-13", "2023-06-13"),
        ("They gave the rebels until Sunday to leave.", "Sunday", "2023-06-18", "2023-06-18"),
    ),
    *dated(
        "scheduled present",
        ("The festival in Bergen opens on Saturday.", "Saturday", "2023-06-17", "2023-06-17"),
        ("The president flies to Ankara on Thursday.", "Thursday", "2023-06-15", "2023-06-15"),
        ("Schools in Madrid close on Friday.", "Friday", "2023-06-16", "2023-06-16"),
        ("The ceasefire expires on Sunday.", "Sunday", "2023-06-18", "2023-06-18"),
        ("The trial starts on Monday.", "Monday", "2023-06-19", "2023-06-19"),
        ("The championships in Oslo finish on Sunday.", "Sunday", "2023-06-18", "2023-06-18"),
    ),
    *dated(
        "ago",
        ("Nine days ago a ferry sank off Cebu.", "Nine days ago", "2023-06-05", "2023-06-05"),
        ("A fortnight ago the river rose.", "A fortnight ago", "2023-05-29", "2023-06-04"),
        ("Five weeks ago the mayor resigned.", "Five weeks ago", "2023-05-08", "2023-05-14"),
        ("Two years ago today the tower fell.", "Two years ago today", "2021-06-14", "2021-06-14"),
        ("The wall fell thirty-three years ago.", "thirty-three years ago", "1990-01-01", "1990-12-31"),
        ("It was shelled three days before yesterday.", "three days before yesterday", "2023-06-10", "2023-06-10"),
        ("A year ago yesterday the bank failed.", "A year ago yesterday", "2022-06-13", "2022-06-13"),
    ),
    *dated(
        "feast days",
        ("Crowds filled Rome on Easter Monday.", "Easter Monday", "2023-04-10", "2023-04-10"),
        ("The market burned on Ash Wednesday.", "Ash Wednesday", "2023-02-22", "2023-02-22"),
        ("Shots were fired on Thanksgiving Day.", "Thanksgiving Day", "2022-11-24", "2022-11-24"),
        ("Fires broke out in Boston on the Fourth of July last year.", "the Fourth of July last year", "2022-07-04",
         "2022-07-04"),
        ("A van hit a crowd on Memorial Day.", "Memorial Day", "2023-05-29", "2023-05-29"),
        ("He was stabbed on St Patrick's Day.", "St Patrick's Day", "2023-03-17", "2023-03-17"),
        ("The raid came on Christmas Eve 2021.", "Christmas Eve 2021", "2021-12-24", "2021-12-24"),
        ("Floods came on New Year’s Day.", "New Year’s Day", "2023-01-01", "2023-01-01"),
    ),
    *dated(
        "parts of months and years",
        ("Prices rose in the last four months of 2016.", "the last four months of 2016", "2016-09-01", "2016-12-31"),
        ("Exports fell in the first quarter of 2022.", "the first quarter of 2022", "2022-01-01", "2022-03-31"),
        ("Ten died in the first half of last year.", "the first half of last year", "2022-01-01", "2022-06-30"),
        ("The road will open at the end of July.", "the end of July", "2023-07-21", "2023-07-31"),
        ("It snowed in the second week of May.", "the second week of May", "2023-05-08", "2023-05-14"),
        ("They met at the start of 2020.", "the start of 2020", "2020-01-01", "2020-04-30"),
        ("It rained in the first ten days of April 2019.", "the first ten days of April 2019", "2019-04-01",
         "2019-04-10"),
    ),
    *dated(
        "lists and ranges",
        ("Buses will stop on July 3, 5 and 8.", "July 3, 5 and 8", "2023-07-03", "2023-07-08"),
        ("Rallies were held on 3, 4 and 7 May.", "3, 4 and 7 May", "2023-05-03", "2023-05-07"),
        ("Shells fell on 14 and 15 May.", "14 and 15 May", "2023-05-14", "2023-05-15"),
        ("The fair ran from the 3rd to the 9th of May.", "the 3rd to the 9th of May", "2023-05-03", "2023-05-09"),
        ("The court sat on Jan. 9, 10 and 12, 2019.", "Jan. 9, 10 and 12, 2019", "2019-01-09", "2019-01-12"),
    ),
    *dated(
        "seasons",
        ("The fires came in the summer of last year.", "the summer of last year", "2022-06-01", "2022-08-31"),
        ("They fled in the autumn of 2019.", "the autumn of 2019", "2019-09-01", "2019-11-30"),
        ("The trial begins next spring.", "next spring", "2024-03-01", "2024-05-31"),
        ("The glacier broke last winter.", "last winter", "2022-12-01", "2023-02-28"),
        ("Crops failed in late summer 2021.", "late summer 2021", "2021-08-01", "2021-08-31"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last"), FOUND)
def test_expression_is_found_and_resolved(nlp, text, words, first, last):
    found = read(nlp, text)
    assert [(d["text"], d["date"], d["date_end"]) for d in found] == [(words, first, last)]


FOLLOWED = [
    ("The trial opened on the 28th of May. It ended on the 9th.", ["2023-05-28", "2023-06-09"]),
    ("He was held on 30 May. On the 3rd he was freed.", ["2023-05-30", "2023-06-03"]),
    ("In the last days of March and the first week of April in 1912 snow fell.", ["1912-03-25", "1912-04-01"]),
    ("Between March and May 2016 the siege went on.", ["2016-03-01", "2016-05-01"]),
    ("The dam was begun in November and finished in March 2020.", ["2019-11-01", "2020-03-01"]),
    ("The war ended in June 2012. In December of the same year he died.", ["2012-06-01", "2012-12-01"]),
    ("The ship sank on 10/04/2021 and was raised on 23/04/2021.", ["2021-04-10", "2021-04-23"]),
    ("The ship sank on 04/10/2021 and was raised on 04/23/2021.", ["2021-04-10", "2021-04-23"]),
    ("On March 3, 2021 he fell ill and on 04/10/2021 he died.", ["2021-03-03", "2021-04-10"]),
    ("He was held on Monday last week and freed on Friday of last week.", ["2023-06-05", "2023-06-09"]),
]


@pytest.mark.parametrize(("text", "days"), FOLLOWED, ids=[text for text, _ in FOLLOWED])
def test_expressions_of_a_text_settle_each_other(nlp, text, days):
    assert [d["date"] for d in read(nlp, text)] == days


def test_figures_of_either_order_are_the_nearest_day_before_publication(nlp):
    assert [d["date"] for d in read(nlp, "It sank on 02/06/2023.")] == ["2023-06-02"]
    assert [d["date"] for d in read(nlp, "It sank on 06/02/2023.")] == ["2023-06-02"]


def test_a_feast_at_the_turn_of_the_year_is_the_one_just_past(nlp):
    found = read(nlp, "Fire swept Manila on Boxing Day and again on New Year's Day.", "2021-01-04")
    assert [d["date"] for d in found] == ["2020-12-26", "2021-01-01"]


NONE = [
    "Mr March told the court that he had seen nothing.",
    "Ms June and Dr August were heard in Leeds.",
    "April Olsen was last seen in Bergen. Her mother wants to find April.",
    "June Carter said the house was hers.",
    "August Wilson wrote plays.",
    "They live in August Road.",
    "Judge April Reyes freed him.",
    "He may march.",
    "The army killed 1985 rebels, it said.",
    "Some 2012 houses burned.",
    "She was freed with 2015 others.",
    "Nearly 1,900 people and 2040 sheep were moved.",
    "Flight 1987 was late.",
    "Bus 2014 hit a wall.",
    "The firm paid 2016 dollars.",
    "He is on call 24/7.",
    "The shop sold 1998 cars.",
    "Blade Runner 2049 was shot in Budapest.",
    "Saudi Arabia sells its Vision 2030.",
    "31 December Street is in Accra.",
    "The 26 July Movement was named in the report.",
    "He plays for Sheffield Wednesday.",
    "The Sunday Times reported it.",
    "Bloody Sunday is the name of a film.",
    "It was a Black Friday for the team.",
    "They meet every Tuesday.",
    "They saw Christmas Island from the ship.",
    "She lives on the 2nd floor.",
    "The score was 3/4 to one.",
    "Version 2.10.2018.4 was out.",
    "Tuesday Weld and Monday Eze spoke in Derby.",
    "Sunday Oliseh and Friday James scored.",
    "Wednesday Holm opened a shop in Derby.",
    "The prize went to Oslo, and Sunday Adeyemi wept.",
    "The book is by Friday Obi.",
    "The shop is at 1984 King Street.",
    "He lives at 1890 Elm Avenue in Reno.",
    "Police searched 2010 High Road in Leeds.",
    "Staff left 1920 Martin Luther Boulevard in Reno.",
    "The man of 1935 Orchard St. was held.",
    "A crowd of 2000 cheered in Graz.",
    "Some sheep, 1850 cows and a dog drowned.",
    "In the rain 1500 marched.",
    "She read 1984 in a night.",
    "Joe Friday scored for Leeds.",
    "The Black September group was named.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_date_is_none(nlp, text):
    assert read(nlp, text) == []


DATES = [
    ("In April Norway voted.", "2023-04-01"),
    ("April was cold in Oslo.", "2023-04-01"),
    ("The April floods killed ten.", "2023-04-01"),
    ("The army killed ten in 1990.", "1990-01-01"),
    ("The 2015 elections were held in peace.", "2015-01-01"),
    ("He was shot on Black Sea beaches on Friday.", "2023-06-09"),
    ("Friday's vote was close.", "2023-06-09"),
    ("The May 14 vote was close.", "2023-05-14"),
    ("He said Tuesday Iran would answer.", "2023-06-13"),
    ("On Friday President Ito left.", "2023-06-09"),
    ("In 2019 King Street was shut.", "2019-01-01"),
    ("The club ended 2022 with a loss.", "2022-01-01"),
    ("The party of 2016 lost.", "2016-01-01"),
]


@pytest.mark.parametrize(("text", "day"), DATES, ids=[text for text, _ in DATES])
def test_what_looks_like_a_name_or_number_can_be_a_date(nlp, text, day):
    assert [d["date"] for d in read(nlp, text)] == [day]


def test_an_event_known_by_its_day_is_of_its_own_year(nlp):
    assert [d["date"] for d in read(nlp, "The January 6 riot was named in the report.")] == ["2021-01-06"]
    assert [d["date"] for d in read(nlp, "The January 6 fire was named in the report.")] == ["2023-01-06"]
    assert [d["date"] for d in read(nlp, "The October 7 attack was shown.", "2024-09-13")] == ["2023-10-07"]
    assert [d["date"] for d in read(nlp, "The January 6 riot was shown on film.", "2021-01-20")] == ["2021-01-06"]
