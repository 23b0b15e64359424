"""The database: engine, transaction, and the schema brought up to date.

SQLite is told to keep a write-ahead log, to wait for a busy file and to hold foreign keys;
transactions begin IMMEDIATE, because one that reads first and writes later could lose its turn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

from models import migrations, tables
from models.audit import lock_of_schema
from runtime.errors import WrongVersion
from runtime.privacy import keep_private
from runtime.settings import settings

_BUSY_MILLISECONDS = 30_000
_REVISIONS = "alembic_version"  # Alembic's own table, of one row
_FIRST = "edition"  # a table there always was
_MIGRATION_LOCK = 0x5A4D  # "ZM"; the audit chain has its own
_HOW = "请先运行 zhijiang migrate（单机的 zhijiang up 启动时自动更新）"


def database_url() -> str:
    """Where the data is; SQLAlchemy's form, ``sqlite:///…`` or ``postgresql+psycopg://…``."""
    configured = settings().database_url
    if configured:
        return configured
    return f"sqlite:///{settings().home.resolve() / 'zhijiang.db'}"


@cache
def engine() -> Engine:
    """The engine of this process; its connections are made after a fork, never before one."""
    assert tables.METADATA.tables, "every table is known before the first session"
    keep_private()  # whoever works for the installation comes by here, whatever started it
    return connect(database_url())


def close(used: Engine) -> None:
    """Closes its connections; whether the tables fit is looked at again when it is used again."""
    used.dispose()
    _fitting.cache_clear()


def connect(url: str) -> Engine:
    """An engine for ``url`` with this project's SQLite settings."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    made = create_engine(url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000})

    def make_folder(*_: object) -> None:
        Path(made.url.database or "").parent.mkdir(parents=True, exist_ok=True)

    event.listen(made, "do_connect", make_folder)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_immediate)
    return made


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return  # each statement is a transaction: delivery's record
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction: committed at the end of the block, undone by any error in it.

    Raises:
        WrongVersion: the tables are those of another version of the program.
    """
    with Session(fitting(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def glance() -> Iterator[Session]:
    """For a look that takes no turn to write: each statement sees what is committed by then.

    Raises:
        WrongVersion: as ``transaction``.
        RuntimeError: a row was added, changed or deleted; nothing of it is kept.
    """
    reader = fitting().execution_options(isolation_level="AUTOCOMMIT")
    with Session(reader, autoflush=False) as session:
        yield session
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("whoever glances does not write: use transaction()")


def fitting() -> Engine:
    """The engine, whose database has been looked at.

    Raises:
        WrongVersion: as ``transaction``.
    """
    return _fitting(engine())


@cache
def _fitting(on: Engine) -> Engine:
    """Looked at once: a worker of yesterday's code must not write today's tables."""
    if not is_there(on):
        raise WrongVersion(f"{on.url.database} 还不存在：{_HOW}，或检查 ZHIJIANG_HOME。")
    # Without a transaction, which would wait for its turn to write.
    with on.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        found = current_revision(connection)
        if not found and not connection.dialect.has_table(connection, _FIRST):
            raise WrongVersion(f"数据库还是空的：{_HOW}，或检查 ZHIJIANG_DATABASE_URL。")
    wanted = newest_revision()
    if found > wanted:
        raise WrongVersion(
            f"数据库已由新版本更新（{found}），这里运行的程序仍是旧版本（{wanted}）："
            "请停下旧的工作进程，换用新版本；值守会让这个运行接着办。"
        )
    if found and found < wanted:
        raise WrongVersion(f"数据库还是旧版本（{found}），程序需要 {wanted}：{_HOW}。")
    return on


def is_there(on: Engine) -> bool:
    """Whether there is a database at all; to connect to an SQLite file would make one."""
    return on.dialect.name != "sqlite" or Path(on.url.database or "").is_file()


def upgrade() -> None:
    """Bring this installation's schema to the newest migration; safe to repeat."""
    migrate(engine())


def migrate(on: Engine, revision: str = "head") -> None:
    """One migrates at a time; who waited finds it done.

    SQLite's transactions begin with the only lock it has; PostgreSQL's are told to take one.

    Raises:
        WrongVersion: no migration of this program leads from where the database is.
    """
    config = _migrations()
    with on.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(lock_of_schema(_MIGRATION_LOCK))
        _refuse_unknown(current_revision(connection), config)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _refuse_unknown(found: str, config: Config) -> None:
    """The migrations before the first release are one now, under the number of their last."""
    known = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    if not found or found in known:
        return
    if found > known[0]:
        raise WrongVersion(
            f"数据库已由新版本更新（{found}），这里的程序仍是旧版本（{known[0]}）：请换用新版本。"
        )
    raise WrongVersion(
        f"数据库停在发布以前的 {found}，这个程序只能从 {known[-1]} 更新起："
        f"请先用上一个版本的程序启动一次，更新到 {known[-1]}，再换用这个程序。"
    )


def current_revision(connection: Connection) -> str:
    """The migration a database is at; ``""`` before the first."""
    if not connection.dialect.has_table(connection, _REVISIONS):
        return ""
    # As text: each child asks it, and to ask through Alembic takes ten times as long.
    found = connection.exec_driver_sql(f"SELECT version_num FROM {_REVISIONS}")  # noqa: S608
    return found.scalar() or ""


@cache
def newest_revision() -> str:
    """The migration this version of the program wants: its files are numbered."""
    folder = Path(migrations.__path__[0]) / "versions"
    return max(path.name.partition("_")[0] for path in folder.glob("[0-9]*.py"))


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    return config
