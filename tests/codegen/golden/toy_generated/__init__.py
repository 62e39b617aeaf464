# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead.
"""Types and methods of all tasks."""
