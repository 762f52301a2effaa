"""Which version of Dateline this is; the package says the same to pip."""

VERSION = "0.1.0"
