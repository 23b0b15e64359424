"""No test reaches past this machine, whatever it tries."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as client:  # noqa: SIM117 - what is opened, and what must happen
        with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
            client.connect(("192.0.2.1", 25))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())

        assert client.getpeername() == server.getsockname()
