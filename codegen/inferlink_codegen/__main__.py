"""`inferlink-codegen`: writes or checks what is generated from the specs, and says what a change of them breaks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inferlink.errors import SpecError

from .build import PACKAGE, build_docs, build_meta, build_package
from .changes.report import breaks_callers, find_changes, print_json, print_lines
from .changes.revision import specs_at
from .render import HEADER
from .tree import differences, write_tree

__all__ = ["main"]

_HOME = Path(__file__).resolve().parents[2]
_COMMANDS = ("generate", "check", "diff")


def main(argv: list[str] | None = None) -> int:
    """Run the command; without one it is `generate`.

    Exit code 0: done, and for `check` and `diff` nothing to see to. 1: for `check`, the tree is not what the specs
    say; for `diff`, callers break. 2: a spec or option is wrong.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] not in (*_COMMANDS, "-h", "--help"):
        arguments = ["generate", *arguments]
    given = _parser().parse_args(arguments)
    try:
        if given.command == "diff":
            return _diff(given.old, given.new, as_json=given.json)
        return _generate(given.specs, given.package, given.client, given.out, check=given.command == "check")
    except SpecError as error:
        print(error.message, file=sys.stderr)  # noqa: T201  # what the command says
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="inferlink-codegen", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("generate", "write the package (the command where none is named)"),
        ("check", "show what generate would change; exit code 1 if anything"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--specs", type=Path, default=_HOME / "specs", help="folder of the specs")
        command.add_argument("--package", default=PACKAGE, help="import name of the package to write")
        command.add_argument("--client", help="class of its sync client; acme_inference has AcmeClient without it")
        command.add_argument("--out", type=Path, default=_HOME / "generated", help="folder to write the package into")
    text = "say which changes of specs break callers; exit code 1 if any does"
    command = commands.add_parser("diff", help=text, description=text)
    command.add_argument("old", metavar="OLD", help="the specs as they were: a folder, or REVISION:folder of git")
    command.add_argument("new", metavar="NEW", help="the specs as they are: a folder, or REVISION:folder of git")
    command.add_argument("--json", action="store_true", help="print one JSON object in place of lines")
    return parser


def _diff(old: str, new: str, *, as_json: bool) -> int:
    with specs_at(old) as before, specs_at(new) as after:
        changes = find_changes(before, after)
    print((print_json if as_json else print_lines)(changes))  # noqa: T201  # what the command says
    return 1 if breaks_callers(changes) else 0


def _generate(specs: Path, package: str, client: str | None, out: Path, *, check: bool) -> int:
    docs = specs.resolve().parent / "docs"
    _refuse_foreign(out / package)
    files = build_package(specs, package, client)
    trees = {out / package: files, specs / "meta": build_meta()}
    trees |= {docs: build_docs(specs, files)} if package == PACKAGE else {}
    if not check:
        for root, tree in trees.items():
            write_tree(root, tree, shared=root == docs)
        return 0
    found = [line for root, tree in trees.items() for line in differences(root, tree, shared=root == docs)]
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
