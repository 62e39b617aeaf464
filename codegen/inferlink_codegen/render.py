"""Prints the package: templates filled in, then sorted and formatted by ruff."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from inferlink.errors import SpecError

from .chat_view import build_chat_view
from .datatypes import dict_names, print_classes, print_dicts
from .docs import build_matrix, group_pages
from .model import OUTPUT, STREAM_TO, chat_classes
from .text import WIDTH, cell, code, escape, literal, markdown, prose, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .docs import Extras, Page
    from .examples import Targets
    from .model import Task
    from .normalise import Shapes
    from .targets import TargetPage

__all__ = [
    "HEADER",
    "Files",
    "format_files",
    "render_chat_view",
    "render_clients",
    "render_commands",
    "render_docs",
    "render_index",
    "render_routes",
    "render_samples",
    "render_support",
    "render_tasks",
    "render_types",
]

Files = dict[str, str]
"""Path below the package to content."""

HEADER = "# Written by inferlink-codegen from the specs. Edits are lost at the next run: change the specs instead."
EXCEPTIONS = {
    r"Literal\[[^]]*\]\s+\| str": "# ruff: noqa: PYI051  # the known values are for editors; there may be others",
    r"async def create\(": "# ruff: noqa: ASYNC109  # OpenAI's name, for code written for its SDK",
    rf"(?m)^(?!.*# pyright: ignore).{{{WIDTH + 1},}}$": "# ruff: noqa: E501  # a value is that long",
}
"""What to look for in the text of a module, as formatted, and what is said to ruff then."""
FLAVOURS = (
    {
        "name": "sync",
        "async": "",
        "await": "",
        "port": "SyncPort",
        "tasks": "SyncTasks",
        "view": "SyncChatView",
        "manager": "ChatCompletionStreamManager",
        "stream": "Stream",
        "parsed_stream": "ParsedStream",
    },
    {
        "name": "async",
        "async": "async ",
        "await": "await ",
        "port": "AsyncPort",
        "tasks": "AsyncTasks",
        "view": "AsyncChatView",
        "manager": "AsyncChatCompletionStreamManager",
        "stream": "AsyncStream",
        "parsed_stream": "AsyncParsedStream",
    },
)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("inferlink_codegen"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Any] = environment.filters
    filters.update(cell=cell, code=code, escape=escape, literal=literal, markdown=markdown, prose=prose, wrap=wrap)
    return environment


_TEMPLATES = _environment()


def _fill(template: str, **values: Any) -> str:
    return _TEMPLATES.get_template(template).render(header=HEADER, notice=HEADER.removeprefix("# "), **values)


def render_support() -> Files:
    """The modules that the generated code stands on."""
    return {f"{name}.py": _fill(f"{name}.py.jinja") for name in ("_command", "_result", "port")}


def render_types(shapes: Shapes, tasks: Iterable[Task], support: str) -> tuple[Files, dict[str, str]]:
    """The modules of types, and the module from which methods import each name."""
    dicts = dict_names((field for task in tasks for field in task.fields), shapes)
    modules = {**print_classes(shapes, support), **print_dicts(dicts, shapes)}
    homes = {shape.name: shape.module for shape in shapes.values()}
    homes |= {f"{name}Dict": f"{shapes[name].module}_dict" for name in dicts}
    foreign = {name: f"{shape.package}.types" for name, shape in shapes.items() if shape.package}
    foreign |= {f"{name}Dict": foreign[name] for name in dicts & foreign.keys()}
    homes = {name: module for name, module in homes.items() if name not in foreign}
    for task in tasks:
        if task.words.structured is not None and task.words.result.type is not None:
            choice, message = chat_classes(task.words, shapes)
            module = homes[task.words.result.type]
            homes |= dict.fromkeys((task.parsed_class, f"Parsed{choice}", f"Parsed{message}"), module)
            modules[module] += _fill("parsed_class.jinja", task=task, choice=choice, message=message)
    printed = {
        match[1]: module for module, text in modules.items() for match in re.finditer(r"^class (\w+)", text, re.M)
    }
    if printed != homes:
        wrong = sorted(printed.items() ^ homes.items())
        raise SpecError(f"types: the printed classes are not those of the specs: {wrong}.")
    files = {"types/__init__.py": _fill("types_init.py.jinja", names=sorted(homes), modules=_group(homes, homes))}
    for module, body in modules.items():
        title = _module_title(module, extras={shape.module for shape in shapes.values() if shape.is_extras})
        files[f"types/{module}.py"] = _fill("types_module.py.jinja", title=title, body=body, support=support)
    return files, {**foreign, **{name: f".types.{module}" for name, module in homes.items()}}


def _module_title(module: str, extras: Collection[str]) -> str:
    if module in extras:
        return f"Options of {module.removesuffix('_extras').replace('_', '-')} alone, as dicts for `extra_body`."
    kind = "Inputs, as dicts," if module.endswith("_dict") else "Inputs and outputs"
    owner = module.removesuffix("_dict").replace("_", "-")
    return f"{kind} of {'several tasks' if owner == 'common' else owner}."


def render_tasks(tasks: tuple[Task, ...], homes: dict[str, str], support: str) -> Files:
    """The operations, and the methods in both flavours."""
    operations = _group(homes, _tokens(task.operation_type for task in tasks))
    files = {"operations.py": _fill("operations.py.jinja", tasks=tasks, imports=operations, support=support)}
    for flavour in FLAVOURS:
        signatures = [each for task in tasks for each in task.signatures(flavour["stream"])]
        used = _tokens(text for each in signatures for text in (*each.parameters, each.returns))
        files[f"{flavour['name']}_tasks.py"] = _fill(
            "tasks.py.jinja", tasks=tasks, imports=_group(homes, used), support=support, flavour=flavour
        )
    return files


def render_chat_view(tasks: tuple[Task, ...], homes: dict[str, str]) -> Files:
    """OpenAI's spelling of the method of chat, in both flavours."""
    files: Files = {}
    for task, flavour in product(tasks, FLAVOURS):
        if task.words.shape == "chat" and task.words.structured is not None:
            view = build_chat_view(task, flavour)
            imports = _group(homes, _tokens(view.texts))
            files[f"{flavour['name']}_chat_view.py"] = _fill(
                "chat_view.py.jinja", task=task, view=view, imports=imports, flavour=flavour
            )
    return files


