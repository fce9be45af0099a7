"""The Java machine that Lucene runs on, inside this process: one, started when it is first asked for."""

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

JARS = Path("/usr/share/java")
"""Where Debian keeps jars; its newest Lucene is 8."""

NEEDED = ("core", "analyzers-common", "facet", "misc")
"""Lucene's jars that are used here."""

OPTIONS = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:-UsePerfData")
"""A gigabyte at most, collected while Java is called, not behind its back."""


def require_lucene() -> None:
    """Raise ImportError, with a sentence that says what is missing, where Lucene cannot run."""
    jpype = _jpype()
    try:
        jpype.getDefaultJVMPath()
    except (jpype.JVMNotFoundException, jpype.JVMNotSupportedException):
        raise ImportError("there is no Java here; Debian has default-jre-headless") from None
    _jars()


def start_java(*options: str) -> None:
    """Start the machine, with further options, unless it runs. Raises ImportError."""
    jpype = _jpype()
    if not jpype.isJVMStarted():
        require_lucene()
        jpype.startJVM(*OPTIONS, *options, classpath=_jars())


@cache
def lucene(name: str) -> Any:
    """A class of Lucene: `document.Field` is `org.apache.lucene.document.Field`. Raises ImportError."""
    start_java()
    return _jpype().JClass(f"org.apache.lucene.{name}")


def _jpype() -> Any:
    try:
        return import_module("jpype")
    except ImportError:
        raise ImportError("there is no JPype here; PyPI has jpype1") from None


def _jars() -> list[str]:
    found = [sorted(JARS.glob(f"lucene-{part}-8.*.jar")) for part in NEEDED]
    if not all(found):
        raise ImportError("Lucene's jars are not here; Debian has liblucene8-java")
    return [os.fspath(jars[-1]) for jars in found]
