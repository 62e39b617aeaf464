"""Specs of somebody else: what they may name and refer to, and what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from inferlink.errors import SpecError
from inferlink_codegen import load
from inferlink_codegen.__main__ import main
from inferlink_codegen.build import build_package

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
TRIAGE = "tasks/ticket-triage"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the example's specs, to be changed."""
    return Path(shutil.copytree(ROOT / "examples/own_tasks/specs", tmp_path / "specs"))


def edit(path: Path, **words: Any) -> None:
    is_json = path.suffix == ".json"
    data = json.loads(path.read_text("utf-8")) if is_json else yaml.safe_load(path.read_text("utf-8"))
    text = {**data, **words}
    path.write_text(json.dumps(text) if is_json else yaml.safe_dump(text, sort_keys=False), "utf-8")


def refusal(specs: Path, package: str = "acme_inference", client: str | None = None) -> str:
    with pytest.raises(SpecError) as caught:
        build_package(specs, package, client)
    return caught.value.message


def test_form_without_a_command_generates(own: Path, tmp_path: Path, run_python: Run) -> None:
    where = ["--specs", str(own), "--package", "acme_inference", "--out", str(tmp_path / "src")]
    assert run_python("-m", "inferlink_codegen", *where).returncode == 0
    made = tmp_path / "src/acme_inference"
    assert (made / "client.py").read_text("utf-8") == (ROOT / "examples/own_tasks/acme_inference/client.py").read_text(
        "utf-8"
    )
    assert (made / "py.typed").exists()
    assert main(["check", *where]) == 0
    (made / "client.py").write_text("# changed\n", "utf-8")
    assert main(["check", *where]) == 1


@pytest.mark.parametrize(
    ("package", "client", "name"),
    [
        ("acme_inference", None, "AcmeClient"),
        ("big_acme_client", None, "BigAcmeClient"),
        ("acme", None, "AcmeClient"),
        ("acme", "Desk", "Desk"),
    ],
)
def test_client_is_named_by_the_package_or_as_one_says(own: Path, package: str, client: str | None, name: str) -> None:
    files = build_package(own, package, client)
    assert f"class {name}(SyncTasks, InferenceClient, index=routes):" in files["client.py"]
    assert f'__all__ = ["{min(name, "Async" + name)}", ' in files["__init__.py"]
    assert f'type="{package}.types.ticket_triage:TicketTriageOutput"' in files["operations.py"]


@pytest.mark.parametrize(
    ("package", "client", "message"),
    [
        ("acme-inference", None, "--package: 'acme-inference' is no name for a package of your own: say --package"),
        ("acme.inference", None, "--package: 'acme.inference' is no name for a package"),
        ("class", None, "--package: 'class' is no name for a package"),
        ("inferlink", None, "--package: 'inferlink' is no name for a package of your own"),
        ("acme", "acme client", "--client: 'acme client' is no name for a class of your own: say --client AcmeClient."),
        ("acme", "InferenceClient", "--client: 'InferenceClient' is no name for a class of your own"),
    ],
)
def test_name_that_cannot_be_is_refused(own: Path, package: str, client: str | None, message: str) -> None:
    assert refusal(own, package, client).startswith(message)


def test_task_of_inferlink_is_not_described_again(own: Path) -> None:
    (own / TRIAGE).rename(own / "tasks/summarization")
    edit(own / "tasks/summarization/task.yaml", task="summarization")
    assert refusal(own) == (
        "tasks/summarization/task.yaml: /task: 'summarization' is a task of inferlink: choose another, "
        "or keep inferlink's and give it a route in a provider file alone."
    )


@pytest.mark.parametrize("method", ["summarization", "close", "jobs", "map", "with_options"])
def test_method_that_every_client_has_is_refused(own: Path, method: str) -> None:
    edit(own / TRIAGE / "task.yaml", method=method)
    assert refusal(own) == f"{TRIAGE}/task.yaml: /method: '{method}' is what every client has already: choose another."


