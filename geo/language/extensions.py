"""The extension attributes of `Doc` that the components read and write (records of `geo.contract`)."""

from spacy.tokens import Doc

LISTS = ("mentions", "dates", "people", "bodies", "quotes", "events", "links")
METADATA = ("id", "title", "published", "publisher", "source", "document", "own")


def register() -> None:
    """Declare the attributes; calling it again changes nothing.

    `doc._.mentions`, `.dates`, `.people`, `.bodies`, `.quotes`, `.events`, `.links` are lists of records,
    `doc._.places` maps a place id to its `Place`, `doc._.published` is an ISO day or None, `doc._.id`, `.title`,
    `.publisher` and `.source` are strings or None, `doc._.document` is a `DocumentRecord` or None, `doc._.own` is what
    `geo.language.own.note` says of the places of somebody's own, or None. Everything is held in `Doc.user_data` as
    plain values, which spaCy serialises.
    """
    if Doc.has_extension("mentions"):
        return
    for name in LISTS:
        Doc.set_extension(name, default=[])
    Doc.set_extension("places", default={})
    for name in METADATA:
        Doc.set_extension(name, default=None)


register()
