"""What the faults need around them: names, certificates, and waiting that takes no time."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import trustme
from faults import KINDS
from live import open_client
from resilience.site import Site

from inferlink.testing import without_waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.register_assert_rewrite("resilience.fault")


@pytest.fixture(scope="session", autouse=True)
def _everything_is_loaded() -> None:
    """First calls import modules and build types: the tiny clocks of the table are not about that."""
    from resilience.fault import ask, draw, embed, listen

    for kind in KINDS:
        with Site() as site, open_client(kind, provider=site.provider, api_key="k") as client:
            for use in (ask, listen, embed, draw):
                use(client, site)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_dir"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def naps() -> Iterator[list[float]]:
    """Seconds that flows asked to wait, none of them really."""
    with without_waiting() as found:
        yield found


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ssl.SSLContext]:
    """What servers prove themselves with, by what is wrong with it; `good` is for `localhost`."""
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(tmp_path_factory.getbasetemp() / "ca.pem")
    issued = {
        "good": authority.issue_cert("localhost"),
        "other host": authority.issue_cert("elsewhere.test"),
        "stranger": stranger.issue_cert("localhost"),
        "expired": authority.issue_cert("localhost", not_after=datetime(2001, 1, 1, tzinfo=UTC)),
    }
    return {name: _context(certificate) for name, certificate in issued.items()}


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.fixture(autouse=True)
def _authority(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Clients trust the authority of these tests alone."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path_factory.getbasetemp() / "ca.pem"))
