"""Writes golden/ anew from toy/. Read the diff before it is committed."""

from pathlib import Path

from inferlink_codegen.build import build_docs, build_package
from inferlink_codegen.tree import write_tree

HERE = Path(__file__).parent

if __name__ == "__main__":
    package = build_package(HERE / "toy", "toy_generated")
    write_tree(HERE / "golden/toy_generated", package)
    write_tree(HERE / "golden/toy_docs", build_docs(HERE / "toy", package))
