"""A good file of each family of formats, all of one article, made here."""

import io
import json
import zipfile
from email.message import EmailMessage

TITLE = "Ferries stop at Bari"
AUTHOR = "Ada Poe"
OUTLET = "The Harbour Post"
FIRST = (
    "BARI - Ferries to Durres stopped on Sunday after a storm broke the quay of the old harbour, the coast guard said."
)
SECOND = "“Nobody was hurt,” said Bo Ray, who leads the port, “but it will take a month until the quay is whole again.”"
TEXT = f"{FIRST}\n\n{SECOND}"
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def nitf(body: str = PARAGRAPHS, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<nitf><head><title>ferry-slug</title><docdata>'
        '<doc-id id-string="hp-1"/><date.issue norm="20231119T080000Z"/></docdata>'
        f'<pubdata name="{OUTLET}"/></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By {AUTHOR}'
        f"</byline><dateline><location>BARI</location></dateline></body.head><body.content><block>{body}</block>"
        '<media media-type="image"><media-caption><p>A quay in Bari.</p></media-caption></media></body.content>'
        "<body.end><tagline>Edited in Rome</tagline></body.end></body></nitf>"
    )


def newsml_g2(content: str = "") -> str:
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head><body>{PARAGRAPHS}</body></html>'
    return (
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:hp:1">'
        f'<itemMeta><provider qcode="x"><name>{OUTLET}</name></provider><versionCreated>2023-11-19T08:00:00+01:00'
        f"</versionCreated><title>slug</title></itemMeta><contentMeta><by>{AUTHOR}</by><headline>{TITLE}</headline>"
        f"</contentMeta><contentSet>{content or f'<inlineXML contenttype=application/xhtml>{html}</inlineXML>'}"
        "</contentSet></newsItem></itemSet></newsMessage>"
    ).replace("contenttype=application/xhtml", 'contenttype="application/xhtml+xml"')


def newsml_1(content: str = f"<nitf><body><body.content>{PARAGRAPHS}</body.content></body></nitf>") -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd"><NewsML><NewsItem><Identification><NewsIdentifier>'
        "<DateId>20231119</DateId></NewsIdentifier></Identification><NewsManagement><FirstCreated>20231119T080000Z"
        f"</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>{TITLE}</HeadLine><ByLine>{AUTHOR}</ByLine>"
        f'</NewsLines><AdministrativeMetadata><Provider><Party FormalName="{OUTLET}"/></Provider></AdministrativeMetadata>'
        f"<ContentItem><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    ).replace("<Provider><Party", f"<Provider>{OUTLET}<Party")


def rss(items: str = "") -> str:
    item = (
        f"<item><title>{TITLE}</title><link>https://a.example/1</link><dc:creator>{AUTHOR}</dc:creator>"
        "<pubDate>Sun, 19 Nov 2023 23:30:00 -0500</pubDate><description>Short.</description>"
        f"<content:encoded><![CDATA[{PARAGRAPHS}<p>The post {TITLE} appeared first on {OUTLET}.</p>]]></content:encoded></item>"
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{OUTLET}</title>{items or item}</channel></rss>'
    )


def atom() -> str:
    content = PARAGRAPHS.replace("<", "&lt;")
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{OUTLET}</title><entry><title>{TITLE}</title>'
        f'<link href="https://a.example/1"/><author><name>{AUTHOR}</name></author><published>2023-11-19T08:00:00Z</published>'
        f'<updated>2023-12-24T00:00:00Z</updated><content type="html">{content}</content></entry></feed>'
    )


def wordpress() -> str:
    item = (
        "<item><title>{}</title><dc:creator><![CDATA[{}]]></dc:creator><pubDate>Sun, 19 Nov 2023 08:00:00 +0000</pubDate>"
        "<content:encoded><![CDATA[{}]]></content:encoded><wp:post_type>{}</wp:post_type><wp:status>{}</wp:status></item>"
    )
    body = f"[caption id=1]A quay[/caption]\n{FIRST}\n\n{SECOND}"
    items = item.format(TITLE, AUTHOR, body, "post", "publish") + item.format(
        "Logo", AUTHOR, "x", "attachment", "inherit"
    )
    return rss(items + item.format("Not yet", AUTHOR, "Draft text.", "post", "draft")).replace(
        "<rss ", '<rss xmlns:wp="http://wordpress.org/export/1.2/" '
    )


