"""Take the README's pictures anew, so that they never go stale: start, results and article; light, dark and phone."""

import tempfile
from importlib.resources import as_file
from pathlib import Path

import data
from index import Store, rebuild
from tests.browsing import chromium
from tests.serving import serving

FOLDER = Path(__file__).parent

DESKTOP, PHONE = (1280, 900), (390, 844)

PICTURES = {
    "start": ("/", "light", DESKTOP),
    "results": ("/soeg?q=storm+kommune", "light", DESKTOP),
    "dark": ("/soeg?q=f%C3%A6rge&from=2018", "dark", DESKTOP),
    "phone": ("/soeg?q=f%C3%A6rge", "light", PHONE),
}


def main() -> None:
    """Index the sample articles, serve them and take each picture."""
    with tempfile.TemporaryDirectory(prefix="opslag-") as name, chromium() as browser:
        folder = Path(name)
        with as_file(data.ARTICLES) as articles:
            rebuild([Path(articles)], Store(folder / "index"))
        with serving(folder / "index", folder, "--workers", "1") as service:
            for picture, (address, scheme, (width, height)) in PICTURES.items():
                page = browser.new_page(
                    base_url=service.address,
                    color_scheme="dark" if scheme == "dark" else "light",
                    viewport={"width": width, "height": height},
                )
                page.goto(address)
                page.screenshot(path=FOLDER / f"{picture}.png")
                page.close()


if __name__ == "__main__":
    main()
