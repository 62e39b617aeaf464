"""Where a call goes: the file, base URL, key and model of its target."""
