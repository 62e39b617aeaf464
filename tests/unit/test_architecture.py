"""The arrows of docs/architecture.md and the rules of the house, read from the source itself."""

from __future__ import annotations

import ast
import re
import sys
import tokenize
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "inferlink": ROOT / "src" / "inferlink",
    "inferlink_codegen": ROOT / "codegen" / "inferlink_codegen",
    "inferlink_generated": ROOT / "generated" / "inferlink_generated",
}
HAND_WRITTEN = ("inferlink", "inferlink_codegen")
PUBLIC = {f"inferlink{name}" for name in ("", ".errors", ".hooks", ".local", ".options", ".otel", ".types")}
NETWORK = {"httpx", "httpcore", "h11"}
WAITING = {"asyncio", "socket", "ssl", "subprocess", "select", "selectors", "http.client", "urllib.request"}
"""Modules by which a program waits or touches the world; flows and decisions do without."""


@dataclass(frozen=True)
class Module:
    """One source file."""

    name: str
    path: Path

    @property
    def tree(self) -> ast.Module:
        return parsed(self.path)

    @property
    def package(self) -> str:
        """What its relative imports start from."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]

    def inside(self, *names: str) -> bool:
        """Whether it is one of these modules, or below one of them."""
        return any(self.name == name or self.name.startswith(f"{name}.") for name in names)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def modules(*packages: str) -> tuple[Module, ...]:
    found = []
    for package in packages or tuple(FOLDERS):
        folder = FOLDERS[package]
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder.parent).with_suffix("").parts
            name = ".".join(parts).removesuffix(".__init__")
            found.append(Module(name, path))
    return tuple(found)


KNOWN = frozenset(module.name for module in modules())


def run_time_nodes(tree: ast.AST, *, functions: bool = True) -> list[ast.AST]:
    """Everything that is carried out: what stands under `if TYPE_CHECKING:` is left out."""
    found: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            found += [inner for other in node.orelse for inner in (other, *run_time_nodes(other))]
        elif functions or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found += [node, *run_time_nodes(node, functions=functions)]
    return found


@cache
def imports(module: Module, *, functions: bool = True) -> set[str]:
    """Full names of the modules that it imports at run time, also by a literal `import_module`."""
    found: set[str] = set()
    for node in run_time_nodes(module.tree, functions=functions):
        match node:
            case ast.Import(names):
                found |= {alias.name for alias in names}
            case ast.ImportFrom(base, names, level):
                start = module.package.split(".")[: len(module.package.split(".")) - level + 1] if level else []
                whole = ".".join([*start, *([base] if base else [])])
                found |= {name if (name := f"{whole}.{alias.name}") in KNOWN else whole for alias in names}
            case ast.Call(
                ast.Attribute(attr="import_module") | ast.Name(id="import_module"), [ast.Constant(str(name)), *_]
            ):
                found.add(name)
    return found


def below(name: str, *roots: str) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def is_standard(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names


def breaches(module: Module, allowed: tuple[str, ...]) -> list[str]:
    """Imports that are neither the standard library's nor among those allowed."""
    return sorted(name for name in imports(module) if not is_standard(name) and not below(name, *allowed))


def by_name(module: Module) -> str:
    return module.name


@pytest.mark.parametrize("module", modules("inferlink_generated"), ids=by_name)
def test_generated_code_is_a_leaf(module: Module) -> None:
    optional = ("PIL", "pydantic_core") if module.name == "inferlink_generated._result" else ()
    assert breaches(module, ("inferlink_generated", *optional)) == []
    eager = {name for name in imports(module, functions=False) if not is_standard(name)}
    assert all(below(name, "inferlink_generated") for name in eager)


