from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.errors import DeliveryError
from notifications.transports import MaildirTransport

ID = "<7edd8b3ecdf8284eabdab2d20a9024eea015069e@example.org>"


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_mail_becomes_a_file_in_new_and_the_folders_are_made(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "mail"
    with MaildirTransport(folder) as transport:
        transport.send("a@example.org", b"Subject: x\r\n\r\nbody", ID)
    assert files(folder) == ["new/7edd8b3ecdf8284eabdab2d20a9024eea015069e.sroki"]
    assert next((folder / "new").iterdir()).read_bytes() == b"Subject: x\r\n\r\nbody"
    assert (folder / "cur").is_dir()


def test_sending_the_same_message_twice_leaves_one_file(tmp_path: Path) -> None:
    transport = MaildirTransport(tmp_path)
    transport.send("a@example.org", b"one", ID)
    transport.send("a@example.org", b"one", ID)
    assert len(files(tmp_path)) == 1


def test_a_message_that_was_read_meanwhile_does_not_come_again(tmp_path: Path) -> None:
    transport = MaildirTransport(tmp_path)
    transport.send("a@example.org", b"one", ID)
    (unread,) = (tmp_path / "new").iterdir()
    unread.rename(tmp_path / "cur" / f"{unread.name}:2,S")
    transport.send("a@example.org", b"one", ID)
    assert files(tmp_path) == [f"cur/{unread.name}:2,S"]


@pytest.mark.parametrize(
    "message_id", ["<../../../etc/passwd@x>", "</@x>", "", "<a\nb@x>", "<\ud800@x>", "<x" * 500]
)
def test_no_message_id_leads_out_of_the_folder(message_id: str, tmp_path: Path) -> None:
    transport = MaildirTransport(tmp_path / "mail")
    transport.send("a@example.org", b"one", message_id)
    (name,) = files(tmp_path)
    assert name.startswith("mail/new/")


def test_a_folder_that_cannot_be_made_pauses_the_queue(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeliveryError) as caught:
        MaildirTransport(tmp_path / "file" / "mail").send("a@example.org", b"one", ID)
    assert caught.value.pause
    assert str(caught.value) == (
        f"В почтовую папку {tmp_path}/file/mail не удалось записать письмо: на её месте файл."
    )


def test_a_full_disk_pauses_the_queue_and_leaves_no_half_of_a_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DeliveryError, match="на диске нет места") as caught:
        MaildirTransport(tmp_path).send("a@example.org", b"one", ID)
    assert caught.value.pause
    assert files(tmp_path) == []


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    MaildirTransport(tmp_path).check()
    assert files(tmp_path) == []
