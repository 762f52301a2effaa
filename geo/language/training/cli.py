"""The commands `geo train ...`: weights learned again from folders of annotated corpora."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.files import ready_to_write
from geo.paths import DATA
from geo.weights import WEIGHTS

app = typer.Typer(
    help="Learn the weights again; the same corpora give the same weights.", no_args_is_help=True, add_completion=False
)

Folder = Annotated[Path, typer.Argument(help="Folder of annotated corpora (.jsonl).", exists=True, file_okay=False)]
Out = Annotated[Path, typer.Option(help="Where to write the weights.")]


@app.command()
def toponyms(
    folder: Folder,
    out: Out = WEIGHTS,
    drawn: Annotated[int, typer.Option(help="Articles to draw from the gazetteer for the ranker.")] = 6000,
) -> None:
    """Train the recogniser and the ranker of toponyms, and print what they are worth on unseen articles."""
    from geo.evaluation import table
    from geo.language import pipeline
    from geo.language.training.corpus import read_rows, samples
    from geo.language.training.models import train_models

    nlp = pipeline.load(until="people")
    typer.echo("reading the corpora")
    articles = list(samples(read_rows(folder), nlp))
    records, reports = train_models(articles, typer.echo, drawn)
    for corpus, report in reports.items():
        typer.echo(f"\n{corpus}, held out: {table(report)}")
    for name, record in records.items():
        write_weights(record, out / f"{name}.json")


@app.command()
def speakers(folder: Folder, out: Out = WEIGHTS) -> None:
    """Train the choice of quotations and of who says them."""
    from geo.language import pipeline
    from geo.language.training.speakers import train_speakers

    nlp = pipeline.load(until="people")
    write_weights(train_speakers(sorted(folder.glob("*.jsonl")), nlp), out / "quotes.json", indent=1)


@app.command()
def events(folder: Folder, out: Out = WEIGHTS) -> None:
    """Train the choice of an event's place."""
    from geo.language import pipeline
    from geo.language.training.corpus import rows_of
    from geo.language.training.places import own_sentences, train_event_places

    nlp = pipeline.load(until="dates")
    rows = [*rows_of(sorted(folder.glob("*.jsonl"))), *own_sentences()]
    write_weights(train_event_places(rows, nlp), out / "event_places.json", indent=1)


@app.command()
def stories(folder: Folder, out: Out = WEIGHTS) -> None:
    """Train what makes events of tellings: worth, salience, and which tellings are of one event."""
    from geo.language import pipeline
    from geo.language.training.stories import read_stories, samples, senses_by_fold, train_stories

    nlp = pipeline.load(until="quotes")
    rows = read_stories(folder)
    stories = list(samples(rows, nlp, senses_by_fold(folder, rows, nlp)))
    write_weights(train_stories(stories), out / "stories.json", indent=1)


@app.command()
def days(folder: Folder, out: Out = WEIGHTS) -> None:
    """Train the choice of days for events whose clause names none, and print its worth on unseen articles."""
    from geo.language import pipeline
    from geo.language.events import TRIGGERS
    from geo.language.events.lexicon import Lexicon
    from geo.language.training.days import train_event_days
    from geo.ontology import event_types

    lexicon = Lexicon([TRIGGERS], event_types())
    record, report = train_event_days(sorted(folder.glob("*.jsonl")), pipeline.load(until="quotes"), lexicon)
    typer.echo("held out: " + ", ".join(f"{name} {number}" for name, number in report.items()))
    write_weights(record, out / "event_days.json", indent=1)


@app.command()
def subjects(folder: Folder, out: Out = WEIGHTS) -> None:
    """Train what quotations are about that name no place, and print what it is worth on unseen articles."""
    from geo.language import pipeline
    from geo.language.training.subjects import train_subjects

    nlp = pipeline.load(until="events")
    record, figures = train_subjects(sorted(folder.glob("*.jsonl")), nlp)
    typer.echo(f"held out: {figures}")
    write_weights(record, out / "about.json", indent=1)


@app.command()
def senses(folder: Folder, out: Out = WEIGHTS) -> None:
    """Train the choice of an event's type, and print what it is worth on unseen articles."""
    from geo.language import pipeline
    from geo.language.training.senses import train_senses

    record, report = train_senses(folder, pipeline.load(until="people"))
    typer.echo(f"types that fit, held out: {report}")
    write_weights(record, out / "senses.json")


@app.command()
def classes(
    folder: Annotated[Path, typer.Argument(help="Folder of WordNet's database files.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="The table to write.")] = DATA / "lexicons" / "word_classes.tsv",
) -> None:
    """Take the classes of nouns and verbs from WordNet again."""
    from geo.language.training.wordnet import write_classes

    write_classes(folder, out)
    typer.echo(f"wrote {out}")


@app.command()
def namesakes(
    folder: Annotated[Path, typer.Argument(help="Folder of WordNet's database files.", exists=True, file_okay=False)],
    brands: Annotated[Path, typer.Argument(help="simple-icons.json of simple-icons.", exists=True, dir_okay=False)],
    out: Annotated[Path, typer.Option(help="The table to write.")] = DATA / "lexicons" / "namesakes.tsv",
) -> None:
    """Take what else the names of places name from WordNet, simple-icons and pytickersymbols again."""
    from geo.gazetteer import Gazetteer
    from geo.language.training.namesakes import listed_companies, write_namesakes
    from geo.language.training.namesakes import namesakes as find

    write_namesakes(find(folder, brands, listed_companies(), Gazetteer.open().lookup), out)
    typer.echo(f"wrote {out}")


@app.command("story-places")
def story_places(folder: Folder, out: Out = WEIGHTS) -> None:
    """Train the choice of an event's place from its whole story, and print its worth on unseen articles."""
    from geo.language import pipeline
    from geo.language.events import TRIGGERS
    from geo.language.events.lexicon import Lexicon
    from geo.language.training.stories import read_stories
    from geo.language.training.story_places import train_story_places
    from geo.ontology import event_types

    lexicon = Lexicon([TRIGGERS], event_types())
    record, report = train_story_places(read_stories(folder), pipeline.load(until="quotes"), lexicon)
    typer.echo("held out: " + ", ".join(f"{name} {number}" for name, number in report.items()))
    write_weights(record, out / "story_places.json", indent=1)


@app.command()
def across(
    folder: Folder,
    others: Annotated[
        Path | None, typer.Option(help="Articles (.jsonl) that tell of other events each.", exists=True, dir_okay=False)
    ] = None,
    out: Out = WEIGHTS,
) -> None:
    """Train which tellings of different articles are of one event, and print its worth on unseen clusters."""
    from geo.evaluation import table
    from geo.language import pipeline
    from geo.language.training.across import read_across, train_across
    from geo.language.training.corpus import rows_of

    record, report = train_across(read_across(folder), list(rows_of([others])) if others else [], pipeline.engine())
    typer.echo(f"held out: {table(report)}")
    write_weights(record, out / "across.json", indent=1)


def write_weights(record: dict[str, Any], path: Path, indent: int | None = None) -> None:
    """Write a record as JSON, and say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    separators = (",", ":" if indent is None else ": ")
    ready_to_write(path).write_text(
        json.dumps(record, ensure_ascii=False, indent=indent, separators=separators) + "\n", "utf-8"
    )
    typer.echo(f"wrote {path}")
