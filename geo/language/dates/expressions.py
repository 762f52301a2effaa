"""The wording of date expressions: patterns that find them and name their parts."""

import re

from geo.language.dates.feasts import feast_days
from geo.language.words import words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
            "September Sept Sep", "October Oct", "November Nov", "December Dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    )
}
NUMBERS = {
    word: number
    for number, names in enumerate(
        (
            "", "a an one", "two", "three few", "four", "five several", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve dozen", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        )
    )
    for word in names.split()
} | {"a couple of": 2, "couple": 2, "a few": 3, "a dozen": 12, "hundred": 100, "a hundred": 100}  # fmt: skip
TENS = {
    word: number
    for number, word in zip(
        range(20, 100, 10), ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), strict=True
    )
}
INEXACT = {"few", "a few", "several", "couple", "a couple of", "dozen", "a dozen"}

ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
            "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth",
            "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
        ),
        1,
    )
}  # fmt: skip

_CENTURIES = [f"{tens}teenth" for tens in ("four", "fif", "six", "seven", "eigh", "nine")] + ["twentieth"]
_HUNDREDS = r"(?:(?:one|two|three|four|five|six|seven|eight|nine)\s+)hundred"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[4-9]|20)\d\d"
_ORDINAL = r"(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + r")(?=\s+of\s)"
_WHICH = (
    r"(?:(?:last|this|next|(?:the\s+)?(?:same|previous|preceding|following|current|coming|past)|that(?:\s+same)?)\s+"
    r"year|the\s+year\s+(?:before\s+last|after\s+next|before|after)|"
    rf"(?:an?|\d{{1,2}}|{'|'.join(word for word in NUMBERS if word)})\s+years?\s+ago)(?![a-z])"
)
_SHORT_YEAR = r"['’‘]\d\d(?!\d|s)"
_OF_A_YEAR = rf"(?:,?\s+(?:(?:of|in)\s+)?(?:(?P<year>{_YEAR}(?!\d)|{_SHORT_YEAR})|(?P<which>{_WHICH})))"
_OF_YEAR = rf"{_OF_A_YEAR}?"
_MONTH = (
    "(?:"
    + "|".join(rf"{m}\.?|{m.upper()}\.?" if len(m) < 5 and m not in ("May", "June", "July") else f"{m}|{m.upper()}"
               for m in sorted(MONTHS, key=len, reverse=True))
    + ")(?![a-zA-Z])"
)  # fmt: skip
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_WEEKDAY_SHORT = r"(?:(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?)"
_AND = r"(?:\s*[-–—/]\s*|\s+(?:to|and|or|through|until|till)\s+)"
_NOT_A_COUNT = r"(?!\d|[,.:]\d|\s+(?:people|others|more|dead|men|women|soldiers|civilians|percent)\b|%)"
_PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[-\s]+)?"
_HOUR = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime|midday|noon))?"
_NUMBER = (
    r"(?:(?i:" + "|".join([
        _HUNDREDS,
        rf"(?:{'|'.join(TENS)})(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?",
        *sorted((w for w in NUMBERS if w), key=len, reverse=True),
    ]) + r")|\d{1,3})"
)  # fmt: skip
_ABOUT = (
    r"(?:(?P<about>[Mm]ore than|[Ll]ess than|[Aa]t least|[Ss]ome|[Oo]ver|[Aa]bout|[Aa]round|[Nn]early|"
    r"[Aa]lmost|[Jj]ust)\s+)?"
)
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|centurie|century)"
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"

_FEAST = "(?:" + "|".join(
    re.escape(name).replace(r"St\ ", r"St\.?\ ").replace(r"\ ", r"\s+").replace("'", "['’]")
    for name in sorted(feast_days(), key=len, reverse=True)
) + ")"  # fmt: skip
_WHOLE = (
    rf"(?:(?P<month>{_MONTH}){_OF_YEAR}|(?P<year0>{_YEAR})(?!\d)|"
    r"(?P<whole>(?:last|this|next|that|the(?:\s+(?:same|following|previous))?)\s+(?:month|year))(?![a-z]))"
)
_MORE_DAYS = rf"(?:,\s+(?:the\s+)?{_DAY}(?=,\s|\s+(?:and|or)\s))*"

