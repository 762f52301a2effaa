"""The errors of Dateline: each carries one sentence that a user understands and can act on."""


class DatelineError(Exception):
    """Base of every error that is meant to be shown; `str(error)` is the sentence to show."""

    exit_code = 1
    """What the command line ends with."""


class UsageError(DatelineError):
    """A command was given what makes no sense."""

    exit_code = 2


class PathError(UsageError):
    """A path leads nowhere, or what is there can't be read or written."""


class GazetteerError(DatelineError):
    """The embedded gazetteer is missing, damaged, or can't be made ready."""


class PlaceError(DatelineError):
    """What is given is no place of somebody's own, or no shape of one."""


class ArticleError(DatelineError):
    """An input can't be read as an article."""


class UnopenedError(ArticleError, PathError):
    """An input can't be opened."""


class AtlasError(DatelineError):
    """The tables of an atlas can't be read, or hold more than can be asked at once."""


class GeocodingError(DatelineError):
    """An online geocoder can't be reached, refused, or answered nonsense."""


class CorrectionError(DatelineError):
    """What is given is no correction, or can't be corrected so."""


class LibraryError(DatelineError):
    """The library can't be reached, or takes no more."""


class AccessError(LibraryError):
    """A collection is gone, or may not be changed by who asked."""


class ConflictError(LibraryError):
    """Somebody else has just changed the same."""


class SettingsError(DatelineError):
    """A setting of the host makes no sense."""


class BusyError(DatelineError):
    """Too many wait to have something read."""


class VisitorLimitError(DatelineError):
    """A visitor did more than the host allows."""


class ExportError(UsageError):
    """A format of export is not known, or what was asked of it is not one of its choices."""
