"""Nothing is left out of the documents: what can be typed, set, asked and printed stands in them."""

import ast
import configparser
import re
from dataclasses import fields
from pathlib import Path

import click
from flask import Flask
from flask.testing import FlaskClient

from index import LISTED_REJECTIONS, Article, OpslagError
from index.sources.files import READERS
from index.sources.record import MAX_ID_LENGTH, MAX_MARKS, MAX_RECORD_BYTES
from index.sources.text import TITLE_LENGTH
from opslag import main
from search import DEFAULT_LIMITS, limit_table
from search.facets import FACET_VALUES
from search.lexer import FIELDS, OPERATORS
from tests.documents import DOCUMENTS, ROOT, commands
from tests.markdown import read_markdown
from web import create_app
from web.access_log import MAX_QUESTION_LENGTH
from web.exports import MOST_ARTICLES
from web.feeds import ENTRIES
from web.openapi import describe
from web.serve import GRACE_SECONDS, REQUEST_LINE

PRODUCT = [ROOT / "opslag.py", *(path for room in ("index", "search", "web") for path in (ROOT / room).rglob("*.py"))]


def page(title: str) -> Path:
    return ROOT / "docs" / f"{title}.md"


def text_of(title: str) -> str:
    return page(title).read_text(encoding="utf-8")


def words_of(path: Path) -> set[str]:
    """The words in the code of a document."""
    return set(re.findall(r"\w+", read_markdown(path).code))


def first_cells(title: str) -> set[str]:
    """The code in the first cells of the tables of a page."""
    return {span for row in read_markdown(page(title)).rows for span in re.findall(r"`([^`]+)`", row[0])}


def test_every_command_and_option() -> None:
    shown = dict(commands(text_of("commands")))
    for name, command in main.commands.items():
        options = [option.opts[-1] for option in command.params if isinstance(option, click.Option)]
        printed = shown.get(f"opslag {name} --help", "")
        assert [option for option in options if not re.search(rf"{option}\b", printed)] == [], name
        assert f" {name} " in shown["opslag --help"]


def test_every_exit_status() -> None:
    statuses = {int(row[0]) for row in read_markdown(page("commands")).rows if row[0].isdigit()}
    assert statuses == {0, *(error.exit_status for error in errors(OpslagError))}


def errors(root: type[OpslagError]) -> set[type[OpslagError]]:
    """An error and all that have it for their root, however far below."""
    return {root}.union(*map(errors, root.__subclasses__()))


def test_every_limit() -> None:
    rows = read_markdown(page("questions")).rows
    for name, default, sentence in limit_table():
        assert (f"`{name}`", f"{default:g}", sentence) in rows


def test_every_setting() -> None:
    config = create_app({"INDEX": "nowhere"}).config.keys() - Flask("any").config.keys()
    environment = {setting for path in PRODUCT for setting in environment_of(path)}
    assert {"OPSLAG_INDEX", "INDEX", "LIMITS"} <= config | environment
    documented = set(re.findall(r"\w+", " ".join(first_cells("operating"))))
    assert config | environment <= documented
    ours = re.findall(r"^(\w+) \?=", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*ours} <= words_of(ROOT / "CONTRIBUTING.md")


def environment_of(path: Path) -> set[str]:
    """The variables of the environment that a file reads or sets."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Subscript(ast.Attribute(attr="environ"), ast.Constant(str(setting))):
                found.add(setting)
            case ast.Call(ast.Attribute(ast.Attribute(attr="environ")), [ast.Constant(str(setting)), *_]):
                found.add(setting)
            case ast.keyword("envvar", ast.Constant(str(setting))):
                found.add(setting)
    return found


def test_every_address() -> None:
    cells = {cell.partition("?")[0] for cell in first_cells("api") if cell.startswith("/")}
    rules = {re.sub(r"<[^>]+>", "[A-Z]+", str(rule)) for rule in create_app({"INDEX": "nowhere"}).url_map.iter_rules()}
    assert [rule for rule in rules if not any(re.fullmatch(rule, cell) for cell in cells)] == []
    assert [cell for cell in cells if not any(re.fullmatch(rule, cell) for rule in rules)] == []


def test_every_parameter_key_and_status_of_the_api() -> None:
    described = describe("", DEFAULT_LIMITS)
    operations = {path: methods["get"] for path, methods in described["paths"].items()}
    parameters = [parameter["name"] for parameter in operations["/api/search"]["parameters"]]
    assert [name for name in parameters if name not in first_cells("api")] == []
    assert [parameter["name"] for parameter in operations["/api/suggest"]["parameters"]] == ["q"]
    schemas = described["components"]["schemas"].values()
    keys = {key for schema in schemas for key in keys_of(schema)}
    assert keys - words_of(page("api")) - {field.name for field in fields(Article)} == set()
    statuses = {status for operation in operations.values() for status in operation["responses"]} - {"200", "304"}
    assert {*statuses, "405", "500"} == {row[0] for row in read_markdown(page("api")).rows if row[0].isdigit()}


def keys_of(schema: object) -> set[str]:
    """The properties of a schema and of those in it."""
    match schema:
        case {"properties": dict(properties)}:
            return {*properties}.union(*map(keys_of, properties.values()))
        case {"items": items}:
            return keys_of(items)
    return set()


def test_every_operator_and_field_of_a_question() -> None:
    spans = read_markdown(page("questions")).spans
    assert [operator for operator in OPERATORS if not any(operator in span.split() for span in spans)] == []
    assert [field for field in FIELDS if not any(span.startswith(f"{field}:") for span in spans)] == []


def test_every_format_and_key_of_an_article() -> None:
    assert [ending for ending in READERS if ending not in read_markdown(page("articles")).spans] == []
    assert [field.name for field in fields(Article) if field.name not in first_cells("articles")] == []


def test_every_metric(client: FlaskClient) -> None:
    client.get("/")
    metrics = re.findall(r"^# HELP (\w+(?<!_created)) ", client.get("/metrics").text, re.MULTILINE)
    assert {*metrics} == {cell for cell in first_cells("operating") if cell.startswith("opslag_")}


def test_what_is_counted_is_counted_rightly() -> None:
    assert f"from the {LISTED_REJECTIONS + 1}st on" in text_of("articles")
    assert f"over {MAX_RECORD_BYTES // 1024**2} MB" in text_of("articles")
    assert f"1 to {MAX_ID_LENGTH} printable characters" in text_of("articles")
    assert f"more than {MAX_MARKS} combining marks" in text_of("articles")
    assert f"at most {TITLE_LENGTH} characters" in text_of("articles")
    assert f"{FACET_VALUES} most frequent values" in text_of("api")
    assert f"the {ENTRIES} newest hits" in text_of("api")
    assert f"at most {MOST_ARTICLES:,}," in text_of("api")
    assert f"more than {REQUEST_LINE:,} bytes" in text_of("api")
    assert f"for {GRACE_SECONDS} seconds at most" in text_of("operating")
    assert f"cut to {MAX_QUESTION_LENGTH} characters" in text_of("operating")


def test_the_changelog_begins_with_this_version() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    versions = [text for level, text in read_markdown(ROOT / "CHANGELOG.md").headings if level == 2]
    found = [re.fullmatch(r"(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)", version) for version in versions]
    assert None not in found
    numbers, dates = zip(*(match.groups() for match in found if match), strict=True)
    assert numbers[0] == setup["metadata"]["version"]
    assert list(dates) == sorted(dates, reverse=True)


def test_documents_are_those_that_lie_in_the_project() -> None:
    lying = {*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md"), *ROOT.glob("tests/**/*.md")}
    assert lying == {*DOCUMENTS}
