"""Does the codec keep what Whoosh promises? Whoosh's own tests, run with its codec and with ours: `python -m
tests.conformance`. They are read from a checkout of whoosh-reloaded, none of them is kept here, and CI does without."""
