"""What the office looks at in the Prefect UI: a markdown artifact a stage, and the board."""

from dataclasses import dataclass

from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterKey,
    FlowRunFilter,
    TaskRunFilter,
)
from prefect.client.schemas.sorting import ArtifactSort

from actions.papers.copies import links_due, note_links
from runtime.desk import open_desk


@dataclass(frozen=True, slots=True)
class Page:
    """What ``show`` publishes."""

    key: str
    markdown: str
    description: str


def show(key: str, markdown: str, description: str) -> None:
    """Publish a new version of an artifact; the key takes lowercase letters, digits and dashes."""
    create_markdown_artifact(key=key, markdown=markdown, description=description)


def show_if_new(key: str, markdown: str, description: str) -> None:
    """As ``show``, unless that is what people see already."""
    with get_client(sync_client=True) as client:
        wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
        newest = client.read_artifacts(
            artifact_filter=wanted,
            flow_run_filter=FlowRunFilter(),  # the server refuses the question without (3.8.8)
            task_run_filter=TaskRunFilter(),
            sort=ArtifactSort.CREATED_DESC,
            limit=1,
            offset=0,
        )
    if [one.data for one in newest] != [markdown]:
        show(key, markdown, description)


def show_papers(edition: int) -> None:
    """A link for each paper written since the last time; a crash in between shows it once more."""
    with open_desk() as desk:
        links = links_due(desk, edition)
    for link in links:  # nobody waits for the database meanwhile
        create_link_artifact(
            link=link.address, link_text=link.text, key=link.key, description=link.text
        )
    if links:
        with open_desk() as desk:
            note_links(desk, links)
