"""Streams: a core free of I/O, and the objects that callers read."""
