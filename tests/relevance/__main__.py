"""Ask every engine the questions of the collections beside the project, and print how good the answers are.

    python -m tests.relevance [--sets parole_dk,ntrex] [--engines tantivy,Xapian]

A set is the name of a collection in `../shared/eval`, or the path of a folder that is one. p is that of the paired
randomisation test of `search/quality.py`, for the difference in MRR@10 between Opslag and the engine of the row.
"""

from statistics import fmean

import click
from rich import box
from rich.console import Console
from rich.table import Table

from index import OpslagError
from search import Collection, interval, paired_p, score
from tests.engines import left_out, present
from tests.relevance.peers import Peer
from tests.relevance.sets import SETS, collections

PEERS = {
    "Opslag": "opslag.Opslag",
    "tantivy": "tantivy_py.Tantivy",
    "Lucene": "lucene_jvm.Lucene",
    "Xapian": "xapian_py.Xapian",
    "PostgreSQL ts_rank": "postgresql.TsRank",
    "PostgreSQL ts_rank_cd": "postgresql.TsRankCd",
}
"""The engines, and what stands for each in `tests.relevance.peers`; with the first one the others are compared."""


@click.command()
@click.option("--sets", default=",".join(SETS), show_default=True)
@click.option("--engines", default=",".join(PEERS), show_default=True, help="Opslag is always among them.")
def main(sets: str, engines: str) -> None:
    """Measure and print."""
    ours = next(iter(PEERS))
    peers, absent = present("tests.relevance.peers", PEERS, [ours, *engines.split(",")])
    console = Console(width=120)
    try:
        for name, collection in collections(sets):
            console.print(f"\n{name}, {len(collection.judgements):,} questions:\n", highlight=False)
            console.print(answers(peers, collection))
    except OpslagError as error:
        raise click.ClickException(str(error)) from None
    console.print(f"\n{left_out(absent)}", markup=False, highlight=False)


def answers(peers: list[Peer], collection: Collection) -> Table:
    """How good the answers of each engine are, and how far ahead of each the first one is."""
    table = Table("engine", "MRR@10", "95 %", "nDCG@10", "Recall@10", "Opslag is ahead by", "p", box=box.MARKDOWN)
    ours: dict[str, float] = {}
    for peer in peers:
        measured = score(peer.rank(collection), collection.judgements)
        ranks = measured["MRR@10"]
        ours = ours or ranks
        compared = ["", ""]
        if ranks is not ours:
            ahead = fmean(ours.values()) - fmean(ranks.values())
            compared = [f"{ahead:+.3f}", f"{paired_p(ours, ranks):.4f}"]
        mean, *others = (f"{fmean(values.values()):.3f}" for values in measured.values())
        table.add_row(peer.name, mean, "{:.3f}-{:.3f}".format(*interval(ranks.values())), *others, *compared)
    return table


if __name__ == "__main__":
    main()
