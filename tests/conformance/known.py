"""Tests that fail with our codec though it is not wrong, and why."""

KNOWN = {
    "test_columns.py::test_varbytes_offsets": "it looks at how Whoosh's own files of a column keep where values begin",
    "test_results.py::test_lengths": "it expects that Whoosh stops counting hits early, and is given all of them",
}