def ninjs() -> str:
    return json.dumps(
        {"uri": "urn:hp:1", "type": "text", "headline": TITLE, "byline": f"By {AUTHOR}", "body_xhtml": PARAGRAPHS,
         "versioncreated": "2023-11-19T08:00:00Z", "provider": {"literal": OUTLET, "name": OUTLET}}
    )  # fmt: skip


def message(html: bool = False, attached: bool = False) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{AUTHOR} <ada@a.example>", "desk@a.example", f"Fwd: {TITLE}"
    mail["Date"] = "Sun, 19 Nov 2023 23:30:00 -0500"
    if html:
        mail.set_content(f"<html><body>{PARAGRAPHS}</body></html>", subtype="html")
    else:
        mail.set_content(f"{TEXT}\n\n-- \nAda Poe, tel. 123\n")
    if attached:
        mail.add_attachment(b"x", maintype="image", subtype="png", filename="quay.png")
    return mail.as_bytes()


def mailbox(messages: list[bytes]) -> bytes:
    return b"".join(b"From ada@a.example Sun Nov 19 08:00:00 2023\n" + part + b"\n\n" for part in messages)


def web_page() -> str:
    return (
        f'<html><head><title>{TITLE} | {OUTLET}</title><meta property="og:site_name" content="{OUTLET}">'
        f'<meta name="author" content="{AUTHOR}"><meta property="article:published_time" content="2023-11-19T08:00:00Z">'
        f"</head><body><article><h1>{TITLE}</h1>{PARAGRAPHS}</article></body></html>"
    )


def warc(kind: str = "response", pages: int = 1, *, gzip: bool = False, page: str = "") -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for number in range(pages):
        if kind == "conversion":
            text = f"{TITLE}\n\nBy {AUTHOR}\n\n19 November 2023\n\n{TEXT}"
            record = writer.create_warc_record(
                f"https://a.example/{number}", kind, io.BytesIO(text.encode()), warc_content_type="text/plain"
            )
        else:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
            content = io.BytesIO((page or web_page()).encode())
            record = writer.create_warc_record(f"https://a.example/{number}", kind, content, http_headers=headers)
        writer.write_record(record)
    return out.getvalue()


def zip_of(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def epub(chapters: dict[str, str] | None = None) -> bytes:
    chapters = chapters or {
        "one.xhtml": f"<html><head><title>x</title></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>"
    }
    chapters = {"cover.xhtml": "<html><body><p>Cover</p></body></html>", **chapters}
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    book = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>A paper</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:publisher>{OUTLET}</dc:publisher>"
        f"<dc:date>2023-11-19</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    return zip_of(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": book,
         **{f"OEBPS/{name}": text for name, text in chapters.items()}}
    )  # fmt: skip


GOOD: dict[str, bytes] = {
    "wire.nitf": nitf().encode(),
    "wire.xml": nitf(doctype='<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">').encode(),
    "g2.xml": newsml_g2().encode(),
    "g2-plain.xml": newsml_g2(f"<inlineData>{FIRST}\n\n{SECOND}</inlineData>").encode(),
    "newsml.xml": newsml_1().encode("utf-16"),
    "newsml-plain.xml": newsml_1(TEXT).encode(),
    "ninjs.json": ninjs().encode(),
    "feed.xml": rss().encode(),
    "feed.rss": rss().replace("?>", ' encoding="windows-1252"?>', 1).encode("cp1252"),
    "feed.atom": atom().encode(),
    "blog.xml": wordpress().encode(),
    "mail.eml": message(),
    "mail-html.eml": message(html=True),
    "box.mbox": mailbox([message()]),
    "crawl.warc": warc(),
    "crawl.warc.gz": warc(gzip=True),
    "crawl.wet": warc("conversion"),
    "crawl.wet.gz": warc("conversion", gzip=True),
    "paper.epub": epub(),
    "pack.zip": zip_of({"folder/mail.eml": message(), "__MACOSX/._mail.eml": "x", ".DS_Store": "x", "folder/": ""}),
    "packs.zip": zip_of({"inner.zip": zip_of({"feed.xml": rss()})}),
}  # fmt: skip
