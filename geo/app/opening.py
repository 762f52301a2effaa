"""What the map page shows of what is opened first, made ahead of its first visitor."""

import folium.plugins  # noqa: F401 (streamlit-folium's, which only a page may import)

from geo.app import atlases, filters, frame, lookup, mapview, sources, timeline, tray, views  # noqa: F401 (all the page needs)
from geo.atlas import Filter


def prepare() -> None:
    """Make what the map page shows of the first article or collection while nothing is filtered.

    Raises:
        DatelineError: it can't be opened.
    """
    article = sources.first()
    if atlases.atlas(article) is None:
        return
    wanted = Filter(once=atlases.has_reprints(article))
    mapview.make_ready(article, wanted)
    filters.make_ready(article, wanted)
    views.overview(article, wanted)
    views.timeline(article, wanted)
    if atlases.has_records(article):
        lookup.rough(article)
