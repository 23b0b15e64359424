"""The balancer: HAProxy before the API servers, which lets WebSocket upgrades through."""

from collections.abc import Sequence

_TEMPLATE = """\
global
    maxconn 4000

defaults
    mode http
    timeout connect 2s
    timeout client 1h
    timeout server 1h
    timeout tunnel 24h
    option redispatch
    retries 3
    retry-on conn-failure empty-response

frontend prefect
    bind 127.0.0.1:{port}
    default_backend servers

backend servers
    balance roundrobin
    option httpchk GET /api/ready
    default-server check inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
"""


def configuration(port: int, servers: Sequence[int]) -> str:
    """HAProxy's file: one port before several of this machine."""
    lines = [f"    server api-{n} 127.0.0.1:{one}\n" for n, one in enumerate(servers, 1)]
    return _TEMPLATE.format(port=port) + "".join(lines)
