"""An export that is under way: it comes from one generation, whatever happens meanwhile, and then lets it go."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.test_web_exports import EXPORTS, STORMS, records
from tests.webpages import browsing, make_index


def is_open(generation: str) -> bool:
    """Whether this process has a generation's files open."""
    maps = Path("/proc/self/maps").read_text()
    files = (path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink())
    return generation in maps or any(generation in str(file) for file in files)


def publish(client: FlaskClient, folder: Path) -> str:
    """Publish a generation of one article, and have it asked; its name."""
    make_index(folder, [{"id": "ny", "body": "Færgen er ny."}])
    return str(client.get("/healthz").get_json()["generation"])


@pytest.mark.parametrize("path", EXPORTS)
def test_an_export_keeps_to_one_generation_and_then_lets_it_go(path: str, tmp_path: Path) -> None:
    with browsing(make_index(tmp_path, STORMS)) as client:
        old = str(client.get("/healthz").get_json()["generation"])
        whole = client.get(f"{path}?q=storm", buffered=True).data
        export = client.get(f"{path}?q=storm")
        parts = export.iter_encoded()
        begun = next(parts)
        assert len(begun) < len(whole) / 2
        for _ in range(2):  # the second one has the files of the old one removed
            assert publish(client, tmp_path) != old
        assert not (tmp_path / "index" / old).exists()
        assert [record["id"] for record in records(client)] == ["ny"]
        assert is_open(old)
        assert begun + b"".join(parts) == whole
        export.close()
        assert not is_open(old)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", EXPORTS)
def test_an_export_that_nobody_reads_to_its_end_lets_the_generation_go(path: str, method: str, tmp_path: Path) -> None:
    with browsing(make_index(tmp_path, STORMS)) as client:
        old = str(client.get("/healthz").get_json()["generation"])
        export = client.open(f"{path}?q=storm", method=method)
        assert is_open(old)
        export.close()
        assert is_open(old)
        publish(client, tmp_path)
        assert not is_open(old)


def test_an_export_under_way_outlives_the_engine(tmp_path: Path) -> None:
    with browsing(make_index(tmp_path, STORMS)) as client:
        export = client.get("/soeg.jsonl?q=storm")
    assert len(export.data.splitlines()) == len(STORMS)
    export.close()


def test_others_are_answered_while_an_export_is_under_way(tmp_path: Path) -> None:
    with browsing(make_index(tmp_path, STORMS)) as client, ThreadPoolExecutor(1) as other:
        export = client.get("/soeg.csv?q=storm")
        parts = export.iter_encoded()
        next(parts)
        app = client.application
        answer = other.submit(lambda: app.test_client().get("/api/search?q=storm").get_json()).result(60)
        assert answer["total"] == len(STORMS)
        assert b"".join(parts).count(b"\r\n") == len(STORMS)
        export.close()
