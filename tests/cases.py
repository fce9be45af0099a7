"""Many cases of one line in one test: each that fails is named, with what came of it and what was expected."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Case = TypeVar("Case", bound=Hashable)


def assert_each(outcome: Callable[[Case], object], expected: Mapping[Case, object]) -> None:
    """Assert that `outcome` of every case is what is expected; an error counts as what came of it. There must be a
    case."""
    assert expected, "there is no case"
    wrong: list[str] = []
    first: Exception | None = None
    for case, right in expected.items():
        try:
            came = outcome(case)
        except Exception as error:  # A case that fails hides none that follows.
            came, first = error, first or error
        if came != right:
            wrong.append(f"{case!r}: {came!r} instead of {right!r}")
    if wrong:
        raise AssertionError("\n".join([f"{len(wrong)} of {len(expected)} cases:", *wrong])) from first


def assert_none(faults: Callable[[Case], Iterable[object]], cases: Iterable[Case]) -> None:
    """Assert that no case has any of the `faults`, and that there is a case."""
    assert_each(lambda case: [*faults(case)], {case: [] for case in cases})