def render_index(package: str) -> Files:
    """The package itself."""
    return {"__init__.py": _fill("package.py.jinja", title="Types and methods of all tasks."), "py.typed": ""}


def render_clients(client: str, tasks: Iterable[Task]) -> Files:
    """The package of somebody's own specs, and its clients."""
    methods = [task.words.method for task in tasks]
    return {
        "__init__.py": _fill("own_package.py.jinja", client=client),
        "client.py": _fill("own_client.py.jinja", client=client, methods=methods),
    }


def render_routes(index: dict[str, object], kinds: dict[str, dict[str, Any]]) -> Files:
    """The index of providers and servers, and a module for each."""
    files = {"routes/__init__.py": _fill("routes_init.py.jinja", **index)}
    for kind, compiled in kinds.items():
        files[f"routes/{kind}/__init__.py"] = _fill("package.py.jinja", title=f"One module for each of the {kind}.")
        for name, data in compiled.items():
            title = f"How {data.get('title') or name} is called."
            files[f"routes/{kind}/{name.replace('-', '_')}.py"] = _fill("route.py.jinja", title=title, data=data)
    return files


def render_commands(commands: list[dict[str, Any]], support: str) -> Files:
    """What the command line says of the tasks."""
    return {"commands.py": _fill("commands.py.jinja", commands=commands, support=support)}


def render_samples(samples: dict[str, dict[str, Any]]) -> Files:
    """Example replies."""
    return {"samples.py": _fill("samples.py.jinja", **samples)}


def render_docs(
    pages: tuple[Page, ...],
    extras: tuple[Extras, ...],
    target_pages: tuple[TargetPage, ...],
    providers: Targets,
    servers: Targets,
) -> Files:
    """A page for each task and target, the list of tasks, who serves what, and what one server alone takes."""
    families = group_pages(pages)
    ordered = [page for members in families.values() for page in members]
    texts = {"output_text": OUTPUT, "stream_to_text": STREAM_TO}
    rows = {"provider_rows": build_matrix(ordered, providers), "server_rows": build_matrix(ordered, servers)}
    files = {
        "providers.md": _fill("providers.md.jinja", providers=providers, servers=servers, extras=extras, **rows),
        **({"extras.md": _fill("extras.md.jinja", extras=extras, servers=servers)} if extras else {}),
        "tasks/index.md": _fill("task_index.md.jinja", families=families),
        **{f"tasks/{page.task.words.task}.md": _fill("task_doc.md.jinja", page=page, **texts) for page in pages},
        **{f"{page.kind}/{page.target.name}.md": _fill("target.md.jinja", page=page) for page in target_pages},
    }
    return {name: re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n" for name, text in files.items()}


def _tokens(texts: Iterable[str]) -> set[str]:
    return {token for text in texts for token in re.findall(r"\w+", text)}


def _group(homes: dict[str, str], names: Collection[str]) -> dict[str, list[str]]:
    """Module to those of the names that it holds, in order."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        if name in homes:
            found.setdefault(homes[name], []).append(name)
    return dict(sorted(found.items()))


def format_files(files: Files, first_party: Iterable[str]) -> Files:
    """The files as ruff wants them, by rules that do not depend on where this runs."""
    ours = ", ".join(f"'{name}'" for name in sorted(first_party))
    shared = ["--isolated", "--no-cache", "--quiet", "--config", f"line-length={WIDTH}"]
    shared += ["--config", "target-version='py311'"]
    commands = (
        ["check", "--fix", "--select", "F401,I", "--config", f"lint.isort.known-first-party=[{ours}]"],
        ["format", "--config", "format.docstring-code-format=true"],
    )
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for command in commands:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "ruff", *command, *shared, "."],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"ruff {command[0]} does not take what was printed:\n{done.stdout}{done.stderr}")
        return {name: _with_exceptions(Path(folder, name).read_text(encoding="utf-8")) for name in sorted(files)}


def _with_exceptions(text: str) -> str:
    head = [HEADER, *(line for pattern, line in EXCEPTIONS.items() if re.search(pattern, text))]
    return text.replace(HEADER, "\n".join(head), 1)