EXPRESSIONS: dict[str, str] = {
    "figures": (
        rf"(?:(?P<weekday>{_WEEKDAY}),?\s+)?(?=\d+(?:/\d+/|\.\d+\.(?:\d{{4}}|\d\d)(?!\d)|-\d+-\d{{4}}))"
        r"(?P<one>\d{1,2})(?P<stop>[/.-])(?P<two>\d{1,2})[/.-](?P<year>(?:1[4-9]|20)\d\d|\d\d)(?!\d|[-/]|\.\d)"
    ),
    "iso": r"(?P<year>(?:1\d|20)\d\d)[-/.](?P<month>0[1-9]|1[0-2])[-/.](?P<day>0[1-9]|[12]\d|3[01])(?!\d|[-/]|\.\d)",
    "short": rf"(?P<day>{_DAY})[-/.](?P<month>{_MONTH})[-/.](?P<year>{_YEAR}|\d\d)(?!\d)",
    "month_day": (
        rf"(?:(?:{_WEEKDAY}|{_WEEKDAY_SHORT}),?\s+)?(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{_DAY})(?!\d)"
        rf"(?:{_MORE_DAYS},?{_AND}(?:(?P<month2>{_MONTH})\s+)?(?:the\s+)?(?P<day2>{_DAY}){_NOT_A_COUNT})?"
        rf"{_OF_YEAR}{_NOT_A_COUNT}"
    ),
    "day_month": (
        rf"(?:(?:{_WEEKDAY}|{_WEEKDAY_SHORT}),?\s+)?(?:the\s+)?(?P<day>{_DAY}|{_ORDINAL})"
        rf"(?:\s+(?:of\s+)?(?P<month0>{_MONTH}))?"
        rf"(?:{_MORE_DAYS},?{_AND}(?:the\s+)?(?P<day2>{_DAY}|{_ORDINAL}))?\s+(?:of\s+)?(?P<month>{_MONTH}){_OF_YEAR}"
    ),
    "month_year": rf"{_PART}(?P<month>{_MONTH})(?:,?\s+|[-/])(?:(?:of|in)\s+)?"
    rf"(?P<year>{_YEAR}|{_SHORT_YEAR})",
    "month": rf"(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast)\s+)?{_PART}(?P<month>{_MONTH})"
    rf"(?:,?\s+(?:(?:of|in)\s+)?(?P<which>{_WHICH}))?",
    "weekday": (
        rf"(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his\s+coming|[Tt]his\s+past|[Tt]his|[Cc]oming|[Pp]ast)\s+)?"
        r"(?:(?P<week0>[Ll]ast|[Tt]his|[Nn]ext)\s+week,?\s+(?:on\s+)?)?"
        rf"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)\s+(?:on\s+)?)?(?P<weekday>{_WEEKDAY}){_HOUR}"
        rf"(?:{_AND}(?P<weekday2>{_WEEKDAY}){_HOUR}(?!['’]s))?"
        r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week(?![a-z])|\s+(?P<later>week)(?![a-z-]))?"
    ),
    "beyond": (
        rf"(?:[Tt]he\s+)?(?:(?P<unit>{_WEEKDAY}|night|evening|weekend|week|month|year|spring|summer|autumn|fall|winter)|"
        rf"(?P<feast>{_FEAST}))\s+"
        r"(?P<rel>before\s+last|after\s+next)(?![a-z])"
    ),
    "story_weekday": (
        rf"(?:[Tt]he\s+(?P<rel>following|previous|same)|(?<=[Oo]n\s)that)\s+(?P<weekday>{_WEEKDAY}){_HOUR}"
    ),
    "story_month": rf"(?:[Tt]he\s+(?P<rel>following|previous|same)|[Tt]hat(?:\s+same)?)\s+(?P<month>{_MONTH})",
    "week_of": (
        r"(?:[Tt]he\s+)?(?P<span>week|weekend)\s+(?P<way>of|from|beginning|commencing|starting|ending)\s+"
        rf"(?:{_WEEKDAY},?\s+)?(?:(?P<month0>{_MONTH})\s+(?P<day0>{_DAY})|(?P<day>{_DAY})\s+(?P<month>{_MONTH}))"
        rf"(?!\d|{_AND}\d){_OF_YEAR}"
    ),
    "count_from": (
        rf"{_ABOUT}(?P<n>(?:[Aa]|[Oo]ne)\b|{_NUMBER}\b)\s+(?:{_UNIT}s?\s+"
        rf"(?P<way>ago|from|after|before)\s+(?:on\s+)?|(?P<weeks>week|fortnight)s?\s+(?:on\s+(?={_WEEKDAY})|(?=to)))"
        rf"(?:(?P<near>today|yesterday|tomorrow)|(?P<this>this\s+(?:week|month))|(?P<feast>{_FEAST})|"
        rf"(?:(?P<rel>last|next|this)\s+)?(?P<weekday>{_WEEKDAY})(?!['’]s))(?![a-z])"
    ),
    "by_feast": (
        rf"[Tt]he\s+(?:(?P<unit>{_WEEKDAY}|day|weekend|week)\s+(?P<way>before|after)|(?P<eve>eve)\s+of)\s+"
        rf"(?P<feast>{_FEAST}){_OF_YEAR}"
    ),
    "times_ago": (
        rf"{_ABOUT}(?P<n>{_NUMBER})\s+(?:(?P<weekday>{_WEEKDAY})s|(?P<season>spring|summer|autumn|fall|winter)s|"
        rf"(?P<feast>{_FEAST})(?:e?s)|(?P<unit>night|weekend)s)\s+ago(?![a-z])"
    ),
    "ahead": (
        rf"[Ii]n\s+{_ABOUT}(?P<n>(?:[Aa]|[Oo]ne)\b|{_NUMBER}\b)\s+(?P<unit>day|week|fortnight|month|year)"
        r"(?:(?P<time>(?:s['’]|['’]s)\s+time)|s?)(?![a-z'’-]|\s+(?:ago|since|when|of)\b)"
    ),
    "quarter": rf"(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))\s+(?:of\s+)?(?P<year>{_YEAR})(?!\d)",
    "known_day": r"(?P<day>\d{1,2}/\d{1,2})(?![\d/])",
    "part_of": (
        r"(?:[Tt]he\s+)?(?:(?:very\s+)?(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ll]atter|"
        r"[Ff]inal|opening|closing)"
        rf"\s+(?:(?P<n>{_NUMBER})\s+)?(?P<unit>day|week|fortnight|weekend|month|quarter|hal|{_WEEKDAY})(?P<many>s|f|ves)?\s+"
        r"(?:of|in)|(?:(?P<side>[Bb]eginning|[Ss]tart|[Ee]nd|[Mm]iddle|close)|"
        rf"(?P<stage>[Ee]arly|[Ll]ater?)\s+(?:part|days|weeks|months|stages))\s+of)\s+{_WHOLE}"
    ),
    "day_only": r"[Tt]he\s+(?P<day>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th))"
    r"(?:\s+of\s+(?P<which>(?:last|this|next|that|the(?:\s+same)?)\s+month)(?![a-z]))?"
    r"(?!\s+(?:through|to|and|or)\s+(?:the\s+)?\d+(?:st|nd|rd|th)\s+[a-z])",
    "near_day": (
        r"(?P<word>[Tt]he day before yesterday|[Tt]he day after tomorrow|[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|"
        rf"[Ll]ast night(?!\s+of\s)|[Tt]his (?:morning|afternoon|evening)|[Oo]vernight){_HOUR}"
    ),
    "weekend": r"(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Tt]he|[Tt]he\s+(?:past|coming))\s+)weekend"
    rf"(?!\s+of\s+(?:\d|{_MONTH}))",
    "period": (
        r"(?:(?P<side>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Mm]id)[-\s]+)?(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|"
        r"[Tt]he\s+(?:past|previous|coming))\s+"
        rf"(?:(?P<unit>week|month|year|decade|century)|{_SEASON})(?![a-z])"
    ),
    "last_n": rf"(?:[Tt]he\s+)?(?P<rel>last|past|next|coming|previous)\s+(?P<n>{_NUMBER})\s+{_UNIT}s?(?![a-z])",
    "ago": rf"{_ABOUT}(?:(?P<share>[Hh]alf|[Aa]\s+quarter\s+of)\s+)?(?P<n>[Aa]n?\b|{_NUMBER}\b)"
    r"(?P<half0>[-\s]+and[-\s]+a[-\s]+half)?\s+"
    rf"{_UNIT}s?(?P<half>\s+and\s+a\s+half)?(?:\s+(?P<way>ago\b|(?:earlier|later)\b(?!\s+than)|from\s+now\b)|(?=\s+since\b))",
    "story_day": (
        r"[Tt]he\s+(?P<rel>next|following|previous|same)\s+(?:day|morning|evening|night)|"
        r"[Tt]he\s+(?P<rel2>day\s+(?:before|after))(?!\s+(?:yesterday|tomorrow))|"
        r"(?:[Hh]ours|[Mm]inutes|[Mm]oments)\s+(?P<rel3>later|earlier|after|before)(?![a-z])"
    ),
    "story_period": (
        r"[Tt]he\s+(?P<rel>following|same)\s+(?P<unit>week|month|year)(?:\s+(?P<which>last\s+year))?(?![a-z])|"
        r"(?:(?P<side>[Ll]ater|[Ee]arlier)\s+(?:on\s+)?)?[Tt]hat\s+(?:same\s+)?"
        r"(?P<unit2>day|morning|afternoon|evening|night|week|month|year)(?![a-z])"
    ),
    "decade": rf"(?:[Tt]he\s+)?{_PART}(?P<decade>(?:1[5-9]|20)\d0)['’]?s(?![a-z])",
    "short_decade": rf"(?:[Tt]he\s+)?{_PART}['’‘](?P<decade>\d0)s(?![a-z])",
    "century": (rf"(?:[Tt]he\s+)?{_PART}(?P<century>1[0-9]th|20th|21st|{'|'.join(_CENTURIES)})[-\s]+century(?!['’])"),
    "season": rf"(?:[Tt]he\s+)?{_PART}{_SEASON}{_OF_A_YEAR}",
    "bare_season": rf"[Tt]he\s+{_PART}{_SEASON}(?![-a-z])",
    "years": rf"(?P<year>{_YEAR})(?:\s*[-–/]\s*|\s+(?:to|until|and|through)\s+)"
    rf"(?P<year2>{_YEAR}|\d\d)(?!\d|-\d|[,.:]\d)",
    "year": rf"{_PART}(?P<year>{_YEAR})(?!\d|-\d|[,.:]\d|%|['’]?s[^a-z]*\b)",
    "new_year": (
        r"(?:(?<=[Ii]n\s)|(?<=\binto\s)|(?<=\buntil\s)|(?<=[Bb]y\s)|(?<=[Bb]efore\s)|(?<=[Aa]fter\s))"
        r"the\s+[Nn]ew\s+[Yy]ear(?![-'’\w])"
    ),
    "feast": rf"(?:(?P<rel>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<feast>{_FEAST})(?P<weekend>\s+weekend)?{_OF_YEAR}",
}
_ORDER = (
    "iso", "figures", "known_day", "short", "by_feast", "week_of", "count_from", "times_ago", "new_year", "feast",
    "part_of", "quarter", "beyond", "month_day", "day_month", "month_year", "season", "years", "story_weekday",
    "story_month", "weekday", "month", "near_day", "weekend", "last_n", "period", "ago", "ahead", "story_day",
    "story_period", "century", "day_only", "decade", "short_decade", "bare_season", "year",
)  # fmt: skip
PATTERNS = {kind: re.compile(pattern) for kind, pattern in EXPRESSIONS.items()}
ANY = re.compile(
    r"(?<![\w$£€.,/-])(?:"
    + "|".join(f"(?P<{kind}>{re.sub(r'[?]P<[a-z0-9]+>', '?:', EXPRESSIONS[kind])})" for kind in _ORDER)
    + r")(?!\w)"
)
"""All patterns at once; `lastgroup` of a match is its kind, whose own pattern then names the parts."""

