"""``zhijiang metrics``: what Prometheus reads, on the screen or at ``/metrics``."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_TEXT = "text/plain; version=0.0.4; charset=utf-8"


def metrics(*, port: int | None = None, host: str = "127.0.0.1") -> None:
    """输出 Prometheus 格式的指标；给出端口时一直提供 /metrics 和 /health，直到 Ctrl-C。

    Args:
        port: 监听的端口；不填则只输出一次
        host: 监听的地址，默认只有本机可以访问
    """
    if port is None:
        print(_metrics(), end="")
        return
    try:
        with ThreadingHTTPServer((host, port), _Answers) as server:
            print(f"指标在 http://{host}:{server.server_port}/metrics", flush=True)
            server.serve_forever()
    except KeyboardInterrupt:
        print("已停止。")


def _metrics() -> str:
    from deployments.metrics import metrics as read

    return read()


class _Answers(BaseHTTPRequestHandler):
    """``/metrics`` for Prometheus; ``/health`` for a balancer: 200 or 503 and what is wrong."""

    def do_GET(self) -> None:
        if self.path == "/metrics":
            self._answer(HTTPStatus.OK, _metrics())
        elif self.path == "/health":
            from deployments.health import examine

            wrong = [f"{one.title}：{one.say}{one.do}" for one in examine() if not one.ok]
            status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
            self._answer(status, "\n".join(wrong) + "\n")
        else:
            self._answer(HTTPStatus.NOT_FOUND, "/metrics, /health\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Who asks every fifteen seconds is no news."""

    def _answer(self, status: HTTPStatus, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", _TEXT)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
