"""An atlas in a notebook: the one-file page in a frame of its own."""

import html

from geo.atlas import Atlas
from geo.viewer.page import standalone_html

HEIGHT = 860
"""Height of the frame in CSS pixels: map, panel and timeline of the page at a notebook's width."""


def notebook_html(atlas: Atlas, height: int = HEIGHT) -> str:
    """Return an element that shows the page of `standalone_html` inside another page, such as a notebook's."""
    page = html.escape(standalone_html(atlas), quote=True)
    return f'<iframe sandbox="allow-scripts" srcdoc="{page}" style="width:100%;height:{height:d}px;border:0"></iframe>'