def distributions(*extras: str) -> set[str]:
    """Import names of what pyproject.toml asks for, with these extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    names = {re.split(r"[^\w.-]", line)[0] for line in lines}
    others = {"pillow": "PIL", "pyyaml": "yaml", "opentelemetry-api": "opentelemetry"}
    found = {others.get(name, name.replace("-", "_")) for name in names}
    return found | ({"pydantic_core"} if "pydantic" in found else set())


@pytest.mark.parametrize("module", modules("inferlink_codegen"), ids=by_name)
def test_the_generator_knows_little_of_the_runtime(module: Module) -> None:
    runtime = ("_specs", "errors", "testing._example")
    # What ships is read in one place, when somebody else's specs build on it.
    clients = ("inferlink.async_client", "inferlink.client")
    shipped = (*clients, "inferlink_generated") if module.name == "inferlink_codegen.shipped" else ()
    known = ("inferlink_codegen", *(f"inferlink.{name}" for name in runtime), *distributions("codegen"))
    assert breaches(module, (*known, *shipped)) == []


@pytest.mark.parametrize("module", modules("inferlink"), ids=by_name)
def test_the_runtime_imports_what_pyproject_asks_for(module: Module) -> None:
    asked = distributions("images", "numpy", "progress", "yaml", "testing", "otel", "cli", "local", "local-embeddings")
    assert breaches(module, ("inferlink", "inferlink_generated", *asked)) == []


@pytest.mark.parametrize("module", modules("inferlink"), ids=by_name)
def test_only_the_transport_knows_the_network_libraries(module: Module) -> None:
    if not module.inside("inferlink._transport"):
        assert not {name.partition(".")[0] for name in imports(module)} & NETWORK


@pytest.mark.parametrize("module", modules("inferlink"), ids=by_name)
def test_only_the_edge_waits(module: Module) -> None:
    edge = (
        "_transport",
        "_map.tasks",
        "_tools.async_runs",
        "_tools.tasks",
        "_sending.drivers",
        "_sending.telling",
        "async_client",
        "local",
        "testing",
    )
    if not module.inside(*(f"inferlink.{name}" for name in edge)):
        assert not imports(module) & WAITING


@pytest.mark.parametrize("module", modules("inferlink"), ids=by_name)
def test_only_the_command_line_knows_its_libraries(module: Module) -> None:
    if not module.inside("inferlink.cli"):
        assert not {name.partition(".")[0] for name in imports(module)} & {"typer", "rich"}


@pytest.mark.parametrize("module", modules("inferlink"), ids=by_name)
def test_nothing_but_its_entry_point_imports_the_command_line(module: Module) -> None:
    if not module.inside("inferlink.cli", "inferlink.__main__"):
        assert not any(below(name, "inferlink.cli") for name in imports(module))


INSIGHTS = {
    "inferlink.cli._doctor": ("_auth", "_urls"),
    "inferlink.cli._failures": ("_log",),
    "inferlink.cli._output": ("_json",),
    "inferlink.cli._targets": ("_json",),
    "inferlink.testing._answers": ("_specs.words",),
    "inferlink.testing._cassette": ("_sending.body", "_json", "_sending.wire"),
    "inferlink.testing._hosted": (
        "_targets.hf_hub",
        "_calls.job_urls",
        "_media.sniff",
        "_specs.vocabulary",
        "_specs.words",
    ),
    "inferlink.testing._guard": ("_auth",),
    "inferlink.testing._redact": ("_auth", "_json"),
    "inferlink.testing._script": ("_media.artifacts", "_replies.decode"),
    "inferlink.testing._server": ("_auth", "_specs.vocabulary"),
    "inferlink.testing._servers": ("_json", "_specs.words"),
    "inferlink.testing._shapes": ("_calls.chat_output", "_json"),
    "inferlink.testing._tap": ("_transport",),
    "inferlink.testing._waits": ("_sending.drivers", "_sending.effects"),
    "inferlink.testing._inverse": ("_json", "_replies.select", "_specs.words"),
}
"""What they know of the runtime. FakeServer stands in for the transport, and reads the routes the other way round; the
command line says where a key would be found."""


@pytest.mark.parametrize("module", modules("inferlink"), ids=by_name)
def test_servers_and_command_line_stand_on_the_public_api(module: Module) -> None:
    homes = ("inferlink.cli", "inferlink.local", "inferlink.testing")
    home = next((name for name in homes if module.inside(name)), None)
    used = {name for name in imports(module) if below(name, "inferlink")}
    if home is None:
        assert not any(below(name, "inferlink.local", "inferlink.testing") for name in used)
    else:
        known = {f"inferlink.{name}" for name in INSIGHTS.get(module.name, ())}
        known |= {"inferlink.testing"} if home == "inferlink.cli" else set()
        assert {name for name in used if not below(name, home)} <= PUBLIC | known


def test_modules_do_not_import_each_other_in_circles() -> None:
    graph = {module.name: imports(module, functions=False) & KNOWN - {module.name} for module in modules()}
    assert list(TopologicalSorter(graph).static_order())


def part_of(name: str) -> str:
    """The sub-package, or the module beside them, that a module of the runtime is in."""
    return ".".join(name.split(".")[:2])


def test_parts_of_the_runtime_stand_in_layers() -> None:
    # Also what is imported late counts: a part never needs one that stands on it.
    graph: dict[str, set[str]] = {}
    for module in modules("inferlink"):
        used = {part_of(name) for name in imports(module) if below(name, "inferlink")}
        graph.setdefault(part_of(module.name), set()).update(used - {"inferlink", part_of(module.name)})
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("inferlink.errors") < order.index("inferlink._calls") < order.index("inferlink.client")


@pytest.mark.parametrize("module", modules(), ids=by_name)
def test_await_occurs_only_where_the_loop_is_known(module: Module) -> None:
    homes = (
        "_transport",
        "_sending.drivers",
        "_streams.objects",
        "_hooks.stream_watch",
        "_streams.parsed",
        "_sending.telling",
        "async_client",
        "_client.requests",
        "_openai",
        "_calls.resume",
        "_map.tasks",
        "_tools.async_runs",
        "_tools.tasks",
        "testing",
    )
    # inferlink.testing is a server, with a loop of its own.
    generated = ("inferlink_generated.async_tasks", "inferlink_generated.async_chat_view")
    if not module.inside(*(f"inferlink.{name}" for name in homes), *generated):
        waits = (ast.Await, ast.AsyncFor, ast.AsyncWith)
        assert [node.lineno for node in ast.walk(module.tree) if isinstance(node, waits)] == []


def words_of_tasks() -> set[str]:
    """Values that the schemas of the tasks list, as the `auto` of `tool_choice`: they cannot be told from a name."""
    texts = (path.read_text("utf-8") for path in (ROOT / "specs" / "tasks").rglob("*.json"))
    return {
        word
        for text in texts
        for words in re.findall(r'"enum": *\[([^\]]*)\]', text)
        for word in re.findall(r'"([^"]+)"', words)
    }


NAMES = sorted(
    {path.stem for kind in ("providers", "servers") for path in (ROOT / "specs" / kind).glob("*.yaml")}
    - words_of_tasks()
)


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """Strings that are statements: documentation of a module, class, function or field."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def names_in(text: str) -> list[str]:
    """Providers and servers that a string of the program names.

    Many names are words of English, as "endpoint" and "together". In a string with spaces, which is a sentence for
    people, such a name counts where it stands in quotes; anywhere else - a key, a path, a header, a URL - as a part
    between punctuation, though not where underscores make it part of another name (HF_ENDPOINT). A name that can be no
    word (hf-inference) counts wherever it occurs, with underscores too.
    """
    sentence = " " in text.strip()
    found = []
    for name in NAMES:
        if not name.isalpha():
            pattern = rf"(?<![a-z0-9]){re.sub('[-.]', '[-_.]', name)}(?![a-z0-9])"
        else:
            pattern = rf"['\"`]{name}['\"`]" if sentence else rf"(?<![a-z0-9_]){name}(?![a-z0-9_])"
        if re.search(pattern, text.lower()):
            found.append(name)
    return found


