"""Media out: files that can be saved and shown, and arrays of vectors."""

from __future__ import annotations

import copy
import math
import os
import pickle
import struct
import sys
import tracemalloc
from base64 import b64encode
from typing import TYPE_CHECKING

import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink._media.artifacts import Audio, Image, MediaOutput, Vectors, Video
from inferlink._meta import Meta
from inferlink.errors import MissingExtra

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


# media


@pytest.mark.parametrize(
    ("medium", "mime"),
    [
        (Image(PNG, "image/webp"), "image/webp"),
        (Image(PNG), "image/png"),
        (Audio(b"\x1aE\xdf\xa3 webm"), "audio/webm"),
        (Video(b"\x1aE\xdf\xa3 webm"), "video/webm"),
        (Audio(b"raw samples", "audio/pcm;rate=24000"), "audio/pcm;rate=24000"),
        (Audio(b"raw samples"), "application/octet-stream"),
    ],
)
def test_type_is_as_the_server_said_else_by_the_first_bytes(medium: MediaOutput, mime: str):
    assert medium.mime == mime


def test_bytes_are_there_as_received():
    image = Image(PNG)
    assert image.bytes is PNG
    assert bytes(image) == PNG
    assert len(image) == len(PNG)


def test_equal_bytes_of_one_class_are_equal():
    assert Image(PNG) == Image(bytes(bytearray(PNG)), "image/x")
    assert len({Image(PNG), Image(PNG), Audio(PNG)}) == 2
    assert Image(PNG) != Audio(PNG)
    assert Image(PNG) != PNG


@pytest.mark.parametrize(
    ("size", "text"),
    [(999, "999 B"), (12_345, "12.3 kB"), (2_000_000, "2.0 MB")],
)
def test_repr_is_short(size: int, text: str):
    assert repr(Image(PNG.ljust(size, b"\0"))) == f"Image(image/png, {text})"


def test_meta_survives_pickling_and_copying():
    image = Image(PNG)
    assert image.meta is None
    image.__dict__["_meta"] = Meta(request_id="r1")
    for twin in (pickle.loads(pickle.dumps(image)), copy.deepcopy(image)):
        assert twin == image
        assert twin.mime == "image/png"
        assert twin.meta == Meta(request_id="r1")


def test_save_writes_the_bytes_and_returns_the_path(tmp_path: Path):
    target = tmp_path / "no-extension"
    assert Image(PNG).save(str(target)) == target
    assert target.read_bytes() == PNG
    assert list(tmp_path.iterdir()) == [target]


def test_save_replaces_a_file_and_keeps_its_permissions(tmp_path: Path):
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    target.chmod(0o600)
    Image(PNG).save(target)
    assert target.read_bytes() == PNG
    assert target.stat().st_mode & 0o777 == 0o600


def test_save_gives_a_new_file_the_usual_permissions(tmp_path: Path):
    (tmp_path / "other").touch()
    Image(PNG).save(tmp_path / "a.png")
    assert (tmp_path / "a.png").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_save_into_a_folder_that_is_not_there_names_the_file_that_was_wanted(tmp_path: Path):
    with pytest.raises(FileNotFoundError) as caught:
        Image(PNG).save(tmp_path / "nowhere" / "a.png")
    assert caught.value.filename == str(tmp_path / "nowhere" / "a.png")


