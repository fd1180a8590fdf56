"""No test leaves this machine: a connection to elsewhere, or looking up a name, fails the test."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

LOCAL_NAMES = {"localhost", "127.0.0.1", "::1", "", None}


def stay_local() -> None:
    """Install the guard for the rest of the process."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _refuse_unless_local(arguments[1][0])
    elif event == "socket.getaddrinfo":
        _refuse_unless_local(arguments[0])


def _refuse_unless_local(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES:
        return
    try:
        local = ipaddress.ip_address(name).is_loopback
    except ValueError:
        local = False
    if not local:
        raise RuntimeError(f"a test reached for the network: {name}")
