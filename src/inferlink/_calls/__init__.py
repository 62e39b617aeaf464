"""The flow of a call, from arguments to result, free of I/O."""
