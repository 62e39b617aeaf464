# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""One module for each of the servers."""
