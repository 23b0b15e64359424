import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from models import tables
from runtime.database import current_revision, migrate, newest_revision
from runtime.errors import WrongVersion


def test_models_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, tables.METADATA)

    assert differences == []


def test_the_newest_migration_is_known_from_the_numbers_of_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", "models:migrations")

    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()


def test_a_database_recorded_at_this_revision_is_left_as_it_is(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(_EDITION))

    migrate(engine)

    with engine.connect() as connection:
        assert current_revision(connection) == newest_revision()
        assert connection.execute(text("SELECT number FROM edition")).scalar() == 2


@pytest.mark.parametrize(
    ("recorded", "advice"),
    [("0012", "停在发布以前的 0012.*请先用上一个版本的程序启动一次"), ("9999", "请换用新版本")],
)
def test_a_database_no_migration_leads_from_is_refused_in_a_sentence(
    engine: Engine, recorded: str, advice: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{recorded}'"))  # noqa: S608

    with pytest.raises(WrongVersion, match=advice):
        migrate(engine)


_EDITION = """
    INSERT INTO edition (number, year, pack, title, state, policy_json, policy_sha256,
                         criteria_json, criteria_sha256, draw_source, opened_at, setup_run_id)
    VALUES (2, 2024, 'p', 't', 'CONFERRED', '{}', '', '{}', '', '', '2024-01-01 00:00:00', '')
"""
