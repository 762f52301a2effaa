"""Building the gazetteer from its sources."""
