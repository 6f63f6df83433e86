"""Old office documents: what happens with LibreOffice, without it, and when it misbehaves."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from models.errors import UnreadableFileError
from roadmaps.readers import office
from roadmaps.readers.office import convert_with_office, find_office
from roadmaps.readers.word import read_docx

# A stand-in that takes the same arguments: the result's name is the source's with the target's ending.
SCRIPT = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --convert-to) target=$2; shift;;
    --outdir) out=$2; shift;;
    -env:UserInstallation=*) profile=${1#-env:UserInstallation=file://};;
  esac
  last=$1; shift
done
grep -q 'DisableMacrosExecution"><value>true' "$profile/user/registrymodifications.xcu" || exit 7
mkdir -p "$out"
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a stand-in for LibreOffice on the path."""
    program = folder / "soffice"
    program.write_text(SCRIPT + script)
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(program))


def test_without_libreoffice_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(UnreadableFileError) as caught:
        convert_with_office(b"{\\rtf1}", "план.rtf", "rtf", "docx")
    assert str(caught.value) == (
        "Файл «план.rtf» — документ вида rtf: чтобы его прочитать, установите LibreOffice "
        "или сохраните файл как docx."
    )


def test_the_result_is_handed_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(
        tmp_path,
        monkeypatch,
        'printf "%s " "$target" > "$out/document.$target"; cat "$last" >> "$out/document.$target"',
    )
    assert convert_with_office(b"abc", "план.doc", "doc", "docx") == b"docx abc"


def test_it_has_memory_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    install(tmp_path, monkeypatch, '(ulimit -v; ulimit -t; ulimit -c) > "$out/document.$target"')
    resource.setrlimit(resource.RLIMIT_AS, (8 * 1024**3, hard))
    try:
        limits = convert_with_office(b"abc", "план.doc", "doc", "docx").split()
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    assert limits == [b"4194304", b"60", b"0"]


@pytest.mark.parametrize("script", ["exit 1", "true", "kill -9 $$"])
def test_no_result_is_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    install(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableFileError, match=r"LibreOffice не смог открыть файл «план\.doc»: .*\."):
        convert_with_office(b"abc", "план.doc", "doc", "docx")


def test_what_never_ends_is_ended_with_all_it_has_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "TIME_LIMIT", 0.5)
    alive = tmp_path / "alive"
    install(tmp_path, monkeypatch, f"(while true; do date > {alive}; sleep 0.1; done) & sleep 100")
    started = time.monotonic()
    with pytest.raises(UnreadableFileError, match="за 0 с"):
        convert_with_office(b"abc", "план.doc", "doc", "docx")
    assert time.monotonic() - started < 10
    time.sleep(0.3)
    alive.unlink(missing_ok=True)
    time.sleep(0.5)
    assert not alive.exists()


def test_a_program_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_command", lambda *_: ["/nowhere/soffice"])
    monkeypatch.setattr(office, "find_office", lambda: "/nowhere/soffice")
    with pytest.raises(UnreadableFileError, match="LibreOffice не запускается"):
        convert_with_office(b"abc", "план.doc", "doc", "docx")


def test_the_document_cannot_reach_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not office._network_guard():
        pytest.skip("this system does not let us take the network away")
    install(tmp_path, monkeypatch, 'cat /proc/net/dev | grep -c : > "$out/document.$target"')
    assert convert_with_office(b"abc", "план.doc", "doc", "docx").strip() == b"1"  # lo alone


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_libreoffice_itself_reads_an_old_document() -> None:
    rich_text = rb"{\rtf1\ansi\ansicpg1251 \u1057?\u1088?\u1086?\u1082?\par}"
    blocks = read_docx(convert_with_office(rich_text, "план.rtf", "rtf", "docx"), "план.rtf")
    assert [getattr(block, "text", None) for block in blocks] == ["Срок"]
