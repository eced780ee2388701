"""Whatever is packed comes out the same, by other programs too."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.rights.export import zipped
from bailee.rights.export.zipped import Zip

NOISE = random.Random(1).randbytes(200_000)
PLAIN = b"BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n" * 4000


def written(files: dict[str, list[bytes]]) -> bytes:
    """An archive of these, each in some writes."""
    parts = list[bytes]()
    archive = Zip(parts.append)
    for path, writes in files.items():
        archive.begin(path)
        for write in writes:
            archive.write(write)
        archive.end()
    archive.close()
    return b"".join(parts)


@given(
    st.dictionaries(st.text("aü/語.", min_size=1), st.lists(st.binary(max_size=500), max_size=4))
)
def test_files_come_out_as_they_went_in(files: dict[str, list[bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(written(files))) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == {path: b"".join(writes) for path, writes in files.items()}


def test_what_repeats_and_what_does_not_stand_in_one_file() -> None:
    writes = [PLAIN, NOISE, NOISE[:100], PLAIN, NOISE, PLAIN]
    body = written({"mixed": writes, "next": [PLAIN]})
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.read("mixed") == b"".join(writes)
        assert archive.read("next") == PLAIN
        assert archive.getinfo("next").compress_size < len(PLAIN) / 20


@pytest.mark.parametrize("most", [100, 50])
def test_what_is_wider_than_its_field_is_told_in_the_wide_one(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(zipped, "LEAST_WIDE", most)
    body = written({"a": [PLAIN], "b": [NOISE]})
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert [info.file_size for info in archive.infolist()] == [len(PLAIN), len(NOISE)]
        assert archive.getinfo("b").header_offset > most
        assert archive.testzip() is None
