import pytest

from geo.errors import GazetteerError
from geo.gazetteer.build import rules, tables
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.tables import demonym_nouns, plural
from geo.gazetteer.build.topology import geometries


def named(draft):
    return {written: form for (_, written), form in draft.names.items()}


@pytest.fixture
def drafts():
    return Drafts()


@pytest.mark.parametrize(
    ("name", "kind", "country", "short", "form"),
    [
        ("Sample County", "admin2", "US", "Sample", "short"),
        ("Sample County", "admin2", "US", "Sample Co.", "abbreviation"),
        ("Provincia di Esempio", "admin2", "IT", "Esempio", "short"),
        ("Primerskaya Oblast", "admin1", "RU", "Primerskaya", "short"),
        ("Exemple-sur-Mer", "city", "FR", "Exemple", "partial"),
        ("Exemple-Saint-Jean", "city", "BE", "Exemple", "partial"),
        ("Beispiel am Main", "city", "DE", "Beispiel", "partial"),
        ("Sampleton upon Tyne", "city", "GB", "Sampleton", "partial"),
        ("Sampleton", "city", "GB", "City of Sampleton", "alternate"),
        ("Al Mithal", "city", "SY", "Mithal", "short"),
        ("Al Mithal", "city", "SY", "al-Mithal", "alternate"),
        ("The Samples", "city", "US", "Samples", "short"),
    ],
)
def test_names_that_follow(drafts, name, kind, country, short, form):
    draft = drafts.add(Draft("geonames:1", name, kind, 1.0, 1.0, "", country, "01", population=9_000))
    rules.derive(drafts)
    assert named(draft)[short] == form


@pytest.mark.parametrize(
    ("name", "country", "shown"),
    [
        ("Tall Mithāl", "SY", "Tall Mithal"),
        ("‘Ayn Mithāl", "IQ", "Ayn Mithal"),
        ("Ma’an", "JO", "Maan"),
        ("Primer’sk", "UA", "Primersk"),
        ("Shi’an", "CN", "Shi'an"),
        ("Fābād", "AF", "Fabad"),
        ("Ejémplo", "MX", "Ejémplo"),
        ("Örnek", "TR", "Örnek"),
        ("Пример", "RU", "Пример"),
    ],
)
def test_names_are_shown_without_the_marks_of_a_transcription(drafts, name, country, shown):
    draft = drafts.add(Draft("geonames:1", name, "city", 1.0, 1.0, "", country, "01", population=9_000))
    rules.show_plainly(drafts)
    assert draft.name == shown
    assert named(draft)[shown] == "preferred" and name in named(draft)


@pytest.mark.parametrize(
    ("name", "kind", "not_short"),
    [
        ("Western Province", "admin1", "Western"),
        ("Central Region", "admin1", "Central"),
        ("San Miguel de Prueba", "city", "San Miguel"[:3]),
        ("Villa de Prueba", "city", "Villa"),
    ],
)
def test_names_that_do_not(drafts, name, kind, not_short):
    draft = drafts.add(Draft("geonames:1", name, kind, 1.0, 1.0, "", "MX", "01", population=9_000))
    rules.derive(drafts)
    assert not_short not in named(draft)


def test_a_city_does_not_keep_the_name_of_its_part(drafts):
    whole = drafts.add(Draft("geonames:1", "Bigtown", "city", 1.0, 1.0, "", "US", "01", population=900_000))
    whole.call("Smallpart", "alternate")
    drafts.add(Draft("geonames:2", "Smallpart", "district", 1.05, 1.0, "", "US", "01", population=90_000))
    rules.derive(drafts)
    assert "Smallpart" not in named(whole)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dane(s)", ["Dane", "Danes"]),
        ("Briton(s), British (collective plural)", ["Briton", "Britons", "British"]),
        ("Chinese (singular and plural)", ["Chinese"]),
        ("none", []),
    ],
)
def test_demonyms_are_read(text, words):
    assert list(demonym_nouns(text)) == words