def test_save_that_fails_keeps_what_was_there_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "a.png"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        Image(PNG).save(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_save_follows_a_link(tmp_path: Path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    assert Image(PNG).save(tmp_path / "link") == tmp_path / "link"
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == PNG


def test_save_does_not_replace_a_pipe(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    Image(PNG).save(tmp_path / "pipe")
    assert os.read(reader, 100) == PNG
    os.close(reader)


def test_save_makes_no_folders(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        Image(PNG).save(tmp_path / "missing" / "a.png")
    with pytest.raises(IsADirectoryError):
        Image(PNG).save(tmp_path)


def test_to_pil_opens_the_image(tmp_path: Path):
    PIL.Image.new("RGB", (3, 2), "red").save(tmp_path / "a.png")
    image = Image((tmp_path / "a.png").read_bytes()).to_pil()
    assert (image.size, image.format, image.getpixel((0, 0))) == ((3, 2), "PNG", (255, 0, 0))


def test_missing_packages_are_named_with_the_command_that_installs_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtra, match=r"pip install 'inferlink\[images\]'"):
        Image(PNG).to_pil()
    with pytest.raises(MissingExtra, match=r"pip install 'inferlink\[numpy\]'"):
        Vectors.from_nested([1.0]).to_numpy()


def test_notebooks_show_png_and_jpeg():
    assert Image(PNG)._repr_png_() == PNG
    assert Image(PNG)._repr_jpeg_() is None
    assert Image(b"x", "image/jpeg")._repr_jpeg_() == b"x"


def test_notebooks_play_small_files_only():
    assert Audio(b"abc", "audio/wav")._repr_html_() == '<audio controls src="data:audio/wav;base64,YWJj"></audio>'
    assert Video(b"abc", "video/mp4")._repr_html_() == '<video controls src="data:video/mp4;base64,YWJj"></video>'
    assert Audio(bytes(8_000_001), "audio/wav")._repr_html_() is None


def test_notebooks_show_other_images_by_html():
    assert Image(b"x", "image/webp")._repr_html_() == '<img src="data:image/webp;base64,eA==">'
    assert Image(PNG)._repr_html_() is None


def test_notebooks_are_spared_large_images():
    large = bytes(8_000_001)
    assert Image(large, "image/png")._repr_png_() is None
    assert Image(large, "image/gif")._repr_html_() is None
    assert repr(Image(large, "image/png")) == "Image(image/png, 8.0 MB)"


def test_a_servers_type_cannot_put_markup_into_a_notebook():
    assert '"><script' not in (Audio(b"abc", 'audio/wav"><script>')._repr_html_() or "")


# vectors


def base64(*numbers: float) -> str:
    return b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


SINGLE = st.floats(width=32, allow_nan=False, allow_infinity=False)


def nested(*shape: int) -> st.SearchStrategy[list[object]]:
    strategy: st.SearchStrategy[object] = SINGLE
    for length in reversed(shape):
        strategy = st.lists(strategy, min_size=length, max_size=length)
    return strategy


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=4).flatmap(lambda shape: st.tuples(st.just(shape), nested(*shape)))
)
def test_lists_of_any_depth_come_back_as_they_were(case: tuple[list[int], list[object]]):
    shape, rows = case
    vectors = Vectors.from_nested(rows)
    assert vectors.shape == tuple(shape)
    assert vectors.tolist() == rows
    assert vectors.to_numpy().tolist() == rows


@given(st.lists(nested(5), max_size=4))
def test_base64_and_lists_give_equal_vectors(rows: list[list[float]]):
    assert Vectors.from_base64([base64(*row) for row in rows]) == Vectors.from_nested(rows)


@pytest.mark.parametrize(("rows", "shape"), [([], (0,)), ([[]], (1, 0)), ([[], []], (2, 0)), ([[[]]], (1, 1, 0))])
def test_empty_lists_have_a_shape(rows: list[object], shape: tuple[int, ...]):
    vectors = Vectors.from_nested(rows)
    assert vectors.shape == vectors.to_numpy().shape == shape
    assert vectors.tolist() == rows
    assert vectors == pickle.loads(pickle.dumps(vectors))


def test_integers_are_accepted():
    assert Vectors.from_nested([1, 2]).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1.0], [1.0, 2.0]], "different shapes"),
        ([[1.0], [[1.0]]], "different shapes"),
        ([[1.0], 2.0], "float stands where a list should"),
        ([1.0, [2.0]], "something else"),
        ([[[1.0]], [[1.0], [2.0]]], "different shapes"),
        ([None], "something else"),
        ([1.0, "2"], "something else"),
        ([10**400], "something else"),
        ([{"embedding": [1.0]}], "something else"),
        (3.0, "float stands where a list should"),
        ([math.nan], "not finite"),
        ([1.0, -math.inf], "not finite"),
        ([1e39], "not finite"),
    ],
)
def test_what_is_no_array_of_numbers_is_refused(rows: list[object], reason: str):
    with pytest.raises(ValueError, match=reason):
        Vectors.from_nested(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [base64(1), base64(1, 2)],
        ["AAA="],
        ["not base64!"],
        ["ü"],
        [base64(1), base64(math.nan)],
        [base64(-math.inf), base64(1)],
    ],
)
def test_wrong_base64_is_refused(rows: list[str]):
    with pytest.raises(ValueError, match=r"."):
        Vectors.from_base64(rows)


