"""Exports as Nexis, Factiva and ProQuest lay them out, of articles of our own."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Story:
    title: str
    outlet: str
    author: str
    published: date
    text: str


STORIES = [
    Story("Storm closes harbour of Bari", "The Harbour Post", "Ada Poe", date(2023, 11, 19),
          "BARI - A storm closed the harbour of Bari on Sunday, and two ferries to Durres waited at sea until the wind "
          "fell, the coast guard said.\n\nThe mayor, who had been in Rome, said that repairs would take a month."),
    Story("Rail strike leaves Metz without trains", "Eastern Gazette", "Bo Ray", date(2023, 12, 4),
          "No train left Metz on Monday, when guards went on strike over pay.\n\n“We are not asking for the moon,” said "
          "Cleo Fry, who leads their union in Nancy.\n\nTalks are to begin in Paris on Wednesday."),
    Story("School in Tomsk reopens after flood", "Northern Times", "Di Lum", date(2024, 1, 9),
          "A school in Tomsk opened its doors again on Tuesday, seven months after a flood.\n\nIts head thanked people "
          "from Omsk who had sent books: 4,000 of them came in the first week."),
]  # fmt: skip


def wrapped(text: str, width: int = 74, indent: str = "") -> str:
    import textwrap

    paragraphs = (
        textwrap.fill(part, width, initial_indent=indent, subsequent_indent=indent) for part in text.split("\n\n")
    )
    return "\n\n".join(paragraphs)


def long_day(when: date) -> str:
    return f"{when:%B} {when.day}, {when.year} {when:%A}"


def nexis(stories=STORIES, end: str = "\n") -> str:
    """The plain text of old Nexis: outlet, day and headline without labels, wrapped lines."""
    pieces = []
    for number, story in enumerate(stories, 1):
        pieces.append(
            f"\n\n\n{f'{number} of {len(stories)} DOCUMENTS':^80}\n\n\n{story.outlet:^80}\n\n{long_day(story.published):^80}"
            f"\n{'Late Edition - Final':^80}\n\n{story.title}\n\nBYLINE: By {story.author.upper()}\n\n"
            f"SECTION: NEWS; Pg. 4; Column 2;\nForeign Desk\n\nLENGTH: 212 words\n\nDATELINE: SOMEWHERE, Nov. 1\n\n"
            f"HIGHLIGHT: What happened.\n\n{wrapped(story.text, indent='  ')}\n\nURL: http://a.example/\n\n"
            f"GRAPHIC: PHOTO: A quay. (A. Nonymous)\n\nLOAD-DATE: {long_day(story.published)}\n\nLANGUAGE: ENGLISH\n\n"
            f"PUBLICATION-TYPE: Newspaper\n\n\n{'Copyright 2023 ' + story.outlet + ' Ltd':^80}\n{'All Rights Reserved':^80}\n"
        )
    return "".join(pieces).replace("\n", end)


def nexis_labelled(stories=STORIES) -> str:
    """The plain text of an older Nexis, in which headline and body have labels and no blank lines stand."""
    return "".join(
        f"Document {number} of {len(stories)} DOCUMENTS\n\nCopyright 2023 {story.outlet} Company\n{story.outlet}\n"
        f"{long_day(story.published).replace(' Sunday', ', Sunday')}, Late Edition\n\nSECTION: Section A; Page 1\n"
        f"LENGTH: 90 words\nHEADLINE: {story.title}\nBYLINE: {story.author} in Rome\nBODY:\n{story.text}\n\n"
        f"LANGUAGE: ENGLISH\nLOAD-DATE: {long_day(story.published)}\n\n"
        for number, story in enumerate(stories, 1)
    )


def nexis_uni(stories=STORIES) -> list[str]:
    """The paragraphs of a document of Nexis Uni: a cover, then headline, outlet and day, "Body" and a foot."""
    lines = ["User Name: Reader", "Date and Time: Friday, March 1, 2024 3:12:00 PM CET", "Job Number: 12345",
             f"Documents ({len(stories)})"]  # fmt: skip
    for number, story in enumerate(stories, 1):
        lines += [f"{number}. {story.title}", "Client/Matter: -None-", "Search Terms: storm", "Search Type: Natural Language",
                  "Narrowed by:", "Content Type", "Narrowed by", "News", "-None-"]  # fmt: skip
    for story in stories:
        lines += [
            story.title, f"{story.outlet} (London)", f"{long_day(story.published)} 6:10 AM GMT",
            f"Copyright 2023 {story.outlet} Limited All Rights Reserved", "Section: WORLD NEWS; Version:1",
            "Length: 212 words", f"Byline: {story.author}, Political Editor", "Highlight: What happened.", "Body",
            *story.text.split("\n\n"), "Graphic", "A quay, A. Nonymous", "Classification", "Language: ENGLISH",
            "Publication-Type: Newspaper", "Subject: STORMS (90%)", f"Load-Date: {long_day(story.published)}", "End of Document",
        ]  # fmt: skip
    return lines


def factiva(stories=STORIES, gap: str = "   ") -> str:
    """The plain text of Factiva with its codes."""
    return "\n\n".join(
        f"SE{gap}World\nHD{gap}{story.title}\nBY{gap}By {story.author}\nWC{gap}212 words\n"
        f"PD{gap}{story.published.day} {story.published:%B %Y}\nET{gap}09:30\nSN{gap}{story.outlet}\nSC{gap}HARPOS\nPG{gap}4\n"
        f"LA{gap}English\nCY{gap}(c) 2023 {story.outlet}\n\nLP\n\n{story.text.partition(chr(10))[0]}\n\nTD\n"
        f"{story.text.partition(chr(10))[2]}\n\nNS{gap}gweath : Weather | gcat : News\nRE{gap}italy : Italy\n"
        f"PUB{gap}{story.outlet} Ltd\nAN{gap}Document HARPOS0020231119ejbj0000{number}\n"
        for number, story in enumerate(stories)
    )  # fmt: skip


def factiva_shown(stories=STORIES) -> list[list[str]]:
    """The documents of Factiva as it shows them: groups of lines."""
    return [
        [story.title, f"By {story.author}", "212 words", f"{story.published.day} {story.published:%B %Y}", "09:30",
         story.outlet, "HARPOS", "4", "English", f"(c) 2023 {story.outlet} Limited", *story.text.split("\n\n"),
         f"Document HARPOS0020231119ejbj0000{number}"]
        for number, story in enumerate(stories)
    ]  # fmt: skip


def factiva_text(stories=STORIES) -> str:
    return "\n\n".join(
        "\n".join(lines[:10]) + "\n\n" + "\n\n".join(lines[10:]) for lines in factiva_shown(stories)
    ) + "\n\nSearch Summary\nText\tstorm\nDate\tAll Dates\nResults Found\t3\n"  # fmt: skip


def factiva_html(stories=STORIES) -> str:
    articles = "".join(
        f'<div id="article-{number}" class="article enArticle"><div id="hd"><span class="enHeadline">{lines[0]}</span></div>'
        + "".join(f"<div>{part}</div>" for part in lines[1:10])
        + "".join(f'<p class="articleParagraph enarticleParagraph">{part}</p>' for part in lines[10:-1])
        + f"<p>{lines[-1]}</p></div>"
        for number, lines in enumerate(factiva_shown(stories))
    )
    return f"<html><head><title>Factiva</title></head><body>{articles}<div>© 2024 Factiva, Inc. All rights reserved.</div></body></html>"


def factiva_table(stories=STORIES) -> str:
    rows = []
    for line in factiva(stories, gap="\t").split("\n"):
        code, _, value = line.partition("\t")
        if value or line in ("LP", "TD"):
            rows.append(f"</td></tr><tr><td><b>{code}</b>&nbsp;</td><td>{value}")
        elif line:
            rows.append(f"<p>{line}</p>")
    return f"<html><body><table><tr><td>{''.join(rows)}</td></tr></table></body></html>"


def proquest(stories=STORIES) -> str:
    """The plain text of ProQuest."""
    rule = "_" * 60
    return f"\n{rule}\n\n".join(
        [
            "Table of contents\n\n" + "\n".join(f"{number}. {story.title}" for number, story in enumerate(stories, 1)),
            *(
                f"Document {number} of {len(stories)}\n\n{story.title}\n\nAuthor: {' '.join(story.author.split()[1:])}, "
                f"{story.author.split()[0]}\n\nPublication info: {story.outlet} ; London (UK) [London (UK)]. "
                f"{story.published:%d %b %Y}: 4.\n\nProQuest document link\n\nAbstract: A short summary of it all.\n\nLinks: None\n\n"
                f"Full text: {story.text}\n\nCredit: By {story.author}\n\nTitle: {story.title}\n\nPublication title: {story.outlet}; "
                f"London (UK)\n\nFirst page: 4\n\nPublication year: {story.published.year}\n\nPublication date: "
                f"{story.published:%b} {story.published.day}, {story.published.year}\n\nSection: News\n\nPublisher: A. Company Ltd\n\n"
                f"Source type: Newspapers\n\nProQuest document ID: 28{number}\n\nDocument URL: https://a.example/{number}\n\n"
                f"Copyright: Copyright A. Company Nov 19, 2023\n\nDatabase: A Collection\n"
                for number, story in enumerate(stories, 1)
            ),
            "Contact us at: http://a.example\n\n© 2024 ProQuest LLC. All rights reserved.",
        ]
    )


def nexis_html(stories=STORIES) -> str:
    blocks = (part.strip() for part in nexis(stories).split("\n\n") if part.strip())
    return (
        "<html><body>"
        + "".join(f'<div class="c0"><p class="c1"><span class="c2">{part}</span></p></div>' for part in blocks)
        + "</body></html>"
    )


def rtf(lines: list[str]) -> bytes:
    """Rich text with a paragraph a line."""

    def escaped(text: str) -> str:
        marked = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\t", "\\tab ")
        return "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in marked)

    body = "".join(f"\\pard\\plain\\f0\\fs20 {escaped(line)}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times;}}}}\n{body}}}".encode("ascii")
