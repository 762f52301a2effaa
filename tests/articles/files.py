"""Files to read, made here: documents, pages and their damaged kin."""

import io
import zipfile
import zlib

import docx
import pyarrow as pa
from pyarrow import parquet

STORY = (
    "Farmers block the bridge at Lyon\n\nBy Ana Roe\n\n6 May 2024\n\n"
    "LYON, France — Farmers blocked the bridge over the Rhône on Monday, the police said. “We are staying until we are "
    "heard,” said Ben Ode, who had come from Chad with the others.\n\n"
    "The mayor said that she would meet them in the town hall on Tuesday, and that the bridge had to be open by then."
)


def docx_file(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def parquet_file(header: tuple[str, ...], *rows: tuple) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist([dict(zip(header, row, strict=True)) for row in rows]), out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """Return a zip file with the parts named (dots for slashes, "word_document_xml") replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.replace("/", "_").replace(".", "_"), old.read(name)))
    return out.getvalue()


def document_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read("word/document.xml")


def pdf_file(*pages: list[str], info: str = "", extra: bytes = b"") -> bytes:
    """Return a PDF with a line of text a line; `info` holds entries of its information dictionary."""
    streams = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        streams.append(f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET".encode("cp1252") + extra)
    return pdf_of(streams, info)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def pdf_of(streams: list[bytes], info: str = "", *, compress: bool = True) -> bytes:
    """Return a PDF with a page a content stream."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<<{info}>>".encode("latin-1"),
    ]
    for number, stream in enumerate(streams):
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
        page += f"/Contents {6 + 2 * number} 0 R>>"
        packed = zlib.compress(stream, 9) if compress else stream
        head = f"<</Length {len(packed)}{'/Filter/FlateDecode' if compress else ''}>>stream\n".encode()
        objects += [page.encode(), head + packed + b"\nendstream"]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + content + b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def html_page(body: str = "", head: str = "") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in STORY.split("\n\n")[3:])
    return (
        f"<!DOCTYPE html><html><head><title>Farmers block the bridge | The Gazette</title>{head}</head><body>"
        f"<nav><a href=/>Home</a> <a href=/sport>Sport</a> Subscribe to our newsletter today</nav>"
        f"<article><h1>Farmers block the bridge</h1>{body or paragraphs}</article>"
        f"<footer>© 2024 The Gazette. All rights reserved. <a href=/terms>Terms of use</a></footer></body></html>"
    )


META = (
    '<meta property="og:site_name" content="The Gazette"><meta name="author" content="Ana Roe">'
    '<meta property="article:published_time" content="2024-05-06T09:30:00Z">'
)