def test_the_largest_finite_numbers_are_accepted():
    largest = struct.unpack("<f", b"\xff\xff\x7f\x7f")[0]
    assert Vectors.from_base64([base64(largest, largest), base64(-largest, 1)]).tolist()[0] == [largest, largest]


def test_base64_is_swapped_on_a_big_endian_machine(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.byteorder", "big")
    swapped = b64encode(struct.pack(">2f", 1.5, -2.0)).decode()  # what such a machine would see of little-endian data
    assert Vectors.from_base64([swapped]).tolist() == [[1.5, -2.0]]


def test_base64_makes_no_object_for_each_number():
    rows = [base64(*[0.5] * 1024) for _ in range(256)]
    tracemalloc.start()
    vectors = Vectors.from_base64(rows)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert vectors.shape == (256, 1024)
    assert kept < 256 * 1024 * 4 * 1.2
    assert peak < 256 * 1024 * 4 * 2.5


def test_indexing_goes_down_one_dimension():
    vectors = Vectors.from_nested([[1.0, 2.0], [3.0, 4.0]])
    assert vectors[1] == Vectors.from_nested([3.0, 4.0])
    assert vectors[-2].tolist() == [1.0, 2.0]
    assert vectors[1][0] == 3.0
    assert vectors[np.int64(0)] == vectors[0]


@pytest.mark.parametrize("position", [2, -3])
def test_an_index_out_of_range_is_an_index_error(position: int):
    with pytest.raises(IndexError, match="out of range for length 2"):
        Vectors.from_nested([1.0, 2.0])[position]


@pytest.mark.parametrize(("place", "kind"), [(slice(0, 1), "slice"), ((0, 1), "tuple")])
def test_vectors_are_no_numpy_array_and_say_where_to_get_one(place: object, kind: str):
    with pytest.raises(TypeError, match=rf"one int, not {kind}: take numpy\.asarray\(vectors\)"):
        Vectors.from_nested([[1.0, 2.0]])[place]


def test_iteration_gives_rows_then_numbers():
    vectors = Vectors.from_nested([[1.0, 2.0], [3.0, 4.0]])
    assert len(vectors) == 2
    assert [list(row) for row in vectors] == [[1.0, 2.0], [3.0, 4.0]]


def test_numpy_shares_the_memory():
    vectors = Vectors.from_nested([[1.0, 2.0], [3.0, 4.0]])
    array = np.asarray(vectors)
    assert (array.dtype, array.shape) == (np.float32, (2, 2))
    assert np.shares_memory(array, vectors.to_numpy())
    array /= 2
    assert vectors.tolist() == [[0.5, 1.0], [1.5, 2.0]]


def test_numpy_converts_and_copies_on_request():
    vectors = Vectors.from_nested([1.0])
    assert np.asarray(vectors, dtype="float64").dtype == np.float64
    assert not np.shares_memory(np.array(vectors), vectors.to_numpy())
    assert not np.shares_memory(vectors.__array__(copy=True), vectors.to_numpy())
    assert np.shares_memory(vectors.__array__("float32", copy=False), vectors.to_numpy())
    with pytest.raises(ValueError, match="without a copy"):
        vectors.__array__("float64", copy=False)


def test_shape_is_part_of_equality():
    assert Vectors.from_nested([[1.0, 2.0]]) != Vectors.from_nested([1.0, 2.0])
    assert Vectors.from_nested([1.0]) != [1.0]


def test_repr_tells_shape_and_type():
    assert repr(Vectors.from_nested([[0.0] * 384] * 2)) == "Vectors(shape=(2, 384), float32)"


def test_vectors_survive_pickling_with_their_meta():
    vectors = Vectors.from_nested([[1.0, 2.0]])
    vectors.__dict__["_meta"] = Meta(model="m")
    for twin in (pickle.loads(pickle.dumps(vectors)), copy.deepcopy(vectors)):
        assert twin == vectors
        assert twin.meta == Meta(model="m")


def test_numbers_must_fill_the_shape():
    with pytest.raises(ValueError, match="do not fill"):
        Vectors(memoryview(bytes(8)).cast("f"), (3,))


def test_vectors_nested_without_end_are_refused() -> None:
    rows: list[object] = [1.0]
    for _ in range(sys.getrecursionlimit()):
        rows = [rows]
    with pytest.raises(ValueError, match="nested too deeply"):
        Vectors.from_nested(rows)