@pytest.mark.parametrize("module", modules("inferlink"), ids=by_name)
def test_the_runtime_names_no_provider_and_no_server(module: Module) -> None:
    if module.inside("inferlink.local", "inferlink._targets.hf_hub"):
        return
    prose = docstrings(module.tree)
    strings = [node for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and node not in prose]
    named = [(node.lineno, node.value) for node in strings if isinstance(node.value, str) and names_in(node.value)]
    assert named == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hf-inference", ["hf-inference"]),
        ("inferlink_generated.routes.providers.hf_inference", ["hf-inference"]),
        ("https://router.huggingface.co/hf-inference/v1", ["hf-inference"]),
        ("x-openai-project", ["openai"]),
        ("this endpoint is paused", []),
        ("pass provider='endpoint' instead", ["endpoint"]),
        ("ask hf-inference for it", ["hf-inference"]),
        ("HF_ENDPOINT", []),
    ],
)
def test_a_name_is_told_from_a_word(text: str, found: list[str]) -> None:
    assert names_in(text) == found


@pytest.mark.parametrize("module", modules(*HAND_WRITTEN), ids=by_name)
def test_a_hand_written_module_has_at_most_350_lines(module: Module) -> None:
    assert len(module.path.read_text("utf-8").splitlines()) <= 350


