"""Provider files: what is refused with place, reason and fix, what may be written shorter, and files of one's own."""

from __future__ import annotations

import builtins
import json
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink import InferenceError, MissingExtra, Provider, SpecError
from inferlink._json import MISSING
from inferlink._specs.files import compile_provider
from inferlink._specs.vocabulary import Route, StreamForm, load_provider
from inferlink._specs.words import Assign, Encoder, PathCase, Select, When, variables
from inferlink_generated import routes

TASK = "text-to-image"
AT = f"/tasks/{TASK}"
TOOL_OR_PROMPT = [{"when": {"has": "model"}, "form": "tool"}, {"form": "prompt"}]
SIZE = "'sizes' is no parameter of this task; "


def words(**more: Any) -> dict[str, Any]:
    """A description with a route that is right, and these words of the file in place of its own."""
    return {"name": "acme", "base": "https://api.acme.example", "tasks": {TASK: {"path": "/run"}}, **more}


def route(**more: Any) -> dict[str, Any]:
    return words(tasks={TASK: {"path": "/run", **more}})


def read(**more: Any) -> Route:
    """The route as it is read."""
    return Provider.from_dict(route(**more)).tasks[TASK]


def refusal(data: Any) -> str:
    with pytest.raises(SpecError) as caught:
        Provider.from_dict(data)
    return str(caught.value)


def assigned(**words_: Any) -> dict[str, Any]:
    return route(set=[{"to": "a", "value": 1}, {"to": "x", **words_}])


def selected(selector: Any) -> dict[str, Any]:
    return route(response=selector)


# What is refused

