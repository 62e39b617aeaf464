"""When the rate limit of a 429 is over, by the headers of different servers. `Retry-After` is in test_failure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlink._replies.retry_after import reset_after

NOON = {"date": "Wed, 25 Nov 2026 12:00:00 GMT"}
NAMES = [
    "ratelimit",
    "ratelimit-reset",
    "x-ratelimit-reset",
    "x-ratelimit-reset-tokens",
    "x-ratelimit-remaining-tokens",
]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("12", 12),
        ("0.5", 0.5),
        ("1s", 1),
        ("20ms", 0.02),
        ("6m0s", 360),
        ("2m59.56s", 179.56),
        ("1h", 3600),
        ("1d2h", 93600),
        ("1795608015", 15),
        ("1795608015250", 15.25),
        ("2026-11-25T12:00:15Z", 15),
        ("2026-11-25T12:00:15", 15),
        ("2026-11-25T13:00:15+01:00", 15),
        (" 12 ", 12),
        ("0", None),
        ("0s", None),
        ("-1", None),
        ("1795607000", None),
        ("2026-11-25T11:59:59Z", None),
        ("", None),
        ("soon", None),
        ("1s soon", None),
        ("s", None),
        ("nan", None),
        ("1e999", None),
    ],
)
def test_a_reset_is_read_in_every_form(value, seconds):
    found = reset_after({**NOON, "x-ratelimit-reset": value})
    assert found == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"x-ratelimit-limit-requests": "60"}, None),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "7"}, 7),
        ({"x-ratelimit-remaining-tokens": "1", "x-ratelimit-reset-tokens": "7"}, None),
        ({"x-ratelimit-reset-tokens": "7", "x-ratelimit-reset-requests": "9"}, 9),
        ({"anthropic-ratelimit-tokens-remaining": "3", "anthropic-ratelimit-tokens-reset": "9"}, None),
        ({"ratelimit": '"api";r=0;t=55'}, 55),
        ({"ratelimit": '"api";r=3;t=55'}, None),
        ({"ratelimit": '"burst";r=0;t=5, "day";r=0;t=90'}, 90),
        ({"ratelimit": '"api";r=0'}, None),
        ({"ratelimit-policy": '"api";q=100;w=60'}, None),
    ],
)
def test_the_window_that_is_spent_counts(headers, seconds):
    assert reset_after(headers) == seconds


@given(st.dictionaries(st.sampled_from(NAMES), st.text(st.characters(codec="latin-1"), max_size=40)))
def test_any_headers_are_read(headers):
    seconds = reset_after(headers)
    assert seconds is None or seconds > 0
