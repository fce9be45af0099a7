"""Tests that fail with our codec though it is not wrong, and why."""

KNOWN: dict[str, str] = {}
