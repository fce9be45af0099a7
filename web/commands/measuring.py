"""The commands that show how Opslag does: `analyze` traces the Danish analysis, `evaluate` measures relevance."""

from pathlib import Path

import click

from index import NoIndex, Store
from index.danish import Analysis, Lexicon
from search import Collection, read_run, run_collection, save_run, score
from web.commands.options import index_option
from web.commands.terminal import print_scores, print_steps, progress


@click.command("analyze")
@click.argument("text")
@index_option
def analyze_command(text: str, index: Path) -> None:
    """Show what the Danish analysis makes of TEXT, step by step: under the lexicon of the index, or of Danish alone
    where there is none."""
    try:
        with Store(index).open() as live:
            analysis = live.analysis
    except NoIndex:
        analysis = Analysis(Lexicon.learned({}))
    print_steps(analysis.trace(text))


@click.command("evaluate")
@click.argument("collection", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--save",
    "run_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the run to this file, in TREC's format.",
)
@click.option(
    "--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Compare with the run in this file."
)
@click.option("--index", metavar="DIR", expose_value=False, help="Taken as by every command; this one asks no index.")
def evaluate_command(collection: Path, run_file: Path | None, against: Path | None) -> None:
    """Measure the answers on COLLECTION: a folder of docs.jsonl[.gz], queries.jsonl and qrels.tsv.

    Each question is asked as users ask; what counts is the first page, hits and then partial ones. Means come with
    their 95 % interval (bootstrap). A comparison is question by question, with the p of a paired randomisation test.
    """
    if run_file and not run_file.parent.is_dir():
        raise NotADirectoryError(f"{run_file}: cannot be written, as there is no such folder")
    judged = Collection.read(collection)
    earlier = score(read_run(against), judged.judgements) if against else None
    with progress() as show:
        run = run_collection(judged, show)
    if run_file:
        save_run(run, run_file)
    about = f"{collection.name}, {len(judged.judgements)} questions"
    print_scores(about, score(run, judged.judgements), earlier)
