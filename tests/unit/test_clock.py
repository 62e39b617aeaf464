"""The five clocks of a call: which one runs, what is left on it, and what is said when it ends."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest
from flows import Time
from hypothesis import given
from hypothesis import strategies as st

from inferlink import Timeout
from inferlink._sending.clock import Clock
from inferlink.errors import APIConnectionError, InferenceTimeoutError

NONE = {"connect": None, "pool": None, "first_byte": None, "idle": None, "total": None}


def started(**limits: Any) -> tuple[Clock, Time]:
    """A clock with these limits and no others."""
    time = Time()
    return Clock(Timeout(**{**NONE, **limits}), time), time


@pytest.mark.parametrize("clock", ["connect", "total"])
def test_longer_limits_than_a_system_takes_are_as_good_as_none(clock):
    found, _ = started(**{clock: 1e300})
    with socket.socket() as sock:
        sock.settimeout(found.limit("connect"))
    assert threading.Lock().acquire(timeout=found.limit("connect"))


@pytest.mark.parametrize(
    ("phase", "clock"), [("connect", "connect"), ("pool", "pool"), ("write", "idle"), ("read", "first_byte")]
)
def test_each_phase_has_its_clock(phase, clock):
    found, _ = started(**{clock: 3})
    assert found.limit(phase) == 3
    others = {"connect", "pool", "write", "read"} - {phase}
    assert all(found.limit(other) is None for other in others)


def test_the_clock_for_connecting_runs_from_the_opening():
    clock, time = started(connect=3)
    time.seconds = 10
    clock.opening()
    time.seconds = 12
    assert clock.limit("connect") == 1


def test_the_clock_of_the_first_byte_runs_from_the_end_of_the_request():
    clock, time = started(first_byte=5)
    clock.start_attempt()
    time.seconds = 100
    clock.sent()
    time.seconds = 102
    assert clock.limit("read") == 3


def test_every_byte_starts_the_idle_clock_anew():
    clock, time = started(first_byte=5, idle=2)
    clock.sent()
    clock.got(1)
    for seconds in (1.9, 3.8, 100):
        time.seconds = seconds
        assert clock.limit("read") == 2
        clock.got(1)


def test_a_new_attempt_has_received_nothing():
    clock, time = started(first_byte=5, idle=2)
    clock.got(7)
    time.seconds = 20
    clock.start_attempt()
    assert clock.received == 0
    assert clock.limit("read") == 5


def test_the_time_to_the_first_byte_is_that_of_the_attempt():
    clock, time = started()
    time.seconds = 10
    clock.start_attempt()
    time.seconds = 11.5
    clock.got(3)
    time.seconds = 20
    clock.got(4)
    assert (clock.first_byte, clock.received, clock.elapsed()) == (1.5, 7, 20)


def test_the_deadline_is_over_all_phases_and_attempts():
    clock, time = started(total=10, connect=4, first_byte=600)
    time.seconds = 7
    clock.start_attempt()
    clock.opening()
    assert clock.limit("connect") == 3
    assert clock.limit("read") == 3
    assert clock.limit("pool") == 3
    assert clock.remaining() == 3


def test_the_nearer_end_counts():
    clock, _ = started(total=10, connect=4)
    assert clock.limit("connect") == 4


def test_without_a_deadline_nothing_remains_to_be_counted():
    clock, time = started(connect=4)
    time.seconds = 1e6
    assert clock.remaining() is None
    assert clock.limit("read") is None


@pytest.mark.parametrize(
    ("phase", "limits", "name"),
    [
        ("read", {"total": 5}, "total"),
        ("connect", {"connect": 5}, "connect"),
        ("read", {"first_byte": 5}, "first_byte"),
        ("read", {"first_byte": 9, "total": 5}, "total"),
    ],
)
@pytest.mark.parametrize("late", [0.0, 0.1, 100.0])
def test_no_wait_begins_when_no_time_is_left(phase, limits, name, late):
    clock, time = started(**limits)
    time.seconds = 5 + late
    with pytest.raises(InferenceTimeoutError) as caught:
        clock.limit(phase)
    assert (caught.value.clock, caught.value.limit) == (name, 5)


@pytest.mark.parametrize(
    ("phase", "limits", "seconds", "received", "name"),
    [
        ("connect", {"connect": 5}, 5, 0, "connect"),
        ("pool", {"pool": 5}, 5, 0, "pool"),
        ("read", {"first_byte": 5}, 5, 0, "first_byte"),
        ("read", {"idle": 5}, 5, 9, "idle"),
        ("write", {"idle": 5}, 5, 0, "idle"),
        ("read", {"idle": 5, "total": 5}, 5, 9, "total"),
        ("read", {"idle": 5, "total": 5}, 4.9995, 9, "total"),
        ("read", {"idle": 5, "total": 9}, 5, 9, "idle"),
    ],
)
def test_the_clock_that_ended_is_named(phase, limits, seconds, received, name):
    clock, time = started(**limits)
    clock.got(received)
    time.seconds = seconds
    assert clock.expire(phase).clock == name


def test_the_error_says_which_clock_what_was_set_what_came_and_what_to_do():
    clock, time = started(first_byte=2.5)
    time.seconds = 3.25
    error = clock.expire("read")
    assert error.message == (
        "Timed out after 2.5 s waiting for the first byte of the reply (nothing received, 3.2 s into the call). "
        "Set timeout=Timeout(first_byte=...) to allow more."
    )
    clock.got(17)
    assert "(17 bytes received, 3.2 s into the call)" in clock.expire("read").message
    assert clock.expire("read").received == 17


@pytest.mark.parametrize(
    ("name", "stage"),
    [("connect", "connect"), ("pool", "connect"), ("first_byte", "sent"), ("idle", "sent"), ("total", "sent")],
)
def test_the_error_says_how_far_the_request_had_got(name, stage):
    clock, _ = started()
    error = clock.expired(name)
    assert error.stage == stage
    assert isinstance(error, APIConnectionError)
    assert isinstance(error, TimeoutError)


LIMITS = st.fixed_dictionaries({name: st.none() | st.floats(0.1, 100) for name in NONE})


@given(LIMITS, st.lists(st.tuples(st.sampled_from(["start", "open", "sent", "got"]), st.floats(0, 50)), max_size=8))
def test_no_wait_is_ever_longer_than_what_is_left(limits, steps):
    clock, time = started(**limits)
    acts: dict[str, Any] = {
        "start": clock.start_attempt,
        "open": clock.opening,
        "sent": clock.sent,
        "got": lambda: clock.got(1),
    }
    for act, seconds in steps:
        time.seconds += seconds
        acts[act]()
    left = clock.remaining()
    for wait in filter(None, (wait_of(clock, phase) for phase in ("connect", "pool", "write", "read"))):
        assert wait > 0
        assert left is None or wait <= left
    assert left is None or left <= 0 or all(wait_of(clock, phase) for phase in ("pool", "write"))


def wait_of(clock: Clock, phase: str) -> float | None:
    """What may be waited; nothing where a clock has ended."""
    try:
        return clock.limit(phase)
    except InferenceTimeoutError:
        return None
