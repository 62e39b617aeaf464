"""inferlink by another name, with all its modules loaded.

The replayer copies the process that imports this for each of its cases. A case takes a few milliseconds; loading the
modules that it uses would take a tenth of a second more.
"""

import sys
from importlib import import_module
from pkgutil import walk_packages

import inferlink

for found in walk_packages(inferlink.__path__, "inferlink."):
    if not found.name.endswith(".__main__"):
        import_module(found.name)

sys.modules[__name__] = inferlink
sys.modules[f"{__name__}.types"] = inferlink.types