WRONG: dict[str, tuple[Any, str, str]] = {
    "no-table": ([1], "", "holds a list, but a provider is one table of words."),
    "no-name": ({**words(), "name": " "}, "/name", "missing: give the name that calls use."),
    "name-missing": ({"base": "https://h"}, "/name", "Field required"),
    "name-is-no-text": (words(name=3), "/name", "Input should be a valid string (got 3)."),
    "unknown-word": (words(adress="x"), "/adress", "unknown word; did you mean 'address'?"),
    "unknown-word-far-off": (words(zzz="x"), "/zzz", ", auth, bare_url, base, "),
    "unknown-choice": (
        words(routing="router"),
        "/routing",
        "Input should be 'both', 'direct' or 'hub' (got 'router').",
    ),
    "unknown-way": (words(auth={"sideways": "x"}), "/auth/sideways", "Input should be 'direct' or 'routed'"),
    "base-is-no-url": (words(base="api.example.com"), "/base", "is no http or https URL: write it out"),
    "route-base-is-no-url": (route(base="api.example.com"), f"{AT}/base", "is no http or https URL: write it out"),
    "hub-base-is-no-path": (words(hub_base="router"), "/hub_base", "'router' is no path: begin it with /"),
    "auth-without-key": (words(auth={"direct": "Basic abc"}), "/auth/direct", "'Basic abc' must hold {key}"),
    "auth-variable": (words(auth={"direct": "Bearer {token}"}), "/auth/direct", "and nothing else in braces"),
    "serves-unknown-task": (words(serves={"tag": [TASK, "tex"]}), "/serves/tag", "unknown task 'tex'"),
    "sign-pattern": (
        words(recognise=[{"path": "/", "headers": {"server": "("}}]),
        "/recognise/0/headers/server",
        "'(' is no regular expression.",
    ),
    "refused-and-dropped": (
        route(refuse=["seed"], drop=["seed"]),
        f"{AT}/refuse",
        "'seed' is refused, and drop lists it too: keep one of them.",
    ),
    "refused-and-read": (
        route(refuse=["seed"], set=[{"to": "a.seed", "from": "params.seed"}]),
        f"{AT}/refuse",
        "'seed' is refused, and an assignment reads it: keep one of them.",
    ),
    "shape-is-a-list": (words(tasks={TASK: {"use": ["chat"]}}), f"{AT}/use", "no shape ['chat']"),
    "poll-of-no-value": (
        route(response="a", job={"poll": "{base}/{pth:id}", "status": "s", "done": "x"}),
        f"{AT}/job/poll",
        "'pth:id' is no value of the reply: write a.b, or path:a.b",
    ),
    "address-is-no-url": (words(address="localhost:8080"), "/address", "is no http or https URL: write it out"),
    "bare-url": (words(bare_url="("), "/bare_url", "is no regular expression."),
    "tasks-is-a-list": (words(tasks=[1]), "/tasks", "must map names of tasks to routes."),
    "unknown-task": (
        words(tasks={"text-to-imag": {}}),
        "/tasks/text-to-imag",
        "unknown task; did you mean 'text-to-image'?",
    ),
    "route-is-a-text": (words(tasks={TASK: "chat"}), AT, "must be a table of words, such as {use: chat}."),
    "unknown-shape": (words(tasks={TASK: {"use": "chap"}}), f"{AT}/use", "no shape 'chap'; did you mean 'chat'?"),
    "unknown-route-word": (route(pth="/x"), f"{AT}/pth", "unknown word; did you mean 'path'?"),
    "set-is-no-list": (route(set={"to": "a"}), f"{AT}/set", "must be a list of assignments."),
    "set-plus-is-no-list": (route(**{"set+": 3}), f"{AT}/set+", "must be a list of assignments."),
    "no-path": (words(tasks={TASK: {}}), f"{AT}/path", "missing: give the path below the base."),
    "path-variable": (route(path="/{modle}"), f"{AT}/path", "unknown variable 'modle': there are input, "),
    "path-is-a-number": (route(path=3), f"{AT}/path", "(got 3)."),
    "case-without-path": (route(path=[{"when": {}}]), f"{AT}/path/0/path", "Field required"),
    "case-variable": (route(path=[{"path": "/{x}"}]), f"{AT}/path/0", "unknown variable 'x'"),
    "case-guard": (route(path=[{"path": "/", "when": {"has": "x"}}]), f"{AT}/path/0/when", "unknown variable 'x'"),
    "unreachable": (
        route(path=[{"path": "/a"}, {"path": "/b"}]),
        f"{AT}/path/1",
        "can never be reached: the case before it",
    ),
    "unknown-form": (route(structured="guided"), f"{AT}/structured", "(got 'guided')"),
    "form-without-its-parameter": (
        words(tasks={"chat-completion": {"path": "/run", "refuse": ["response_format"]}}),
        "/tasks/chat-completion/structured",
        "json_schema needs response_format, which this route does not take",
    ),
    "tool-without-tools": (
        words(tasks={"chat-completion": {"path": "/run", "rest": "none", "structured": TOOL_OR_PROMPT}}),
        "/tasks/chat-completion/structured",
        "tool needs tools, which this route does not take",
    ),
    "no-last-form": (
        route(structured=[{"form": "prompt", "when": {"has": "model"}}]),
        f"{AT}/structured/0",
        "the last case must have no guard",
    ),
    "no-last-case": (
        route(path=[{"path": "/a", "when": {"has": "model"}}]),
        f"{AT}/path/0",
        "the last case must have no guard",
    ),
    "body": (route(body="raw"), f"{AT}/body", "Input should be 'json' or 'multipart' (got 'raw')."),
    "query": (route(query={"up": {}}), f"{AT}/query/up", "Input should be 'routed' or 'direct'"),
    "neither-from-nor-value": (assigned(), f"{AT}/set/1", "give exactly one of from and value."),
    "from-and-value": (assigned(**{"from": "input", "value": 1}), f"{AT}/set/1", "give exactly one of from and value."),
    "unknown-variable": (
        assigned(**{"from": "inputs"}),
        f"{AT}/set/1",
        "unknown variable 'inputs': there are input, input.x",
    ),
    "unknown-part-of-model": (assigned(**{"from": "model.name"}), f"{AT}/set/1", "unknown variable 'model.name'"),
    "unknown-parameter": (assigned(**{"from": "params.sizes"}), f"{AT}/set/1", SIZE),
    "unknown-parameter-in-a-literal": (assigned(value={"a": ["{params.sizes}"]}), f"{AT}/set/1", SIZE),
    "unknown-variable-in-a-literal": (assigned(value="@x"), f"{AT}/set/1", "unknown variable 'x'"),
    "unknown-assign-word": (assigned(value=1, form="x"), f"{AT}/set/1/form", "unknown word; did you mean 'from'?"),
    "no-place": (route(set=[{"value": 1}]), f"{AT}/set/0/to", "Field required"),
    "whole-body": (
        route(set=[{"to": "$", "from": "input"}]),
        f"{AT}/set/0",
        "the whole body is data: give it with as: bytes.",
    ),
    "unknown-encoder": (
        assigned(**{"from": "input", "as": "base64"}),
        f"{AT}/set/1/as/kind",
        "Input should be 'data_url', 'b64'",
    ),
    "unknown-encoder-word": (
        assigned(**{"from": "input", "as": {"b64": {"mine": "x"}}}),
        f"{AT}/set/1/as/mine",
        "did you mean 'mime'?",
    ),
    "guard-variable": (assigned(value=1, when={"lacks": ["x"]}), f"{AT}/set/1/when", "unknown variable 'x'"),
    "guard-parameter": (assigned(value=1, when={"match": {"params.sizes": "x"}}), f"{AT}/set/1/when", SIZE),
    "guard-pattern": (
        assigned(value=1, when={"match": {"model": "("}}),
        f"{AT}/set/1/when/match",
        "'(' is no regular expression.",
    ),
    "guard-word": (
        assigned(value=1, when={"hass": "input"}),
        f"{AT}/set/1/when/hass",
        "unknown word; did you mean 'has'?",
    ),
    "drop": (route(drop=["seeds"]), f"{AT}/drop", "'seeds' is no parameter of this task; did you mean 'seed'?"),
    "refuse": (route(refuse=["x"]), f"{AT}/refuse", "'x' is no parameter of this task; known are guidance_scale, "),
    "no-form": (selected({}), f"{AT}/response", "give exactly one of pick, "),
    "two-forms": (selected({"pick": "a", "const": None}), f"{AT}/response", "(or type alone); found pick, const."),
    "each-without-to": (
        selected({"each": "a"}),
        f"{AT}/response",
        "each and to belong together: give both, or neither.",
    ),
    "to-without-each": (selected({"pick": "a", "to": "b"}), f"{AT}/response", "each and to belong together"),
    "inner-form": (selected({"first_of": ["a", {"object": {"b": {}}}]}), f"{AT}/response", "give exactly one of"),
    "unknown-codec": (selected({"pick": "a", "as": "b65"}), f"{AT}/response/as/0", "Input should be 'unb64', 'b64'"),
    "unknown-type": (selected({"pick": "a", "type": "str"}), f"{AT}/response/type", "Input should be 'string', 'list'"),
    "unknown-select-word": (selected({"pck": "a"}), f"{AT}/response/pck", "unknown word; did you mean 'pick'?"),
    "deep-select-word": (
        selected({"object": {"a": {"pck": "b"}}}),
        f"{AT}/response/object/a/pck",
        "did you mean 'pick'?",
    ),
    "stream-word": (route(stream={"frames": "x"}), f"{AT}/stream/frames", "unknown word; did you mean 'framing'?"),
    "stream-event": (route(stream={"event": {}}), f"{AT}/stream/event", "give exactly one of"),
    "prepare": (route(prepare="x"), f"{AT}/prepare", "no function 'x'; known are "),
    "job-without-response": (
        route(job={"poll": "x", "status": "s", "done": "d"}),
        f"{AT}/response",
        "missing: a job must say",
    ),
    "job-elsewhere": (
        route(job={"poll": "https://evil.example/{id}", "status": "s", "done": "d"}, response="$"),
        f"{AT}/job/poll",
        "'https://evil.example/{id}' leads elsewhere: begin with {base} or {request}",
    ),
    "job-result-elsewhere": (
        route(job={"poll": "{base}/x", "result": "{path:url}", "status": "s", "done": "d"}, response="$"),
        f"{AT}/job/result",
        "leads elsewhere",
    ),
    "job-place": (
        route(job={"poll": "{base}/x", "status": "task..status", "done": "d"}, response="$"),
        f"{AT}/job/status",
        "'task..status' is no path: write it as data[0].url, or $ for all of it.",
    ),
    "place-in-the-body": (route(set=[{"to": "a[b]", "value": 1}]), f"{AT}/set/0/to", "'a[b]' is no path"),
    "place-of-the-rest": (route(rest="input."), f"{AT}/rest", "'input.' is no path"),
    "place-in-the-reply": (selected({"pick": "data[0]url"}), f"{AT}/response", "'data[0]url' is no path"),
    "plain-place-in-the-reply": (selected("data[-1]"), f"{AT}/response", "'data[-1]' is no path"),
    "place-of-a-list": (selected({"each": ".x", "to": "a"}), f"{AT}/response", "'.x' is no path"),
    "place-of-a-summand": (selected({"sum": ["a", "x["]}), f"{AT}/response", "'x[' is no path"),
    "place-of-a-column": (selected({"zip": {"a": "x["}}), f"{AT}/response", "'x[' is no path"),
    "empty-place": (selected({"first_of": ["", "a"]}), f"{AT}/response", "'' is no path"),
    "job-without-status": (route(job={"poll": "x", "done": "d"}, response="$"), f"{AT}/job/status", "Field required"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_word_is_refused_with_its_place_and_the_fix(name):
    data, pointer, reason = WRONG[name]
    message = refusal(data)
    assert message.startswith(f"provider: {pointer}: " if pointer else "provider: ")
    assert reason in message


def test_a_refusal_is_ours_and_a_value_error():
    assert issubclass(SpecError, InferenceError)
    assert issubclass(SpecError, ValueError)


def test_a_shipped_file_is_refused_under_its_path():
    with pytest.raises(SpecError, match=r"^providers/globex\.yaml: /tasks/t/pth: unknown word"):
        compile_provider(
            {"tasks": {"t": {"pth": "/"}}}, name="globex", where="providers/globex.yaml", shapes={}, tasks={"t": ()}
        )


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=3)
        | st.sampled_from(["input", "model", "/x", "$"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["name", "tasks", TASK, "path", "set", "to", "from", "value", "as", "when", "has", "response"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_anything_else_is_refused_as_a_spec_error(data):
    wrong = (data, route(set=data), route(response=data), route(path=data), route(stream=data), words(serves=data))
    assert all(message is None or message.startswith("provider: ") for message in map(message_of, wrong))


def message_of(data: Any) -> str | None:
    try:
        Provider.from_dict(data)
    except SpecError as error:
        return str(error)
    return None


# Shorthands


@pytest.mark.parametrize(("short", "long"), [("model", ("model",)), (["model", "input"], ("model", "input"))])
def test_one_variable_stands_for_a_list_of_one(short, long):
    assert read(set=[{"to": "a", "value": 1, "when": {"has": short}}]).set[0].when == When(has=long)
    assert read(set=[{"to": "a", "value": 1, "when": {"lacks": short}}]).set[0].when == When(lacks=long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("b64", Encoder(kind="b64")),
        ({"data_url": {"mime": "image/png"}}, Encoder(kind="data_url", mime="image/png")),
        ({"data_url": None}, Encoder(kind="data_url")),
        ({"kind": "file", "map": {"a/b": "c/d"}}, Encoder(kind="file", map={"a/b": "c/d"})),
    ],
)
def test_the_name_of_an_encoder_stands_for_it(short, long):
    assert read(set=[{"to": "a", "from": "input", "as": short}]).set[0].encode == long


def test_one_codec_stands_for_a_list_of_one():
    assert read(response={"pick": "a", "as": "unb64"}).response == Select(pick="a", codecs=("unb64",))
    inner = {"first_of": [{"object": {"done": "x", "as": {"pick": "b", "as": "b64"}}}]}
    expected = Select(first_of=(Select(object={"done": "x", "as": Select(pick="b", codecs=("b64",))}),))
    assert read(response=inner).response == expected


def test_one_state_of_a_job_stands_for_a_list_of_one():
    job = read(response="$", job={"poll": "{base}/p", "status": "s", "done": "ok", "failed": ["a", "b"]}).job
    assert job is not None
    assert (job.done, job.failed) == (("ok",), ("a", "b"))


def test_nothing_inside_a_literal_is_a_shorthand():
    literal = [{"has": "x", "as": "b64", "done": "y", "when": {"lacks": "z"}}]
    made = read(set=[{"to": "a", "value": literal}, {"to": "b", "from": "input", "default": literal}])
    assert made.set[0].value == literal
    assert made.set[1].default == literal
    assert read(response={"const": literal}).response == Select(const=literal)
    stream = read(stream={"send": {"has": "x"}}).stream
    assert stream == StreamForm(send={"has": "x"})


def test_names_of_ones_own_are_no_words():
    made = read(headers={"has": "x", "as": "y"}, response={"object": {"has": "a", "list": "b", "send": {"pick": "c"}}})
    assert made.headers == {"has": "x", "as": "y"}
    assert made.response == Select(object={"has": "a", "list": "b", "send": Select(pick="c")})


# Shapes


def test_a_shape_is_merged_and_the_files_words_win():
    made = Provider.from_dict(words(tasks={TASK: {"use": "pipeline", "path": "/p", "rest": "$"}})).tasks[TASK]
    assert (made.path, made.rest) == ("/p", "$")
    assert made.set == (Assign(to="inputs", source="input"),)


def test_assignments_are_appended():
    more = {"use": "pipeline", "set+": [{"to": "a", "value": 1}]}
    made = Provider.from_dict(words(tasks={TASK: more})).tasks[TASK]
    assert [assign.to for assign in made.set] == ["inputs", "a"]
    assert [assign.to for assign in read(**{"set+": [{"to": "a", "value": 1}]}).set] == ["a"]


def test_a_description_is_not_changed():
    data = words(tasks={TASK: {"use": "pipeline", "set+": [{"to": "a", "value": 1, "when": {"has": "input"}}]}})
    before = json.dumps(data)
    Provider.from_dict(data)
    assert json.dumps(data) == before


# Files of one's own


def test_an_own_provider_is_called_directly_unless_it_says_otherwise():
    made = Provider.from_dict(words())
    assert (made.routing, made.ids) == ("direct", "optional")
    other = Provider.from_dict(words(routing="both", ids="mapped"))
    assert (other.routing, other.ids) == ("both", "mapped")


TOML = """
base = "https://api.acme.example"
[tasks.text-to-image]
path = "/run"
set = [{ to = "prompt", from = "input" }]
"""
YAML = """
base: https://api.acme.example
tasks:
  text-to-image: {path: /run, set: [{to: prompt, from: input}]}
"""
PLAIN = {
    "base": "https://api.acme.example",
    "tasks": {TASK: {"path": "/run", "set": [{"to": "prompt", "from": "input"}]}},
}
FILES = {"acme.json": json.dumps(PLAIN), "acme.toml": TOML, "acme.yaml": YAML, "acme.YML": YAML}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_a_file_is_read_in_any_of_its_languages_and_named_after_itself(tmp_path, name, kind):
    path = tmp_path / name
    path.write_text(FILES[name])
    assert Provider.from_file(kind(path)) == Provider.from_dict({"name": "acme", **PLAIN})


def test_a_file_may_give_its_name(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps({**PLAIN, "name": "globex"}))
    assert Provider.from_file(path).name == "globex"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", b"{", "Expecting property name"),
        ("a.toml", b"= 1", "Invalid"),
        ("a.yaml", b"a: [", "expected the node content"),
        ("a.yaml", b"a: !!python/object:os.system x", "could not determine a constructor"),
        ("a.json", b"[1]", "holds a list, but a provider file is one table of words."),
        ("a.yaml", b"", "holds a NoneType"),
        ("a.ini", b"", "unknown kind of file '.ini'; use .json, .toml or .yaml"),
        ("a", b"", "unknown kind of file ''; use"),
        ("a.json", b"\xff\xfe", "codec can't decode"),
        ("a.json", b'{"adress": "x"}', "/adress: unknown word; did you mean 'address'?"),
    ],
)
def test_a_wrong_file_is_refused_with_its_path(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SpecError) as caught:
        Provider.from_file(str(path))
    assert str(caught.value).startswith(f"{path}: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["none.json", ""])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name):
    with pytest.raises(SpecError, match="cannot be read"):
        Provider.from_file(tmp_path / name)


def test_yaml_without_pyyaml_names_the_package(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text(YAML)
    real = builtins.__import__

    def fake(name: str, *rest: Any) -> Any:
        if name == "yaml":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", fake)
    with pytest.raises(MissingExtra, match=r"pip install 'inferlink\[yaml\]'"):
        Provider.from_file(tmp_path / "a.yaml")


# The canonical form


def shipped() -> list[Any]:
    kinds = {"providers": routes.PROVIDERS, "servers": routes.SERVERS}
    return [
        pytest.param(
            import_module(f"inferlink_generated.routes.{kind}.{name.replace('-', '_')}").PROVIDER, id=f"{kind}-{name}"
        )
        for kind, names in kinds.items()
        for name in names
    ]


@pytest.mark.parametrize("plain", shipped())
def test_a_shipped_literal_is_what_its_description_compiles_to(plain):
    again = compile_provider(plain, name=plain["name"], where="", shapes=routes.SHAPES, tasks=routes.TASKS)
    assert again == plain


@pytest.mark.parametrize("plain", shipped())
def test_a_literal_is_loaded_as_it_was_checked(plain):
    own = {"routing": "both", "ids": "mapped", **plain}
    assert load_provider(plain) == Provider.from_dict(own)


def test_what_is_the_default_is_left_out():
    data = words(routing="both", headers={})
    plain = compile_provider(data, name="acme", where="", shapes=routes.SHAPES, tasks=routes.TASKS)
    assert plain == words()


def test_every_class_of_words_is_loaded():
    data = route(
        path=[{"path": "/a", "when": {"has": ["model"]}}, {"path": "/b"}],
        set=[{"to": "a", "from": "input", "as": {"kind": "b64"}, "when": {"routed": True}}],
        response={"each": "a", "to": {"first_of": [{"list": ["b"]}, "c"]}},
        stream={"event": {"pick": "x"}},
    )
    made = load_provider(data).tasks[TASK]
    assert made.path == (PathCase(path="/a", when=When(has=("model",))), PathCase(path="/b"))
    assert made.set == (Assign(to="a", source="input", encode=Encoder(kind="b64"), when=When(routed=True)),)
    assert made.response == Select(each="a", to=Select(first_of=(Select(list=("b",)), "c")))
    assert made.stream == StreamForm(event=Select(pick="x"))
    assert made.set[0].value is MISSING


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("{a} and {b.c}", ["a", "b.c"]),
        ("@a.b", ["a.b"]),
        ("plain", []),
        ({"x": ["{a}", {"y": "@b"}]}, ["a", "b"]),
        (3, []),
        (None, []),
    ],
)
def test_variables_of_a_literal_are_found(value, names):
    assert list(variables(value)) == names
