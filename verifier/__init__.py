"""The check of a record in anyone's browser: one page, without a server, a build or a download."""

from pathlib import Path

PAGE = Path(__file__).with_name("index.html")
