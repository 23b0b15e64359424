from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from models import tables
from runtime.database import newest_revision


def test_models_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, tables.METADATA)

    assert differences == []


def test_the_newest_migration_is_known_from_the_numbers_of_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", "models:migrations")

    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()


def test_certificates_of_the_first_release_enter_the_register_of_items(
    empty_database: Engine,
) -> None:
    _upgrade(empty_database, "0001")
    with empty_database.begin() as connection:
        connection.execute(text(_EDITION))
        connection.execute(text(_CERTIFICATE))

    _upgrade(empty_database, "head")

    with empty_database.connect() as connection:
        rows = connection.execute(text("SELECT number, kind, state, holder FROM award_item"))
        assert sorted(map(tuple, rows)) == [
            ("ZJ-1", "CERTIFICATE", "AT_OFFICE", "临海重工"),
            ("ZJ-P-1", "PLAQUE", "AT_OFFICE", "临海重工"),
        ]


_EDITION = """
    INSERT INTO edition (number, year, pack, title, state, policy_json, policy_sha256,
                         criteria_json, criteria_sha256, draw_source, opened_at)
    VALUES (2, 2024, 'p', 't', 'CONFERRED', '{}', '', '{}', '', '', '2024-01-01 00:00:00')
"""
_CERTIFICATE = """
    INSERT INTO certificate (edition, ref, name, uscc, prize, number, plaque_number,
                             verification_code, award_year, issued_on)
    VALUES (2, 'S001', '临海重工', '9', 'award', 'ZJ-1', 'ZJ-P-1', 'C', 2024, '2024-12-01')
"""


def _upgrade(engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
