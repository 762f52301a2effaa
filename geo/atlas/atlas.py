"""The atlas: what the engine read, as tables, with the questions that maps, panels and exports ask of it.

Everything hangs on the table `links`: one row says that an item (event, quote or mention) belongs to a place in a
role, and why. Filtering keeps links and what they join; nothing else decides what is seen.
"""

from geo.atlas.where import Where
from geo.atlas.who_and_when import WhoAndWhen
from geo.display import Displayed


class Atlas(Where, WhoAndWhen, Displayed):
    """Tables of parsed articles, and what is asked of them.

    `whole` is the atlas that this one was filtered from, None where nothing is left out. The tables are frames, made
    when they are asked for:

    articles: id (index), title, published, publisher, author, source, text.
    places: id (index), name, kind, country, country_code, admin1, lat, lon, population.
    mentions, quotes, events: the fields of the contract's records, and sentence_start, sentence_end.
    people: name, roles, gender, mentions.
    links: article, item, kind (event, quote, mention), place, role, start, end, why, score, weak, evidence,
        date, date_end, type, category, status, people (list of names), words, at (where in the text the item stands),
        inferred, vague, salience, minor.
    """