@pytest.mark.parametrize("module", modules(*HAND_WRITTEN), ids=by_name)
def test_every_module_says_what_it_is_and_what_it_offers(module: Module) -> None:
    assert ast.get_docstring(module.tree)
    targets = [target for node in module.tree.body if isinstance(node, ast.Assign) for target in node.targets]
    is_empty = len(module.tree.body) == 1
    assert is_empty or "__all__" in map(ast.unparse, targets)


@pytest.mark.parametrize("package", FOLDERS)
def test_every_package_is_marked_as_typed(package: str) -> None:
    assert (FOLDERS[package] / "py.typed").is_file()


IGNORE = re.compile(r"#\s*(?:ruff:\s*)?(type:\s*ignore|pyright:\s*ignore|noqa)\b")
JUSTIFIED = re.compile(
    r"#\s*(?:ruff:\s*)?(?:(?:type|pyright):\s*ignore\[[\w, -]+\]|noqa: [A-Z]+\d+(?:, [A-Z]+\d+)*)  # \S"
)


def comments(path: Path) -> list[tuple[int, str]]:
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


@pytest.mark.parametrize("module", modules(), ids=by_name)
def test_an_ignored_finding_has_a_code_and_a_reason(module: Module) -> None:
    ignored = [(line, text) for line, text in comments(module.path) if IGNORE.search(text)]
    assert [found for found in ignored if not JUSTIFIED.match(found[1])] == []


def texts() -> list[Path]:
    """Every file that a person reads."""
    roots = ["src", "codegen", "generated", "specs", "tests", "docs", "examples", "benchmarks", ".ci"]
    kinds = {".py", ".jinja", ".jinja2", ".json", ".yaml", ".toml", ".md", ".txt", ".sh", ""}
    found = [path for root in roots for path in (ROOT / root).rglob("*") if path.suffix in kinds and path.is_file()]
    return [*found, *(path for path in ROOT.glob("*.[mt][do]*")), ROOT / "Makefile"]


def test_no_file_names_a_path_of_one_machine() -> None:
    # Written in two parts, so that this file does not match itself.
    places = re.compile("(?<![.\\w/}])/(?:" + "work|root|home/[a-z]+|Users/[A-Za-z]+|mnt|tmp/" + r"[a-z]+)(?:/|\b)")
    paths = [path for path in texts() if "recordings" not in path.parts and "__pycache__" not in path.parts]
    assert len(paths) > 100
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if places.search(line)
    ]
    assert found == []


def code_lines(module: Module) -> int:
    """Lines that hold code: neither blank, nor comment, nor documentation."""
    prose = {line for node in docstrings(module.tree) for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
    with module.path.open("rb") as file:
        tokens = [token for token in tokenize.tokenize(file.readline) if token.type not in skipped]
    lines = {line for token in tokens for line in range(token.start[0], token.end[0] + 1) if token.string}
    return len(lines - prose)


def test_the_size_of_the_code_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    sizes: Counter[str] = Counter()
    for module in modules():
        name = part_of(module.name) if module.inside("inferlink") else module.name.partition(".")[0]
        sizes[name] += code_lines(module)
    aside = ("inferlink.cli", "inferlink.local", "inferlink.testing")
    runtime = sum(size for name, size in sizes.items() if below(name, "inferlink") and name not in aside)
    parts = ", ".join(f"{name.removeprefix('inferlink.')} {size:,}" for name, size in sizes.most_common(22))
    with capsys.disabled():
        print(f"\nLines of code: runtime {runtime:,}, without cli, local and testing; {parts}")
    assert all(sizes.values())
