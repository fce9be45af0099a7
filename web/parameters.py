"""Read a request from the parameters of a URL, and write links to the same question. Pages, API, feeds, exports and the
command line share this code."""

import re
from collections.abc import Collection
from typing import Any

from werkzeug.datastructures import MultiDict

from index import OpslagError
from index.dates import Period, parse_period
from index.keywords import KEYWORDS
from search import SORTS, Request, Sort

SWITCHES = {"0": False, "false": False, "1": True, "true": True}

_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


class BadParameter(OpslagError):
    """A parameter that cannot be read: `name` is its name, the message says what is wrong with its value."""

    exit_status = 2

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def read_request(arguments: "MultiDict[str, str]", *, without: Collection[str] = ()) -> Request:
    """The request in the parameters `q, page, size, sort, from, to, exact, explain` and those of the keyword fields.

    An empty parameter counts as absent, and so does any parameter named in `without`. Raises BadParameter; that a
    number exceeds a limit is for the engine to say.
    """
    arguments = MultiDict((name, value) for name, value in arguments.items(multi=True) if name not in without)
    since, until = _period(arguments, "from"), _period(arguments, "to")
    if since and until and since.start and until.end and since.start >= until.end:
        raise BadParameter("from", "from is later than to")
    return Request(
        query=_single(arguments, "q"),
        page=read_number(arguments, "page", 1),
        size=read_number(arguments, "size", 10),
        sort=_sort(arguments),
        keywords={field.name: values for field in KEYWORDS if (values := _several(arguments, field.name))},
        since=since,
        until=until,
        exact=read_switch(arguments, "exact"),
        explain=read_switch(arguments, "explain"),
    )


def read_switch(arguments: "MultiDict[str, str]", name: str, default: str = "0") -> bool:
    """The value of a parameter that is 1 or true, 0 or false. Raises BadParameter where it is anything else."""
    value = _single(arguments, name) or default
    if value not in SWITCHES:
        raise BadParameter(name, f"{name} is {_quoted(value)}; it has to be 0 or 1")
    return SWITCHES[value]


def link_parameters(request: Request, arguments: "MultiDict[str, str]", **changes: Any) -> dict[str, Any]:
    """The parameters of a link to the same question with some `changes`, without those at their defaults.

    The link leads to the first page, unless `changes` say otherwise. Dates are taken from `arguments`, as typed.
    """
    parameters: dict[str, Any] = {
        "q": request.query,
        "sort": request.sort,
        **{field.name: list(request.keywords.get(field.name, ())) for field in KEYWORDS},
        "from": arguments.get("from", ""),
        "to": arguments.get("to", ""),
        "size": request.size,
        "exact": int(request.exact),
        "explain": int(request.explain),
        "page": 1,
        **changes,
    }
    defaults = {"sort": "relevance", "size": 10, "page": 1}
    return {name: value for name, value in parameters.items() if value and value != defaults.get(name)}


def _single(arguments: "MultiDict[str, str]", name: str) -> str:
    values = arguments.getlist(name)
    if len(values) > 1:
        raise BadParameter(name, f"{name} is given {len(values)} times; it can be given once")
    return values[0] if values else ""


def _several(arguments: "MultiDict[str, str]", name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in arguments.getlist(name) if value.strip()))


def read_number(arguments: "MultiDict[str, str]", name: str, default: int) -> int:
    """The value of a parameter that is a whole number, or `default` where it is absent. Raises BadParameter."""
    value = _single(arguments, name)
    if not value:
        return default
    if not _WHOLE_NUMBER.fullmatch(value):
        raise BadParameter(name, f"{name} is {_quoted(value)}; it has to be a whole number, of at most 18 digits")
    return int(value)


def _sort(arguments: "MultiDict[str, str]") -> Sort:
    value = _single(arguments, "sort") or "relevance"
    if value not in SORTS:
        raise BadParameter("sort", f"sort is {_quoted(value)}; it has to be {', '.join(SORTS[:-1])} or {SORTS[-1]}")
    return value


def _period(arguments: "MultiDict[str, str]", name: str) -> Period | None:
    value = _single(arguments, name).strip()
    try:
        return parse_period(value) if value else None
    except ValueError:
        raise BadParameter(
            name, f"{name} is {_quoted(value)}; it has to be a year, month or day that exists (YYYY[-MM[-DD]])"
        ) from None


def _quoted(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")