@pytest.mark.parametrize(
    ("file", "words", "message"),
    [
        ("endpoint", {"title": "Mine"}, "/title: is what inferlink says of endpoint: keep tasks alone, to add routes"),
        ("endpoint", {"tasks": None}, "/tasks: is missing: a file of this name adds routes to inferlink's own file"),
        (
            "endpoint",
            {"tasks": {"summarization": {"path": ""}}},
            "/tasks/summarization: is a route that inferlink's own file of endpoint has already: drop it.",
        ),
        (
            "endpoint",
            {"tasks": {"ticket-triages": {}}},
            "/tasks/ticket-triages: unknown task; did you mean 'tick",
        ),
        ("acme", {"tasks": {"ticket-triage": {"pat": ""}}}, "/tasks/ticket-triage/pat: unknown word"),
        ("acme", {"tasks": {"ticket-triage": {"use": "chatt"}}}, "/tasks/ticket-triage/use: no shape 'chatt'; did you"),
    ],
)
def test_wrong_file_of_a_target_is_refused(own: Path, file: str, words: dict[str, Any], message: str) -> None:
    edit(own / f"servers/{file}.yaml", **words)
    found = refusal(own)
    assert found.startswith(f"servers/{file}.yaml: ")
    assert message in found


def test_file_with_no_name_of_a_target_is_refused(own: Path) -> None:
    (own / "servers/acme.yaml").rename(own / "servers/Acme 2.yaml")
    assert refusal(own).startswith("servers/Acme 2.yaml: /: 'Acme 2' is no name of a target: small letters")


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("/inferlink/commun.json#/$defs/BoundingBox", "there is no inferlink/commun.json: refer to"),
        ("/inferlink/common.json#/$defs/Box", "inferlink/common.json has no definition 'Box'; it has BoundingBox"),
    ],
)
def test_reference_into_inferlink_that_leads_nowhere_is_refused(own: Path, ref: str, message: str) -> None:
    path = own / "tasks/defect-detection/output.json"
    path.write_text(path.read_text("utf-8").replace("/inferlink/common.json#/$defs/BoundingBox", ref), "utf-8")
    found = refusal(own)
    assert found.startswith("tasks/defect-detection/output.json: /items/properties/box/$ref: ")
    assert message in found


def test_class_of_inferlink_is_no_result_that_is_read_as_a_type(own: Path) -> None:
    result = {"kind": "object", "schema": "BoundingBox"}
    edit(own / "tasks/defect-detection/task.yaml", shape="chat", structured="output", result=result)
    assert "/structured: needs a result class of the task's own, and BoundingBox is inferlink's." in refusal(own)


def test_specs_of_inferlink_itself_refer_to_nothing_outside(specs: Path) -> None:
    path = specs / "tasks/object-detection/output.json"
    path.write_text(path.read_text("utf-8").replace("../common.json", "/inferlink/common.json"), "utf-8")
    with pytest.raises(SpecError, match=r"there is no inferlink/common\.json: .*, or \.\./common\.json\.$"):
        build_package(specs)


def test_shipped_schemas_lie_beside_the_generator_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_tree = load.load_shipped()
    shutil.copytree(ROOT / "specs/tasks", tmp_path / "specs/tasks")
    monkeypatch.setattr(load, "__file__", str(tmp_path / "load.py"))
    assert [each.file for each in load.load_shipped()] == [each.file for each in in_tree]
    assert "inferlink/common.json" in {each.file for each in in_tree}


def test_provider_of_ones_own_is_called_directly_with_its_own_names(own: Path) -> None:
    (own / "providers").mkdir()
    text = "title: Globex\nbase: https://api.globex.example\ntasks: {summarization: {path: /short, set: []}}\n"
    (own / "providers/globex.yaml").write_text(text, "utf-8")
    files = build_package(own, "acme_inference")
    assert '"routing": "direct"' in files["routes/providers/globex.py"]
    assert '"ids": "optional"' in files["routes/providers/globex.py"]
    assert '"summarization": ("globex",)' in files["routes/__init__.py"]


def test_object_that_replies_hold_too_is_given_as_itself_or_as_a_mapping(own: Path) -> None:
    file = own / "tasks/defect-detection/input.json"
    properties = json.loads(file.read_text("utf-8"))["properties"]
    box = {"description": "Part of the picture.", "$ref": "/inferlink/common.json#/$defs/BoundingBox"}
    properties["parameters"]["properties"]["part"] = box
    edit(file, properties=properties)
    assert (
        "part: BoundingBox | Mapping[str, object] | None = None,"
        in build_package(own, "acme_inference")["sync_tasks.py"]
    )
