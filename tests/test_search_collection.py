"""`opslag evaluate`: a collection is indexed, asked and measured; what cannot be read gives one clear line."""

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from index import OpslagError
from opslag import main
from search import Collection, read_run, run_collection, save_run, score

Opslag = Callable[..., "subprocess.CompletedProcess[str]"]

DOCUMENTS = {
    "å": "Bølgen steg op over åen.",
    "b": "Blæsten lagde sig over byen.",
    "c": "En bølge kom, og blæsten tog til.",
}
QUESTIONS = {"1": "bølger over åen", "2": "Blæst?", "3": "findesikke", "4": "ikke bedømt"}
JUDGEMENTS = "query_id\tdoc_id\trelevance\n1\tå\t1\n2\tc\t1\n3\ta\t1\n"


@pytest.fixture
def make_collection(tmp_path: Path) -> Callable[..., Path]:
    """A folder of a small collection, with some files changed or, where None, left out."""

    def make(name: str = "samling", **changes: "str | bytes | None") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        files: dict[str, str | bytes | None] = {
            "docs.jsonl": "".join(json.dumps({"id": id, "body": body}) + "\n" for id, body in DOCUMENTS.items()),
            "queries.jsonl": "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in QUESTIONS.items()),
            "qrels.tsv": JUDGEMENTS,
        }
        for file, content in (files | {key.replace("_", "."): value for key, value in changes.items()}).items():
            if content is not None:
                (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return make


def test_a_collection_is_run_as_users_ask(make_collection: Callable[..., Path]) -> None:
    """Hits come first, then the best of the others; the question without judgements is not asked."""
    collection = Collection.read(make_collection())
    run = run_collection(collection)
    assert run == {"1": ["å", "b", "c"], "2": ["b", "c"], "3": []}
    assert score(run, collection.judgements)["MRR@10"] == {"1": 1.0, "2": 0.5, "3": 0.0}


def test_a_compressed_collection_gives_the_same_run(make_collection: Callable[..., Path]) -> None:
    plain = make_collection()
    packed = make_collection("pakket", docs_jsonl=None)
    (packed / "docs.jsonl.gz").write_bytes(gzip.compress((plain / "docs.jsonl").read_bytes()))
    assert run_collection(Collection.read(packed)) == run_collection(Collection.read(plain))


def test_whole_sentences_are_asked_however_long(make_collection: Callable[..., Path]) -> None:
    text = " ".join(["Bølgen steg op over åen, og blæsten lagde sig."] * 100)
    questions = json.dumps({"id": "1", "text": text}) + "\n"
    assert run_collection(Collection.read(make_collection(queries_jsonl=questions)))["1"][0] == "å"


def test_blank_lines_are_passed_over(make_collection: Callable[..., Path]) -> None:
    folder = make_collection()
    whole = Collection.read(folder)
    for name in ("queries.jsonl", "qrels.tsv"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace("\n", "\n\n"), encoding="utf-8")
    assert Collection.read(folder) == whole


def measured(ended: "subprocess.CompletedProcess[str]") -> list[list[str]]:
    """The rows of the table that was printed."""
    assert (ended.returncode, ended.stderr) == (0, "")
    return [line.replace("│", " ").split() for line in ended.stdout.splitlines() if "@10" in line]


def test_evaluate_prints_the_measures_and_compares_with_a_run_that_was_saved(
    opslag: Opslag, make_collection: Callable[..., Path], tmp_path: Path
) -> None:
    folder, run = make_collection(), tmp_path / "run.tsv"
    # With three questions, one of which has no answer, chance may pick that one three times.
    table = [
        ["MRR@10", "0.5000", "0.0000-1.0000"],
        ["nDCG@10", "0.5436", "0.0000-1.0000"],
        ["Recall@10", "0.6667", "0.0000-1.0000"],
    ]
    assert measured(opslag("evaluate", folder, "--save", run)) == table
    assert run.read_text(encoding="utf-8").splitlines()[0] == "1\tQ0\tå\t1\t10\topslag"
    compared = [[name, value, interval, value, "1.0000"] for name, value, interval in table]
    assert measured(opslag("evaluate", folder, "--against", run)) == compared

    run.write_text("1\tQ0\tb\t1\t2\tandre\n1\tQ0\tå\t2\t1\tandre\n", encoding="utf-8")
    assert measured(opslag("evaluate", folder, "--against", run))[0][:4] == [
        "MRR@10",
        "0.5000",
        "0.0000-1.0000",
        "0.1667",
    ]


BAD: dict[str, tuple[dict[str, "str | bytes | None"], str]] = {
    "no documents": ({"docs_jsonl": None}, "no docs.jsonl or docs.jsonl.gz here"),
    "no article": ({"docs_jsonl": "{}\n"}, "no article to index"),
    "no questions": ({"queries_jsonl": None}, "queries.jsonl: cannot be read"),
    "a question that is no JSON": ({"queries_jsonl": '{"id": "1", "text": "a"}\nbølge\n'}, "queries.jsonl:2: "),
    "a question without text": ({"queries_jsonl": '{"id": "1"}\n'}, "queries.jsonl:1: "),
    "a list of questions": ({"queries_jsonl": '["1", "a"]\n'}, "queries.jsonl:1: "),
    "questions nested without end": ({"queries_jsonl": "[" * 100_000}, "queries.jsonl:1: "),
    "questions of another encoding": (
        {"queries_jsonl": '{"id": "1", "text": "bølge"}'.encode("latin-1")},
        "queries.jsonl: ",
    ),
    "a question that is refused": ({"queries_jsonl": '{"id": "1", "text": "b*"}\n'}, "question 1: "),
    "no judgements": ({"qrels_tsv": None}, "qrels.tsv: cannot be read"),
    "empty judgements": ({"qrels_tsv": ""}, "qrels.tsv"),
    "only a heading": ({"qrels_tsv": "query_id\tdoc_id\trelevance\n"}, "qrels.tsv"),
    "a judgement with spaces": ({"qrels_tsv": "1 å 1\n"}, "qrels.tsv:1: "),
    "a judgement beyond all measure": ({"qrels_tsv": f"1\tå\t1\n1\tb\t{10**9}\n"}, "qrels.tsv:2: "),
    "a judgement in words": ({"qrels_tsv": "1\tå\t1\n1\tb\tgod\n"}, "qrels.tsv:2: "),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_collection_is_refused_in_one_clear_line(fault: str, make_collection: Callable[..., Path]) -> None:
    changes, said = BAD[fault]
    with pytest.raises(OpslagError) as refused:
        run_collection(Collection.read(make_collection(**changes)))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_line_is_what_the_command_prints(opslag: Opslag, make_collection: Callable[..., Path]) -> None:
    folder = make_collection(queries_jsonl="bølge")
    ended = opslag("evaluate", folder)
    line = f"Error: {folder / 'queries.jsonl'}:1: not what this file has to hold\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", line)


def test_a_bad_run_gives_one_clear_line(make_collection: Callable[..., Path], tmp_path: Path) -> None:
    folder, run = make_collection(), tmp_path / "run.tsv"
    run.write_text("1\tQ0\tå\t1\t10\topslag\n1 Q0 b 2 9 opslag\n", encoding="utf-8")
    ended = CliRunner().invoke(main, ["evaluate", str(folder), "--against", str(run)])
    assert (ended.exit_code, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert "run.tsv:2: " in ended.stderr


def test_a_run_that_cannot_be_saved_gives_one_clear_line(make_collection: Callable[..., Path], tmp_path: Path) -> None:
    run = tmp_path / "ingen" / "run.tsv"
    ended = CliRunner().invoke(main, ["evaluate", str(make_collection()), "--save", str(run)])
    assert (ended.exit_code, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert f"{run}: cannot be written" in ended.stderr


def test_a_run_is_saved_where_there_is_a_folder(make_collection: Callable[..., Path], tmp_path: Path) -> None:
    ended = CliRunner().invoke(main, ["evaluate", str(make_collection()), "--save", str(tmp_path / "run.tsv")])
    assert ended.exit_code == 0
    assert read_run(tmp_path / "run.tsv")


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)


@given(st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=10, unique=True), max_size=5))
@settings(deadline=None)
def test_a_run_that_was_saved_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, run: dict[str, list[str]]
) -> None:
    path = tmp_path_factory.mktemp("run") / "run.tsv"
    save_run(run, path)
    assert read_run(path) == run
