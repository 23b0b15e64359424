"""What the office does about mail and silence, as tasks: each one action in one transaction."""

from actions.letters import mail_proof, mail_review
from actions.reminding import silence
from runtime import folders
from runtime.desk import open_desk
from tasks.artifacts import show
from tasks.refusals import office_task


@office_task
def close_silence(edition: int, number: int, choice: str, officer: str, reason: str) -> str:
    with open_desk() as desk:
        return silence.close_silence(
            desk, edition, number, choice=choice, officer=officer, reason=reason
        )


@office_task
def preview(edition: int, number: int) -> None:
    """Show a held batch as an artifact."""
    with open_desk() as desk:
        markdown = mail_review.preview(desk, edition, number)
    show(f"edition-{edition}-mail-{number}", markdown, f"第{number}号批次")


@office_task
def decide_review(edition: int, number: int, choice: str, note: str, officer: str) -> str:
    with open_desk() as desk:
        return mail_review.decide_review(
            desk, edition, number, choice=choice, note=note, officer=officer
        )


@office_task
def resend(edition: int, key: str, address: str, officer: str) -> str:
    with open_desk() as desk:
        return mail_proof.resend(desk, edition, key, address=address, officer=officer)


@office_task
def write_proof(edition: int, name: str) -> tuple[int, str]:
    """How many letters it is about, and where it is."""
    with folders.new_in_outbox(name) as out, open_desk() as desk:
        return mail_proof.proof_of_sending(desk, edition, out), str(out)