SIGNS = frozenset(
    [*MONTHS, *(m.upper() for m in MONTHS), *(f"{m}." for m in MONTHS), *WEEKDAYS]
    + [word for w in ("today", "tonight", "yesterday", "tomorrow", "overnight", "spring", "summer", "autumn", "fall",
                      "winter") for word in (w, w.capitalize())]
    + ["night", "morning", "afternoon", "evening", "weekend", "ago", "earlier", "later", "since", "before", "after"]
    + [form for u in ("minute", "hour", "day", "week", "fortnight", "month", "year", "decade") for form in (u, u + "s")]
    + ["century", *(f"{re.split('[ -]', name)[-1]}{es}" for name in feast_days() for es in ("", "es"))]
    + [f"{day}s" for day in WEEKDAYS] + ["springs", "summers", "autumns", "falls", "winters", "weekends", "nights"]
)  # fmt: skip
"""Words one of which every expression has, unless it has a number of four digits."""

_OPENERS = words(
    "early late mid mid- earlier later last next this the coming past previous more less at some over about around "
    "nearly almost just that hours minutes moments first second third fourth final opening closing "
    "beginning start end middle close very "
    "Mon Tue Tues Wed Thu Thurs Fri Sat Sun half in latter Q1 Q2 Q3 Q4 H1 H2 ' ’ ‘"
)
_FEAST_OPENERS = {re.split(r"[ '-]", name)[0] for name in feast_days()}
FIRSTS = SIGNS | frozenset(
    form
    for word in [*(number.split()[0] for number in NUMBERS if number), *TENS, *_OPENERS, *_FEAST_OPENERS]
    for form in (word, word.capitalize(), f"{word}.")
)
"""Words that an expression can begin with, unless it begins with a number."""
