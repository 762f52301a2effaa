"""What can be taken away: files of what was read, each with the whole chain of evidence and the attributions."""

from geo.exports.formats import FORMATS, Format, export

__all__ = ["FORMATS", "Format", "export"]
