"""What the office looks at in the Prefect UI: a markdown artifact a stage, and the board."""

from prefect.artifacts import create_markdown_artifact


def show(key: str, markdown: str, description: str) -> None:
    """Publish a new version of an artifact; the key takes lowercase letters, digits and dashes."""
    create_markdown_artifact(key=key, markdown=markdown, description=description)