def test_plurals():
    assert [plural(word) for word in ("Texan", "Swiss", "Japanese", "Irish", "Czech", "Iraqi")] == [
        "Texans", "Swiss", "Japanese", "Irish", "Czech", "Iraqis",
    ]  # fmt: skip


def test_a_demonym_stays_one_though_a_list_of_names_has_it_too(drafts):
    draft = drafts.add(Draft("geonames:1", "Examplia", "country", 1.0, 1.0, country_code="XX"))
    draft.call("Examplian", "demonym")
    draft.call("Examplian", "alternate")
    assert [form for key, _, form in draft.uses() if key == "examplian"] == ["demonym"]


def write_table(folder, name, *rows):
    (folder / name).write_text("# Own work.\n" + "\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")


PLACES = ("id", "name", "kind", "lat", "lon", "km", "in", "weight", "names", "made_of")


def test_tables_add_places_and_do_not_double_them(drafts, tmp_path):
    known = drafts.add(Draft("geonames:5", "Old Quarter", "city", 10.0, 10.0, "PPLX", "XX", "01", population=900))
    write_table(
        tmp_path, "places_x.tsv", PLACES,
        ("old-quarter", "Old Quarter", "district", "10.01", "10.01", "2", "XX.01", "30", "abbreviation:O.Q.", ""),
        ("big-square", "Big Square", "facility", "10.02", "10.02", "0.2", "XX.01", "5", "Square", ""),
        ("far-quarter", "Old Quarter", "district", "40", "40", "2", "XX.01", "1", "", ""),
    )  # fmt: skip
    write_table(tmp_path, "names.tsv", ("place", "form", "names"), ("geonames:5", "code", "OQ|OQU"))
    write_table(tmp_path, "demonyms.tsv", ("place", "demonyms"), ("geonames:5", "Quarterer"))
    write_table(tmp_path, "weights.tsv", ("place", "weight"), ("geonames:5", "77"))
    tables.add_tables(drafts, tmp_path)
    assert set(drafts.by_id) == {"geonames:5", "dateline:big-square", "dateline:far-quarter"}
    assert (known.kind, known.importance) == ("district", 77_000)
    assert named(known)["O.Q."] == "abbreviation" and named(known)["Quarterers"] == "demonym"
    assert named(drafts.by_id["dateline:big-square"])["Square"] == "alternate"


@pytest.mark.parametrize(
    ("file", "rows", "sentence"),
    [
        ("places_x.tsv", (PLACES, ("a", "A", "castle", "1", "1", "1", "", "1", "", "")), "unknown kind"),
        ("places_x.tsv", (PLACES, *(("a", "A", "region", "1", "1", "1", "", "1", "", ""),) * 2), "twice"),
        ("names.tsv", (("place", "form", "names"), ("QQ", "code", "Q")), "no place 'QQ'"),
        ("names.tsv", (("place", "form", "names"), ("geonames:5", "nick", "Q")), "no form"),
    ],
)
def test_mistakes_in_tables_are_told(drafts, tmp_path, file, rows, sentence):
    drafts.add(Draft("geonames:5", "Old Quarter", "city", 10.0, 10.0, "PPLX", "XX", "01"))
    write_table(tmp_path, file, *rows)
    with pytest.raises(GazetteerError, match=sentence):
        tables.add_tables(drafts, tmp_path)


def test_topojson_is_read():
    topology = {
        "transform": {"scale": [0.5, 1], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2]]],
        "objects": {
            "areas": {"geometries": [{"type": "Polygon", "id": "a", "arcs": [[0, 1]]}, {"type": None, "id": "b"}]}
        },
    }
    ((row, geometry),) = geometries(topology, "areas")
    assert row["id"] == "a"
    assert geometry["coordinates"] == [[[(10, 20), (11, 20), (11, 22), (10, 22), (10, 20)]]]
