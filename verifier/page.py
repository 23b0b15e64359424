"""Where the page is that checks a record in a browser."""

from pathlib import Path

PAGE = Path(__file__).with_name("index.html")
