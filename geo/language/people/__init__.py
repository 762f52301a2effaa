"""People: who is named in an article, under which names, titles and roles."""

from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Person
from geo.language.people.clusters import Cluster, bodies_named, cluster, gender_by_pronouns, is_person
from geo.language.people.names import find_names
from geo.language.people.roles import resolve
from geo.language.tokens import Tokens, tokens_of


@Language.factory("dateline_people", assigns=["doc._.people"], requires=["doc.ents", "token.pos"])
class People:
    """Find the people of an article. It stands after the model's recogniser, whose PERSON entities it repairs."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.people`, one record a person in order of first mention, and return the same `Doc`."""
        tokens = tokens_of(doc)
        doc._.people = [_record(tokens, group, n) for n, group in enumerate(find_people(tokens), 1)]
        return doc


def find_people(tokens: Tokens) -> list[Cluster]:
    """Return the people of an article with all their mentions by name and by role."""
    names = find_names(tokens)
    bodies = bodies_named(tokens)
    clusters = [group for group in cluster(names) if is_person(tokens, group, bodies)]
    gender_by_pronouns(tokens, clusters)
    resolve(tokens, clusters, {index for name in names for index in range(name.first, name.last)})
    return clusters


def _record(tokens: Tokens, group: Cluster, number: int) -> Person:
    return {
        "id": f"p{number}",
        "name": group.name,
        "roles": group.roles,
        "gender": group.gender,
        "mentions": [(tokens.starts[first], tokens.ends[last - 1]) for first, last in group.mentions],
    }
