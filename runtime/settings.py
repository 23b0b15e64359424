"""Settings: everything a site may choose, read once from the environment (prefix ``ZHIJIANG_``).

``.env.example`` explains each of them; a test holds the two together.
"""

from functools import cache
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Defaults make the embedded installation work with nothing set."""

    model_config = SettingsConfigDict(env_prefix="ZHIJIANG_", env_file=".env", extra="ignore")

    home: Path = Path("var/zhijiang")
    database_url: str = ""  # empty: SQLite in the home folder
    files_url: str = ""  # empty: a folder in the home folder; else any fsspec address
    public_folder: Path | None = None  # where published papers go; empty: home/public
    inbox: Path | None = None  # where files that a form names must lie; empty: home/inbox
    outbox: Path | None = None  # where exports that a form asks for go; empty: home/outbox
    templates_folder: Path | None = None  # the office's own paper templates; empty: as shipped
    papers_url: str = ""  # where home/papers is served; empty: links lead to the folder itself
    public_url: str = ""  # where the public folder is served; empty: codes name no address
    mail_host: str = ""  # empty: letters become .eml files in home/mail
    mail_port: int = 25
    mail_plain: bool = False  # letters may leave unencrypted, to a relay of the house
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_from: str = "zhijiang@localhost.invalid"
    mail_per_minute: int = 0  # the relay's limit; 0: none
    mail_attachment_mb: int = 20  # a letter's files beyond this become links, given downloads_url
    downloads_url: str = ""  # where a web server shows home/downloads; empty: files stay attached
    clamd: str = ""  # the scanner's socket file or host:port; empty: files are not scanned
    tsa_url: str = ""  # who stamps the head of the audit chain; empty: nobody
    channels: dict[str, SecretStr] = {}  # other channels by name, each an address of apprise
    portal_url: str = "http://localhost:8080"  # the front door, as people type it
    portal_listen: str = ""  # host:port where it listens; empty: this machine, the port above
    ui_url: str = "http://127.0.0.1:4200"  # where links in letters to the office point
    secret_key: SecretStr = SecretStr("")  # empty: made once, kept in home/secret.key
    pool: str = "zhijiang"  # the work pool of Prefect that the deployments belong to
    packs: Path | None = None  # the installation's own packs and criteria; they come first
    pack: str = "qinzhou-2021"  # whose regulation an edition takes when nothing else is said
    clock_seconds: int = 180  # how often the clock deployment runs; 0: only when it is started
    log_json: bool = False  # runs log to the standard output, for a collector, not to the file
    calendars: Path | None = None  # a folder of holiday plans beside policies/calendars
    clock: str = ""  # empty: the real time; else the file of a scaled clock (rehearsals)

    @property
    def public(self) -> Path:
        """The folder a web server publishes."""
        return self.public_folder or self.home / "public"

    @property
    def incoming(self) -> Path:
        """The inbox: what people may name to be imported."""
        return self.inbox or self.home / "inbox"

    @property
    def outgoing(self) -> Path:
        """The outbox: what was exported for people to fetch."""
        return self.outbox or self.home / "outbox"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
