"""The engines beside which ours is measured: those that are here, and why the others are not."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click


def present(package: str, places: Mapping[str, str], names: Sequence[str]) -> tuple[list[Any], dict[str, str]]:
    """An instance of each engine of these names, and those that are left out, each with the reason; `places` says where
    in `package` each engine's class is. Raises BadParameter for a name that it lacks."""
    for name in names:
        if name not in places:
            raise click.BadParameter(f"no engine is called {name!r}; there are {', '.join(places)}")
    engines: list[Any] = []
    absent: dict[str, str] = {}
    for name, place in places.items():
        module, _, kind = place.partition(".")
        if name not in names:
            absent[name] = "not asked for"
            continue
        try:
            engines.append(getattr(import_module(f"{package}.{module}"), kind)())
        except ImportError as error:
            absent[name] = str(error)
    return engines, absent


def left_out(absent: Mapping[str, str]) -> str:
    """A sentence about the engines that are left out."""
    return f"Left out: {'; '.join(f'{name} ({reason})' for name, reason in absent.items()) or 'none'}."
