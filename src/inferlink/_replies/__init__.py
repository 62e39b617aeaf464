"""Reading what a server sends, free of I/O: framing, picking values, decoding, and every shape of an error."""
