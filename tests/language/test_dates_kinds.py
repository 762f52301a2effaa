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
        ("The kiln in Derby blew up on 09.06.23.", "09.06.23", "2023-06-09", "2023-06-09"),
        ("The lock at Ghent failed on 8.6.23, engineers said.", "8.6.23", "2023-06-08", "2023-06-08"),
        ("The flood of 3.2.2022 is still spoken of.", "3.2.2022", "2022-02-03", "2022-02-03"),
        ("The jetty was lost on 2023.04.28 near Padang.", "2023.04.28", "2023-04-28", "2023-04-28"),
        ("The seam was closed on 08.Aug.2016.", "08.Aug.2016", "2016-08-08", "2016-08-08"),
        ("The office moves on Thursday 06/07/2023.", "Thursday 06/07/2023", "2023-07-06", "2023-07-06"),
        ("The ballot will be held on 07/08/2023.", "07/08/2023", "2023-07-08", "2023-07-08"),
        ("Claims may be sent until 30/06.", "30/06", "2023-06-30", "2023-06-30"),
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
        ("The pair will meet the Saturday after next.", "the Saturday after next", "2023-06-24", "2023-06-24"),
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
        ("Kick-off was brought forward to Thursday.", "Thursday", "2023-06-15", "2023-06-15"),
        ("The parade was rescheduled for Sunday.", "Sunday", "2023-06-18", "2023-06-18"),
        ("The game was switched to Monday night.", "Monday night", "2023-06-19", "2023-06-19"),
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
        ("The curfew came in at New Year.", "New Year", "2023-01-01", "2023-01-01"),
        ("The forge will reopen in the new year.", "the new year", "2024-01-01", "2024-04-30"),
        ("The bakery burned the Christmas before last.", "the Christmas before last", "2021-12-25", "2021-12-25"),
        ("They ate no meat during Lent.", "Lent", "2023-02-22", "2023-04-08"),
    ),
    *dated(
        "feasts that move with the moon",
        ("The bazaar was bombed on Eid al-Fitr.", "Eid al-Fitr", "2023-04-21", "2023-04-21"),
        ("Banks will close for Eid al-Adha.", "Eid al-Adha", "2023-06-28", "2023-06-28"),
        ("A shell hit the queue before Eid.", "Eid", "2023-04-21", "2023-04-21"),
        ("Nine fainted on the ferry during Ramadan.", "Ramadan", "2023-03-23", "2023-04-20"),
        ("A bus left the road on Diwali.", "Diwali", "2022-10-24", "2022-10-24"),
        ("The hall in Foshan burned on Lunar New Year.", "Lunar New Year", "2023-01-22", "2023-01-22"),
        ("Shots rang out on Nowruz in Sari.", "Nowruz", "2023-03-21", "2023-03-21"),
        ("They fasted on Yom Kippur last year.", "Yom Kippur last year", "2022-10-05", "2022-10-05"),
        ("The raid came on the eve of Passover.", "the eve of Passover", "2023-04-05", "2023-04-05"),
        ("The wall fell the day after Holi.", "the day after Holi", "2023-03-09", "2023-03-09"),
        ("The boats met two Eids ago.", "two Eids ago", "2022-07-09", "2022-07-09"),
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
        ("The pier will open in the autumn.", "the autumn", "2023-09-01", "2023-11-30"),
        ("Two climbers died there over the winter.", "the winter", "2022-12-01", "2023-02-28"),
        ("The lake will be drained by the spring.", "the spring", "2024-03-01", "2024-05-31"),
        ("The chapel burned in the summer of '69.", "the summer of '69", "1969-06-01", "1969-08-31"),
        ("In the winter of ’78 the lake froze.", "the winter of ’78", "1978-12-01", "1979-02-28"),
        ("He left the navy in May '45.", "May '45", "1945-05-01", "1945-05-31"),
        ("The board will choose a coach in the fall.", "the fall", "2023-09-01", "2023-11-30"),
        ("The hut burned in the early spring.", "the early spring", "2023-03-01", "2023-03-31"),
    ),
    *dated(
        "a week or a weekend named by a day",
        ("The tribunal sits in the week of June 26.", "the week of June 26", "2023-06-26", "2023-07-02"),
        ("Staff walked out in the week beginning 5 June.", "the week beginning 5 June", "2023-06-05", "2023-06-11"),
        ("Sales fell in the week ending June 3.", "the week ending June 3", "2023-05-28", "2023-06-03"),
        ("The regatta is on the weekend of 24 June.", "the weekend of 24 June", "2023-06-24", "2023-06-25"),
        ("Exams were sat in the week commencing Monday, 22 May.", "the week commencing Monday, 22 May",
         "2023-05-22", "2023-05-28"),
        ("They sailed the weekend of June 3-4.", "June 3-4", "2023-06-03", "2023-06-04"),
    ),
    *dated(
        "weekday of a week named before it",
        ("He was robbed last week Friday in Aba.", "last week Friday", "2023-06-09", "2023-06-09"),
        ("The chiefs will meet next week Monday.", "next week Monday", "2023-06-19", "2023-06-19"),
        ("The bridge was shut last week on Tuesday.", "last week on Tuesday", "2023-06-06", "2023-06-06"),
        ("The derby will be played a week on Sunday.", "a week on Sunday", "2023-06-25", "2023-06-25"),
        ("The jury is due back a week today.", "a week today", "2023-06-21", "2023-06-21"),
        ("The polls open a fortnight tomorrow.", "a fortnight tomorrow", "2023-06-29", "2023-06-29"),
    ),
    *dated(
        "a day that was set",
        ("The magistrate set a hearing for Tuesday.", "Tuesday", "2023-06-20", "2023-06-20"),
        ("The referee's appeal was listed for Monday.", "Monday", "2023-06-19", "2023-06-19"),
        ("The governor called an election for Saturday.", "Saturday", "2023-06-17", "2023-06-17"),
        ("The court set a trial date of 4 September.", "4 September", "2023-09-04", "2023-09-04"),
        ("The coroner set Friday as the day of the inquest.", "Friday", "2023-06-16", "2023-06-16"),
        ("The firm was ordered to pay by Friday.", "Friday", "2023-06-16", "2023-06-16"),
        ("Residents were told to leave by Sunday.", "Sunday", "2023-06-18", "2023-06-18"),
        ("The case was stood over to Thursday.", "Thursday", "2023-06-15", "2023-06-15"),
        ("The court reserved its ruling until Monday.", "Monday", "2023-06-19", "2023-06-19"),
        ("He set a record on Monday in Doha.", "Monday", "2023-06-12", "2023-06-12"),
        ("The abbot called for calm on Saturday.", "Saturday", "2023-06-10", "2023-06-10"),
        ("She set a mark for the event on Sunday.", "Sunday", "2023-06-11", "2023-06-11"),
        ("He worked in the mine until Friday.", "Friday", "2023-06-09", "2023-06-09"),
    ),
    *dated(
        "so many times ago",
        ("The side last won three Sundays ago.", "three Sundays ago", "2023-05-28", "2023-05-28"),
        ("The barn burned two winters ago.", "two winters ago", "2021-12-01", "2022-02-28"),
        ("He proposed two Christmases ago.", "two Christmases ago", "2021-12-25", "2021-12-25"),
        ("Shots were heard two nights ago.", "two nights ago", "2023-06-12", "2023-06-12"),
        ("They met in Oban three weekends ago.", "three weekends ago", "2023-05-27", "2023-05-28"),
        ("The town was shelled the night before last.", "the night before last", "2023-06-12", "2023-06-12"),
        ("The crop failed the summer before last.", "the summer before last", "2021-06-01", "2021-08-31"),
    ),
    *dated(
        "fractions and hundreds of units ago",
        ("The union was founded half a century ago.", "half a century ago", "1973-01-01", "1973-12-31"),
        ("The club folded a quarter of a century ago.", "a quarter of a century ago", "1998-01-01", "1998-12-31"),
        ("She was hired two and a half years ago.", "two and a half years ago", "2020-12-01", "2020-12-31"),
        ("The siren sounded half an hour ago.", "half an hour ago", "2023-06-14", "2023-06-14"),
        ("The fort was built two hundred years ago.", "two hundred years ago", "1823-01-01", "1823-12-31"),
        ("A hundred years ago the mill burned.", "A hundred years ago", "1923-01-01", "1923-12-31"),
    ),
    *dated(
        "still to come",
        ("The tour will start in two weeks.", "in two weeks", "2023-06-26", "2023-07-02"),
        ("He will be tried in three months' time.", "in three months' time", "2023-09-01", "2023-09-30"),
        ("The ferry returns in a week's time.", "in a week's time", "2023-06-19", "2023-06-25"),
        ("The bank is due to report in ten days.", "in ten days", "2023-06-24", "2023-06-24"),
        ("The ferry will be mended in a few days.", "in a few days", "2023-06-16", "2023-06-18"),
        ("The lease ends two years from now.", "two years from now", "2025-01-01", "2025-12-31"),
    ),
    *dated(
        "days by a feast",
        ("The chapel burned on the Sunday after Easter.", "the Sunday after Easter", "2023-04-16", "2023-04-16"),
        ("He was shot the day before Good Friday.", "the day before Good Friday", "2023-04-06", "2023-04-06"),
        ("Schools reopen on the Tuesday after Labor Day.", "the Tuesday after Labor Day", "2023-09-05", "2023-09-05"),
        ("Trains stopped the day after Christmas.", "the day after Christmas", "2022-12-26", "2022-12-26"),
        ("She died on the Friday before Easter 2019.", "the Friday before Easter 2019", "2019-04-19", "2019-04-19"),
        ("The parade on St. Patrick's Day drew crowds.", "St. Patrick's Day", "2023-03-17", "2023-03-17"),
        ("Nine drowned over the Easter weekend.", "Easter weekend", "2023-04-07", "2023-04-10"),
        ("Two were shot over Memorial Day weekend.", "Memorial Day weekend", "2023-05-27", "2023-05-29"),
        ("For the Labor Day weekend fees were raised.", "Labor Day weekend", "2023-09-02", "2023-09-04"),
    ),
    *dated(
        "early and late in a month or a year",
        ("The mill was sold late last year.", "late last year", "2022-09-01", "2022-12-31"),
        ("The port will open early next year.", "early next year", "2024-01-01", "2024-04-30"),
        ("The van was stolen late last month.", "late last month", "2023-05-21", "2023-05-31"),
        ("The bill was signed early this month.", "early this month", "2023-06-01", "2023-06-10"),
        ("The early months of 2020 were quiet.", "The early months of 2020", "2020-01-01", "2020-04-30"),
        ("The firm made a loss in Q4 2022.", "Q4 2022", "2022-10-01", "2022-12-31"),
        ("Orders fell in H1 2022.", "H1 2022", "2022-01-01", "2022-06-30"),
        ("Orders rose in H2 of 2021.", "H2 of 2021", "2021-07-01", "2021-12-31"),
        ("Rain fell in the latter half of 2019.", "the latter half of 2019", "2019-07-01", "2019-12-31"),
        ("It was dry in the first fortnight of May.", "the first fortnight of May", "2023-05-01", "2023-05-14"),
    ),
    *dated(
        "which weekday of a month",
        ("The show is held on the last Saturday of August.", "the last Saturday of August", "2023-08-26",
         "2023-08-26"),
        ("The fete was on the first Monday in May.", "the first Monday in May", "2023-05-01", "2023-05-01"),
        ("They vote on the second Sunday of October.", "the second Sunday of October", "2023-10-08", "2023-10-08"),
        ("The race fell on the third Sunday in June 2022.", "the third Sunday in June 2022", "2022-06-19",
         "2022-06-19"),
        ("The court sat on the first Friday of last month.", "the first Friday of last month", "2023-05-05",
         "2023-05-05"),
    ),
    *dated(
        "centuries and decades",
        ("The quay was built in the 18th century.", "the 18th century", "1701-01-01", "1800-12-31"),
        ("The feud began in the late nineteenth century.", "the late nineteenth century", "1868-01-01", "1900-12-31"),
        ("He ran a bar in the '80s.", "the '80s", "1980-01-01", "1989-12-31"),
        ("She taught there in the late ’90s.", "the late ’90s", "1997-01-01", "1999-12-31"),
        ("The law dates from the early 20th century.", "the early 20th century", "1901-01-01", "1933-12-31"),
    ),
    *dated(
        "events that are known by their day",
        ("He lost a son in the 9/11 attacks.", "9/11", "2001-09-11", "2001-09-11"),
        ("Checks have been strict since 9/11.", "9/11", "2001-09-11", "2023-06-14"),
        ("The 26/11 gunmen came by sea.", "26/11", "2008-11-26", "2008-11-26"),
        ("The resort was razed by the Boxing Day tsunami.", "Boxing Day", "2004-12-26", "2004-12-26"),
        ("She survived the Easter Sunday bombings in Negombo.", "Easter Sunday", "2019-04-21", "2019-04-21"),
        ("Nice mourns those of the Bastille Day attack.", "Bastille Day", "2016-07-14", "2016-07-14"),
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
    ("The sitting was postponed from Monday to Thursday.", ["2023-06-12", "2023-06-15"]),
    ("The launch was moved from Tuesday to Saturday because of fog.", ["2023-06-13", "2023-06-17"]),
    ("The ballot was brought forward from Friday to Thursday.", ["2023-06-16", "2023-06-15"]),
    ("The count was delayed from Tuesday until Friday.", ["2023-06-13", "2023-06-16"]),
    ("The deadline was shifted from 1 June to 1 August.", ["2023-06-01", "2023-08-01"]),
    ("The opening slipped from May to August.", ["2023-05-01", "2023-08-01"]),
    ("The race was pushed from June 25 to July 2.", ["2023-06-25", "2023-07-02"]),
    ("The fair, first planned for May, was delayed until October.", ["2023-05-01", "2023-10-01"]),
    ("The inquest, originally set for Monday, will now be held on Friday.", ["2023-06-12", "2023-06-16"]),
    ("The pass was shut from Monday to Wednesday.", ["2023-06-12"]),
    ("Visitors stayed away in the spring and summer of 2020.", ["2020-03-01", "2020-06-01"]),
    (
        "It was held in January. A report of 2008 named it. In March it failed.",
        ["2023-01-01", "2008-01-01", "2023-03-01"],
    ),
    ("Between March and May 2016 the siege went on.", ["2016-03-01", "2016-05-01"]),
    ("The dam was begun in November and finished in March 2020.", ["2019-11-01", "2020-03-01"]),
    ("The war ended in June 2012. In December of the same year he died.", ["2012-06-01", "2012-12-01"]),
    ("The ship sank on 10/04/2021 and was raised on 23/04/2021.", ["2021-04-10", "2021-04-23"]),
    ("The ship sank on 04/10/2021 and was raised on 04/23/2021.", ["2021-04-10", "2021-04-23"]),
    ("On March 3, 2021 he fell ill and on 04/10/2021 he died.", ["2021-03-03", "2021-04-10"]),
    ("He was held on Monday last week and freed on Friday of last week.", ["2023-06-05", "2023-06-09"]),
    ("He came to Lagos in 1998. That May he married.", ["1998-01-01", "1998-05-01"]),
    ("The bank failed in December 2019. The following March it was sold.", ["2019-12-01", "2020-03-01"]),
    ("She was freed in March 2021. The previous October she had been tried.", ["2021-03-01", "2020-10-01"]),
    ("The war began in 2012. By that same August the town had fallen.", ["2012-01-01", "2012-08-01"]),
    ("He was held on the 9th of last month and will be tried on the 30th.", ["2023-05-09", "2023-06-30"]),
    ("The fair ended on Sunday, two days later than planned.", ["2023-06-11"]),
    ("Sales rose in April. In the same month last year they fell.", ["2023-04-01", "2022-04-01"]),
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
    "Wednesday lost 2-0 to Leeds at Hillsborough.",
    "Wednesday beat Barnsley by a goal.",
    "The Wednesday manager praised his back four.",
    "Sheffield Wednesday won. For Wednesday it was a first.",
    "Friday said that he had seen nothing.",
    "The town of March was flooded.",
    "The borough of March wants a bypass.",
    "They rang in the new year with gunfire.",
    "He broke his New Year's resolution.",
    "It was his first Christmas in jail.",
    "Eid Mubarak, the sign said.",
    "The Tet Offensive changed the war.",
    "Mr Eid was elected.",
    "Lent to a museum, the bowl broke.",
    "The software, version 3.10.22, has a bug.",
    "Rule 4.6.12 bans it.",
    "Road 2015 is closed.",
    "She drove a 2001 Cadillac into a wall.",
    "Deputies stopped a 2016 Ford Focus.",
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
    "June Obi was missing for days. Her sons cared for June.",
    "April Dunn, 6, was seen in a park. Neighbours looked for April.",
    "The May cabinet fell. Theresa May wept.",
    "August, who is 9, found the dog.",
    "Friends of June, 7, laid flowers.",
    "The May ministry lasted three years.",
    "Ant and Dec will host it.",
    "The Women's March filled the square.",
    "The 1922 Committee met in a room upstairs.",
    "The 1951 Convention protects them.",
    "He was tried under the 1861 Act.",
    "The filly won the 2000 Guineas.",
    "The 1937 Constitution was read aloud.",
    "The siren went at 2015 GMT.",
    "The raid began at 1930 hours.",
    "Doors open at 2030 local time.",
    "A 2000-strong crowd sang.",
    "They built a 1500-seat hall.",
    "The phone costs Rs 1999.",
    "The Agenda 2063 plan was praised.",
    "He was born on a Friday.",
    "They play on a Saturday night.",
    "It was one Tuesday that he left.",
    "Clinics are held on the first Sunday of every month.",
    "Father Christmas came by boat.",
    "She wished them a merry Christmas.",
    "The farm sells Christmas trees.",
    "They hid Easter eggs.",
    "He sent Christmas cards.",
    "They drank from the spring.",
    "She was hurt in the fall.",
    "They rebuilt the road in ten days.",
    "It was the second storm to hit Fargo in a week.",
    "He was not able to do it in a day.",
    "It is the winter low season in Goa.",
    "She sang with a '60s folk group.",
    "Odds of 9/11 were offered on the mare.",
    "Seven of 26/11 were red.",
    "Fire gutted the 18th-century hall.",
    "Pilgrims have come since the 15th century.",
    "The film was made by April Henshaw.",
    "The two came at 4/1 and 7/7.",
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
    ("Thursday saw shells fall on Kharkiv.", "2023-06-08"),
    ("Sunday dawned clear over Oslo.", "2023-06-11"),
    ("Monday brought more rain.", "2023-06-12"),
    ("On Wednesday Leeds drew.", "2023-06-14"),
    ("Saturday police shot a man.", "2023-06-10"),
    ("The May 14 vote was close.", "2023-05-14"),
    ("He said Tuesday Iran would answer.", "2023-06-13"),
    ("On Friday President Ito left.", "2023-06-09"),
    ("In 2019 King Street was shut.", "2019-01-01"),
    ("The club ended 2022 with a loss.", "2022-01-01"),
    ("The party of 2016 lost.", "2016-01-01"),
    ("June Obi left Lagos in June.", "2023-06-01"),
    ("April Dunn was seen in early April.", "2023-04-01"),
    ("In a Sunday interview he denied it.", "2023-06-11"),
    ("Farmers blocked the road for an hour on Tuesday.", "2023-06-13"),
    ("A Friday night shooting left two dead.", "2023-06-09"),
    ("It is a 1990-era law.", "1990-01-01"),
    ("The class of 1998 met in Lagos.", "1998-01-01"),
]


@pytest.mark.parametrize(("text", "day"), DATES, ids=[text for text, _ in DATES])
def test_what_looks_like_a_name_or_number_can_be_a_date(nlp, text, day):
    assert [d["date"] for d in read(nlp, text)] == [day]


def test_an_event_known_by_its_day_is_of_its_own_year(nlp):
    assert [d["date"] for d in read(nlp, "The January 6 riot was named in the report.")] == ["2021-01-06"]
    assert [d["date"] for d in read(nlp, "The January 6 fire was named in the report.")] == ["2023-01-06"]
    assert [d["date"] for d in read(nlp, "The October 7 attack was shown.", "2024-09-13")] == ["2023-10-07"]
    assert [d["date"] for d in read(nlp, "The January 6 riot was shown on film.", "2021-01-20")] == ["2021-01-06"]
