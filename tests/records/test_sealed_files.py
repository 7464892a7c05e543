# SPDX-License-Identifier: MulanPSL-2.0
"""A file with an owner lies sealed on the disk, and goes with its owner's key."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel import clock, digests
from fadu.kernel.chunked_seal import CHUNK, SealBrokenError
from fadu.ledger.verification import checked
from fadu.people import sealing
from fadu.people.models import Bureau
from fadu.people.sealing import SealError
from fadu.records import archive, selectors, services
from fadu.records.models import Document, FormSource, Rendering, StoredFile
from fadu.records.sealed_files import FileErasedError

pytestmark = pytest.mark.django_db
LETTER = "举报人张三的来信：超市销售过期食品。"
OWNER = "case:清市监举〔2022〕1号"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS, settings.FADU_FILES = tmp_path / "keys", tmp_path / "files"
    settings.FADU_KEYS.mkdir()
    return tmp_path / "files"


def stored(content: bytes = LETTER.encode(), owner: str = OWNER) -> StoredFile:
    return services.store(name="张三来信.txt", content=content, owner=owner)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_neither_content_nor_name_of_a_sealed_file_can_be_read_on_the_disk_or_in_its_row(files: Path) -> None:
    file = stored()

    assert "张三".encode() not in on_disk(files)
    assert "张三" not in repr([getattr(file, field.attname) for field in StoredFile._meta.concrete_fields])
    assert file.digest == digests.of(on_disk(files))


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 7])
def test_a_sealed_file_is_read_as_it_came_whatever_its_size(size: int) -> None:
    content = b"a" * size
    file = stored(content)

    with selectors.open_stored(file) as opened:
        assert opened.read() == content
    assert (file.size, selectors.name_of(file)) == (size, "张三来信.txt")


def test_a_sealed_file_is_read_piece_by_piece() -> None:
    file = stored()

    with selectors.open_stored(file) as opened:
        assert b"".join(iter(lambda: opened.read(7), b"")) == LETTER.encode()


def test_the_same_file_of_one_owner_is_kept_once_and_of_two_owners_tells_nobody_that_it_is_one() -> None:
    first, again, other = stored(), stored(), stored(owner="case:另一件")

    assert again.pk == first.pk
    assert (other.digest, other.sealed_index) != (first.digest, first.sealed_index)
    assert not {other.digest, other.sealed_index} & {
        first.digest,
        first.sealed_index,
        digests.of(LETTER.encode()),
    }


def test_once_the_key_is_destroyed_nothing_more_is_taken_under_it() -> None:
    stored()
    sealing.erase(OWNER)

    with pytest.raises(SealError, match="已经销毁"):
        stored()


def test_a_file_without_an_owner_lies_plain_and_is_kept_once(files: Path) -> None:
    first, second = stored(owner=""), stored(owner="")

    assert first.pk == second.pk
    assert LETTER.encode() in on_disk(files)
    assert selectors.name_of(first) == "张三来信.txt"


def test_where_the_owners_key_is_destroyed_the_file_goes_with_it() -> None:
    file = stored()

    sealing.erase(OWNER)

    with pytest.raises(FileErasedError, match="已经销毁"):
        selectors.open_stored(file)
    assert selectors.name_of(file) == sealing.ERASED
    assert list(checked("files")) == [], "the ciphertext stays, and its digest with it"


def test_the_file_of_one_owner_does_not_open_as_that_of_another() -> None:
    file, other = stored(), stored(owner="case:另一件")
    file.owner = other.owner

    with pytest.raises(SealBrokenError), selectors.open_stored(file) as opened:
        opened.read()


@pytest.mark.parametrize("access", ["main", "secondary"])
def test_a_paper_of_the_secondary_file_is_archived_sealed_and_shown_as_it_was(
    files: Path, monkeypatch: pytest.MonkeyPatch, access: str
) -> None:
    monkeypatch.setattr(archive, "form_of", lambda document: None)
    monkeypatch.setattr(archive, "render", lambda *_, **__: "机密意见")
    document = a_document(access)

    first, again = archive.rendered(document, "html"), archive.rendered(document, "html")

    assert first == again == "机密意见".encode()
    assert ("机密意见".encode() in on_disk(files)) is (access == "main")
    assert Rendering.objects.get(document=document).file.owner == archive.owner_of(document)


def a_document(access: str) -> Document:
    bureau = Bureau.objects.create(name="清河局", short="清河局", abbreviation="清", region_code="370000")
    source = FormSource.objects.create(
        fingerprint="f" * 64, key="k", title="审批表", source_text="", first_used_at=clock.now()
    )
    return Document.objects.create(
        bureau=bureau,
        source=source,
        template="k",
        title="审批表",
        access=access,
        data={},
        digest="0" * 64,
        issued_at=clock.now(),
    )


def test_a_stream_is_stored_as_bytes_are() -> None:
    file = services.store(name="来信.txt", content=io.BytesIO(LETTER.encode()), owner=OWNER)

    with selectors.open_stored(file) as opened:
        assert opened.read().decode() == LETTER
