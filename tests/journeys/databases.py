"""Databases of the journeys' sites: made, copied before anybody used them, dropped."""

import psycopg
from django.conf import settings
from psycopg import sql


def _execute(statement: sql.Composed) -> None:
    database = settings.DATABASES["default"]
    with psycopg.connect(
        host=database["HOST"],
        port=database["PORT"],
        user=database["USER"],
        password=database["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(statement)


def pristine_of(database: str) -> str:
    """Give the name of a site's database as it was before anybody used it."""
    return f"{database}_pristine"


def copy_database(source: str, name: str) -> None:
    """Make a database like another, to which nobody is connected."""
    drop_database(name)
    _execute(
        sql.SQL("create database {} template {}").format(
            sql.Identifier(name), sql.Identifier(source)
        )
    )


def drop_database(name: str) -> None:
    """Drop a database, whoever is connected."""
    _execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def create_database(name: str) -> None:
    """Make an empty database in the place of one of the same name."""
    drop_database(name)
    _execute(sql.SQL("create database {}").format(sql.Identifier(name)))
