"""Faults of what takes several requests: a queued job, and the download of a result."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from faults import head, ok
from resilience.fault import JITTER, Fault, draw, film
from resilience.site import PNG, VIDEO, ends, failure, good, json_ok, resets, sends, stalls

from inferlink import errors
from inferlink._sending import attempts
from inferlink.errors import APIConnectionError, InferenceTimeoutError, JobFailed, NotFoundError, ResponseShapeError
from inferlink.options import Timeout

if TYPE_CHECKING:
    from resilience.site import Site

FIRST_BYTE = Timeout(connect=20, pool=20, first_byte=0.05, idle=20)
IDLE = Timeout(connect=20, pool=20, first_byte=20, idle=0.05)
POLL = (0.8, 1.2)
QUEUED = sends(json_ok({"id": "j1", "status": "queued"}))
MADE = json_ok({"data": [{"url": "http://127.0.0.1:9/files/secret.png"}]})


def film_with_its_job(client: Any, site: Site) -> bytes:
    """The error of a job that was accepted has the handle that goes on with it."""
    with pytest.raises(errors.InferenceError) as caught:
        film(client, site)
    job = caught.value.job
    assert job is not None
    assert (job.job_id, job.poll) == ("j1", f"{site.url}/jobs/j1")
    assert client.jobs.resume(job.to_json()).bytes == VIDEO
    del site.requests[-2:]  # those that went on with it
    raise caught.value


def draw_at_most_a_kilobyte(client: Any, site: Site) -> bytes:
    """What is downloaded into memory has a limit, which is a gigabyte otherwise."""
    with patch.object(attempts, "_DOWNLOAD_LIMIT", 1000):
        return draw(client, site)


JOBS = [
    Fault(name="job", steps=(good, QUEUED, good), use=film, result=VIDEO, requests=4, waits=(POLL, (1.0, 1.6))),
    Fault(
        name="job accepted and the connection reset",
        steps=(resets(),),
        use=film,
        error=APIConnectionError,
        shows={"stage": "sent", "job": None},
        retryable=True,
    ),
    Fault(
        name="job accepted and the reply cut",
        steps=(ends(head("content-length: 99") + b'{"id": "j1"'),),
        use=film,
        error=APIConnectionError,
        shows={"stage": "sent", "body": b'{"id": "j1"', "job": None},
        retryable=True,
    ),
    Fault(
        name="job refused for now",
        steps=(sends(failure(503)),),
        use=film,
        error=errors.Overloaded,
        retryable=True,
    ),
    Fault(
        name="poll fails once",
        steps=(good, sends(failure(500)), good),
        use=film,
        result=VIDEO,
        requests=4,
        waits=(POLL, (0, 0.5)),
    ),
    Fault(
        name="kept connection reset during a poll",
        steps=(good, resets(), good),
        use=film,
        result=VIDEO,
        requests=4,
        waits=(POLL,),
    ),
    Fault(
        name="poll fails again and again",
        steps=(good, *[sends(failure(500))] * 3, good),
        use=film_with_its_job,
        error=errors.InternalServerError,
        shows={"status": 500},
        requests=4,
        attempts=3,
        waits=(POLL, *JITTER),
    ),
    Fault(
        name="poll stalls",
        steps=(good, stalls(), good),
        use=film_with_its_job,
        timeout=FIRST_BYTE,
        error=InferenceTimeoutError,
        shows={"clock": "first_byte", "received": 0},
        retryable=True,
        requests=2,
        attempts=1,
        waits=(POLL,),
    ),
    Fault(
        name="job lost",
        steps=(good, sends(failure(404)), good),
        use=film_with_its_job,
        error=NotFoundError,
        shows={"status": 404},
        requests=2,
        attempts=1,
        waits=(POLL,),
    ),
    Fault(
        name="state of the job is no JSON",
        steps=(good, sends(ok(b"busy", "content-type: text/plain")), good),
        use=film_with_its_job,
        error=ResponseShapeError,
        shows={"status": 200, "body": b"busy"},
        requests=2,
        attempts=1,
        waits=(POLL,),
    ),
    Fault(
        name="job failed",
        steps=(good, sends(json_ok({"status": "failed", "why": "unsafe"})), good),
        use=film_with_its_job,
        error=JobFailed,
        words="j1 failed: unsafe.",
        shows={"job_id": "j1", "status": 200},
        requests=2,
        attempts=1,
        waits=(POLL,),
    ),
    Fault(
        name="result of the job not found",
        steps=(good, good, sends(failure(404)), good),
        use=film_with_its_job,
        error=JobFailed,
        shows={"job_id": "j1", "status": 404},
        requests=3,
        attempts=1,
        waits=(POLL,),
    ),
    Fault(
        name="job beyond the deadline",
        steps=(good, sends(json_ok({"status": "queued"}, "retry-after: 7")), good),
        use=film_with_its_job,
        timeout=Timeout(connect=20, pool=20, first_byte=20, idle=20, total=6),
        error=InferenceTimeoutError,
        shows={"clock": "total"},
        retryable=True,
        requests=2,
        attempts=1,
        waits=(POLL,),
    ),
]

DOWNLOADS = [
    Fault(name="download", steps=(good,), use=draw, result=PNG, requests=2),
    Fault(
        name="download not found",
        steps=(good, sends(failure(404)), good),
        use=draw,
        error=NotFoundError,
        words="lighthouse.png failed: No.",
        shows={"status": 404},
        requests=2,
        attempts=1,
    ),
    Fault(
        name="download overloaded once",
        steps=(good, sends(failure(503)), good),
        use=draw,
        result=PNG,
        requests=3,
        waits=JITTER[:1],
    ),
    Fault(
        name="download stalls",
        steps=(good, stalls(head("content-length: 999") + PNG[:9])),
        use=draw,
        timeout=IDLE,
        error=InferenceTimeoutError,
        words="lighthouse.png failed: Timed out",
        shows={"clock": "idle"},
        retryable=True,
        requests=2,
        attempts=1,
    ),
    Fault(
        name="download cut",
        steps=(good, ends(head("content-length: 999") + PNG[:9])),
        use=draw,
        error=APIConnectionError,
        words="got 9 of 999 bytes",
        retryable=True,
        requests=4,
        attempts=3,
        waits=JITTER[:2],
    ),
    Fault(
        name="download cut once",
        steps=(good, ends(head("content-length: 999") + PNG[:9]), good),
        use=draw,
        result=PNG,
        requests=3,
        waits=JITTER[:1],
    ),
    Fault(
        name="download too large",
        steps=(good, sends(ok(bytes(1001)))),
        use=draw_at_most_a_kilobyte,
        error=ResponseShapeError,
        words="larger than 1000 bytes",
        requests=2,
        attempts=1,
    ),
    Fault(
        name="download that is a compression bomb",
        steps=(good, sends(ok(gzip.compress(bytes(10_000_000)), "content-encoding: gzip"))),
        use=draw_at_most_a_kilobyte,
        error=ResponseShapeError,
        words="larger than 1000 bytes",
        requests=2,
        attempts=1,
    ),
    Fault(
        name="download that is a web page",
        steps=(good, sends(ok(b"<html>Sign in</html>", "content-type: text/html"))),
        use=draw,
        error=ResponseShapeError,
        words="text/html, not image data",
        requests=2,
        attempts=1,
    ),
    Fault(
        name="download of nothing",
        steps=(good, sends(ok(b"", "content-type: image/png"))),
        use=draw,
        error=ResponseShapeError,
        words="empty, not image data",
        requests=2,
        attempts=1,
    ),
    Fault(
        name="download from a private address",
        site={"host": "api.test"},
        steps=(sends(MADE),),
        use=draw,
        error=APIConnectionError,
        words="a private address",
        shows={"stage": "connect"},
    ),
    Fault(
        name="download from what is no URL",
        steps=(sends(json_ok({"data": [{"url": "file:///etc/passwd"}]})),),
        use=draw,
        error=ResponseShapeError,
        words="no http, https or data URL",
    ),
]

ROWS = [*JOBS, *DOWNLOADS]
