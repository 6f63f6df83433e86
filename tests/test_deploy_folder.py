"""``deploy/`` cannot be started here: it is held to what the program, Prefect and systemd understand."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from sroki.cli import cli

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
TEXTS = [path for path in sorted(DEPLOY.rglob("*")) if path.is_file()]
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")

_ASK_PREFECT = """
import inspect, json
from pydantic_settings import BaseSettings
from prefect.cli.server import start
from prefect.settings import Settings

def names(model):
    prefix = model.model_config.get("env_prefix") or "PREFECT_"
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseSettings):
            yield from names(field.annotation)
        else:
            yield (prefix + name).upper()

known = sorted(names(Settings))
print(json.dumps({"settings": known, "options": list(inspect.signature(start).parameters)}))
"""


@pytest.fixture(scope="module")
def prefect_knows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The settings of Prefect and the options of its server, asked in a process of their own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = clean | {"PREFECT_HOME": str(tmp_path_factory.mktemp("prefect"))}
    done = subprocess.run(
        [sys.executable, "-c", _ASK_PREFECT], env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def documents(path: Path) -> list[Any]:
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def nested(value: Any, name: str) -> Iterator[Any]:
    """Every value that stands under ``name``, however deep."""
    if isinstance(value, dict):
        yield from (found for key, found in value.items() if key == name)
        for inner in value.values():
            yield from nested(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from nested(inner, name)


def commands() -> list[list[str]]:
    """Every command of ``deploy/`` and of the page for operators, as words."""
    found = [
        [str(word) for word in words]
        for path in [DEPLOY / "compose.yaml", *MANIFESTS]
        for document in documents(path)
        for words in nested(document, "command")
    ]
    for path in UNITS:
        (line,) = re.findall(
            r"^ExecStart=/opt/sroki/bin/(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        found.append(shlex.split(line))
    found += [shlex.split(words) for words in re.findall(r"`(?:sudo -u sroki )?(sroki [^`]+)`", OPERATING)]
    for block in re.findall(r"^```sh\n(.*?)^```", OPERATING, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            if ours := re.match(r"(?:sudo -u sroki )?(?:/opt/sroki/bin/)?(sroki [^#]+)", line):
                found.append(shlex.split(ours[1]))
    return found


def find_mistake(words: list[str]) -> str | None:
    """Why our command line would not take these words."""
    command: click.Command = cli
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        if rest[0] not in command.commands:
            return f"no command {rest[0]}"
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    unknown = [word for word in rest if word.startswith("-") and word.partition("=")[0] not in known]
    return f"no option {unknown}" if unknown else None


def test_every_command_is_one_of_the_program_with_its_options(prefect_knows: dict[str, list[str]]) -> None:
    words = commands()
    assert {command[0] for command in words} <= {"sroki", "prefect", "python"}
    assert {command[1] for command in words if command[0] == "sroki"} >= {
        "serve", "migrate", "deploy", "worker", "backup", "restore", "migrate-to", "doctor", "sending",
    }  # fmt: skip
    mistakes = {shlex.join(w): find_mistake(w) for w in words if w[0] == "sroki"}
    assert not {words: mistake for words, mistake in mistakes.items() if mistake}
    for command in words:
        if command[0] == "prefect":
            assert command[1:3] == ["server", "start"]
            options = {word.removeprefix("--") for word in command if word.startswith("--")}
            assert options <= set(prefect_knows["options"])


def test_every_setting_is_known(prefect_knows: dict[str, list[str]]) -> None:
    explained = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    named = {
        name for path in TEXTS for name in re.findall(r"\b(?:SROKI|PREFECT)_[A-Z_]+", path.read_text("utf-8"))
    }
    named |= set(re.findall(r"\b(?:SROKI|PREFECT)_[A-Z_]+", OPERATING))
    ours = {name for name in named if name.startswith("SROKI_")}
    assert {name for name in ours if f"`{name}`" not in explained} == set()
    theirs = named - ours - {"PREFECT_AUTH"}  # a variable of compose.yaml itself
    assert theirs - set(prefect_knows["settings"]) == set()


def test_one_shot_steps_come_before_those_who_need_them() -> None:
    services = documents(DEPLOY / "compose.yaml")[0]["services"]
    done = {"condition": "service_completed_successfully"}
    assert services["worker"]["depends_on"]["deploy"] == done
    assert services["web"]["depends_on"]["migrate"] == services["deploy"]["depends_on"]["migrate"] == done
    assert {"postgres", "prefect", "web", "worker", "migrate", "deploy"} == set(services)


def test_pods_are_probed_and_read_secrets_by_name() -> None:
    found = [document for path in MANIFESTS for document in documents(path)]
    kinds = {document["kind"] for document in found}
    assert {"Deployment", "Service", "Job", "ConfigMap", "PersistentVolumeClaim"} <= kinds
    assert "Secret" not in kinds
    for document in found:
        for container in (c for some in nested(document, "containers") for c in some):
            values = {entry["name"]: entry for entry in container.get("env", [])}
            secret = {name for name in values if re.search("DATABASE|AUTH|SMTP_URL", name)}
            assert all(values[name]["valueFrom"]["secretKeyRef"]["name"] == "sroki" for name in secret)
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            if document["kind"] == "Deployment":
                assert {"livenessProbe"} <= container.keys()
    paths = {probe["path"] for document in found for probe in nested(document, "httpGet")}
    assert paths == {"/healthz", "/health", "/api/health"}
    assert any("/readyz" in str(document) for document in found)


def test_the_image_is_built_of_the_locks_and_names_no_registry() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    images = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    images += [
        image for path in [DEPLOY / "compose.yaml", *MANIFESTS] for image in nested(documents(path), "image")
    ]
    assert all(re.fullmatch(r"[a-z]+(:[\w.-]+)?", image) for image in images), images
    assert "--require-hashes -r requirements.lock" in text
    assert "pip wheel --no-deps" in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_understands_the_units_and_finds_them_tight(tmp_path: Path) -> None:
    for path in UNITS + TIMERS:
        text = path.read_text(encoding="utf-8").replace("/opt/sroki/bin", str(BIN))
        text = re.sub(r"^(User|Group)=sroki$", r"\1=root", text, flags=re.MULTILINE)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / path.name.replace("@.", "@1.")) for path in UNITS + TIMERS]
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "sroki" in line]) == (0, []), (
        done.stderr
    )
    for path in UNITS:
        text = path.read_text(encoding="utf-8")
        assert "NoNewPrivileges=yes" in text
        assert "ProtectSystem=strict" in text
