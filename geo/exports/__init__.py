"""What can be taken away: files of what was read, each with the whole chain of evidence and the attributions."""

from geo.atlas import Atlas
from geo.exports.formats import FORMATS, Format, export
from geo.exports.html import notebook_html, standalone_html

Atlas._repr_html_ = notebook_html  # what a notebook shows of an atlas: its map with the panel

__all__ = ["FORMATS", "Format", "export", "notebook_html", "standalone_html"]
