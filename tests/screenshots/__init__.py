"""The pictures in the README, taken from the sample articles: `make screenshots`."""
