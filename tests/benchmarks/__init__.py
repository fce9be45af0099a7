"""How fast Opslag is: `make bench`, or `python -m tests.benchmarks [ARTICLES]`. Not part of the tests."""
