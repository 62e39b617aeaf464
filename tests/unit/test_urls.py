"""URLs, whatever is in them: read or refused, never led elsewhere, never shown with a password."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from faults import get
from hypothesis import given
from hypothesis import strategies as st

from inferlink._auth import is_hub_host
from inferlink._transport.address import Target, locate, redirected
from inferlink._urls import check_url, complete_url, join_url, model_path, read_address, root_url, shown
from inferlink.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = ("chat/completions", "completions", "embeddings")
SECRET = "s3cr3t"
BITS = [
    *(
        "http:",
        "https:",
        "HTTP:",
        "ftp:",
        "//",
        "/",
        "\\",
        "@",
        ":",
        "?",
        "#",
        "%",
        "%2e",
        "%2F",
        "..",
        ".",
        " ",
        "\r\n",
    ),
    *(
        "\t",
        "\0",
        "[",
        "]",
        "::1",
        "127.0.0.1",
        "h",
        "h.example",
        "évil",
        "80",
        "99999",
        "-1",
        "v1",
        "completions",
        "&",
    ),
]
anything = st.lists(st.sampled_from(BITS) | st.text(max_size=3), max_size=14).map("".join)
hosts = st.sampled_from(["h", "h.example", "127.0.0.1", "[::1]", "localhost"])
ports = st.sampled_from(["", ":80", ":8443"])
paths = st.lists(st.sampled_from(["/", "v1", "/v1", "/chat/completions", "/embeddings", "a", "/x y", "/é"]), max_size=4)
queries = st.sampled_from(["", "?", "?k=1", "?api-version=1&x=a/b"])
urls = st.builds(
    lambda scheme, host, port, path, query: f"{scheme}://{host}{port}{'/' if path else ''}{''.join(path)}{query}",
    st.sampled_from(["http", "https"]),
    hosts,
    ports,
    paths,
    queries,
)


def found(url: str) -> Target | None:
    """Where a URL leads; nowhere, when it is refused."""
    with suppress(InvalidInput):
        return locate(url)
    return None


def refusal(read: Callable[[str], object], url: str) -> str:
    """The words with which a URL is refused."""
    try:
        read(url)
    except InvalidInput as error:
        return f"{error} {error.__cause__} {error.__context__}"
    return ""


@given(anything)
def test_any_text_is_refused_or_leads_where_it_says(text):
    with suppress(InvalidInput):
        check_url(text)
        assert urlsplit(text).username is None
        assert text.isprintable()
    if target := found(text):
        assert target.path.isascii()
        assert not set(target.path) & set(" \\\r\n\t\0#")
        assert not set(target.authority) & set(" \\\r\n\t\0#@/?")


@given(anything, anything, st.sampled_from(["http://", "https://", "ftp://", "//", ""]))
def test_no_message_shows_a_user_a_password_or_a_query(before, after, scheme):
    for url in (f"{scheme}u:{SECRET}@{after}", f"{scheme}{before}{SECRET}@h{after}", f"{scheme}h{after}?key={SECRET}"):
        assert SECRET not in shown(url)
        for read in (check_url, locate, lambda url: read_address(url, "http://localhost:80")):
            assert SECRET not in refusal(read, url)


@given(urls, anything, anything)
def test_a_path_never_leads_to_another_origin(base, path, query):
    assert urlsplit(join_url(base, path, query))[:2] == urlsplit(base)[:2]
    if target := found(join_url(base, path, query)):
        assert target.origin == locate(base).origin


@given(urls, st.sampled_from(SUFFIXES))
def test_a_completed_url_is_complete(url, suffix):
    whole = complete_url(url, suffix, SUFFIXES)
    assert urlsplit(whole).path.rstrip("/").endswith(suffix)
    assert complete_url(whole, suffix, SUFFIXES) == whole
    assert (urlsplit(whole)[:2], urlsplit(whole).query) == (urlsplit(url)[:2], urlsplit(url).query)
    root = root_url(whole, [f"/{suffix}", f"/v1/{suffix}"])
    assert urlsplit(whole).path.rstrip("/") in [urlsplit(root).path + end for end in (f"/{suffix}", f"/v1/{suffix}")]
    assert urlsplit(root).query == urlsplit(url).query


@given(urls, st.text(min_size=1) | anything)
def test_a_model_id_stays_one_place_below_its_base(base, model):
    try:
        part = model_path(model)
    except InvalidInput:
        return
    assert unquote(part) == model
    steps = locate(join_url(base, part)).path.partition("?")[0].removeprefix("/").split("/")
    assert steps[-len(model.split("/")) :] == part.split("/")
    assert not {".", "..", ""} & {unquote(step) for step in part.split("/")}


HUB_BITS = ["https://", "http://", "huggingface.co", "router.", ".endpoints.huggingface.cloud", "evil", ".example"]


@given(st.lists(st.sampled_from([*HUB_BITS, *BITS]), max_size=8).map("".join))
def test_a_hub_url_leads_to_the_hub(text):
    """However the URL is written: who judges and who connects read it alike."""
    if is_hub_host(text) and (target := found(text)):
        host = target.origin.host
        assert host in ("huggingface.co", "router.huggingface.co") or host.endswith(".endpoints.huggingface.cloud")
        assert target.origin.scheme == "https"


@given(urls, anything | urls, st.sampled_from([301, 302, 303, 307, 308]))
def test_a_redirect_is_followed_within_its_origin_alone(url, location, status):
    target = redirected(get(url), status, {"location": location})
    assert target is None or locate(target).origin == locate(url).origin


@given(anything)
def test_any_address_is_a_url_or_refused(text):
    with suppress(InvalidInput):
        check_url(read_address(text, "http://localhost:11434"))


@pytest.mark.parametrize("text", ["[", "http:http:", "http://[::1", "::1]:80", "h:x", "h:99999"])
def test_an_address_that_cannot_be_read_is_refused(text):
    with pytest.raises(InvalidInput):
        read_address(text, "http://localhost:11434")


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://h/x?key=1", "http://h/x"),
        ("http://u:p@h/x", "***@h/x"),
        ("u:p/p@h", "***@h"),
        ("http://h", "http://h"),
    ],
)
def test_a_url_is_shown_without_what_may_be_secret(url, text):
    assert shown(url) == text
