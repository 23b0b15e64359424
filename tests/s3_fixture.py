"""A local S3 server: moto's, which keeps its buckets in memory."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

_ANYBODY = {
    "AWS_ACCESS_KEY_ID": "anybody",
    "AWS_SECRET_ACCESS_KEY": "anything",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@contextmanager
def s3_server() -> Iterator[Callable[[str], str]]:
    """Gives a function that makes a bucket and gives its address; the environment names the server.

    One server a process: whoever has spoken to one keeps its address.
    """
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**_ANYBODY, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
            patch.setenv(name, value)
        yield _make
    server.stop()


def _make(bucket: str) -> str:
    import boto3

    client = boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    client.create_bucket(Bucket=bucket)
    client.close()
    return f"s3://{bucket}/files"
