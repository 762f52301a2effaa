"""The engine: a spaCy pipeline that finds toponyms, dates, quotes and events and links them."""
