"""`inferlink-codegen`: writes or checks what is generated from the specs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inferlink.errors import SpecError

from .build import PACKAGE, build_docs, build_meta, build_package
from .render import HEADER
from .tree import differences, write_tree

__all__ = ["main"]

_HOME = Path(__file__).resolve().parents[2]


def main(argv: list[str] | None = None) -> int:
    """Run the command. Exit code 0: done; 1: the tree is not what the specs say; 2: a spec or option is wrong."""
    parser = argparse.ArgumentParser(prog="inferlink-codegen", description=__doc__)
    parser.add_argument("command", nargs="?", choices=["generate", "check"], default="generate")
    parser.add_argument("--specs", type=Path, default=_HOME / "specs", help="folder of the specs")
    parser.add_argument("--package", default=PACKAGE, help="import name of the package to write")
    parser.add_argument("--out", type=Path, default=_HOME / "generated", help="folder to write the package into")
    given = parser.parse_args(argv)
    docs = given.specs.resolve().parent / "docs"
    try:
        _refuse_foreign(given.out / given.package)
        package = build_package(given.specs, given.package)
        trees = {given.out / given.package: package, given.specs / "meta": build_meta()}
        trees |= {docs: build_docs(given.specs, package)} if given.package == PACKAGE else {}
    except SpecError as error:
        print(error.message, file=sys.stderr)  # noqa: T201  # what the command says
        return 2
    if given.command == "generate":
        for root, files in trees.items():
            write_tree(root, files, shared=root == docs)
        return 0
    found = [line for root, files in trees.items() for line in differences(root, files, shared=root == docs)]
    if found:
        print("\n".join(found), "\nRun: inferlink-codegen generate", sep="\n")  # noqa: T201  # what the command says
    return 1 if found else 0


def _refuse_foreign(package: Path) -> None:
    """A package of someone's own is not taken for an old one of ours: its files would be removed."""
    start = package / "__init__.py"
    if start.exists() and not start.read_text(encoding="utf-8").startswith(HEADER):
        raise SpecError(f"{package}: was not written by inferlink-codegen; choose another --package or --out.")


if __name__ == "__main__":
    raise SystemExit(main())
