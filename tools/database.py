"""The database and its two roles: the owner migrates, the application works in row security.

Usage: python -m tools.database (with DATABASE_URL of an owner role, on a server of your own).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tools import env_file
from tools.console import Problem, run_tool
from tools.postgres import Cluster

OWNER, APP, DATABASE = "tinhso_owner", "tinhso_app", "tinhso"
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")
OLDEST_SERVER = 150000


def main() -> None:
    """Prepare the server that DATABASE_URL names."""
    if "DATABASE_URL" not in os.environ:
        raise Problem(
            "Hãy đặt DATABASE_URL=postgresql://chủ-sở-hữu:mật-khẩu@máy-chủ/cơ-sở-dữ-liệu.",
            "Set DATABASE_URL=postgresql://owner:password@host/database.",
        )
    prepare_given_server(os.environ["DATABASE_URL"])


def prepare_cluster(cluster: Cluster, owner_password: str, app_password: str) -> None:
    """Make roles, database, extensions and rights in a cluster of our own."""
    with connected(cluster.superuser_address) as connection:
        make_role(connection, OWNER, owner_password, createdb=True)
        make_role(connection, APP, app_password)
        found = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
        if not found.fetchone():
            statement = sql.SQL("create database {} owner {} template template0")
            connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
    prepare_database(cluster.address(OWNER, owner_password))


def prepare_given_server(owner_url: str) -> None:
    """Check the server the person brought, prepare it and remember both addresses."""
    settings = env_file.make_secrets()
    with connected(owner_url) as connection:
        check_server(connection)
        prepare_app_role(connection, settings["TINHSO_APP_PASSWORD"])
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    login = f"{APP}:{quote(settings['TINHSO_APP_PASSWORD'])}"
    app_url = os.environ.get("TINHSO_DATABASE_URL") or urlunsplit(
        parts._replace(netloc=f"{login}@{host}")
    )
    with connected(app_url) as connection:
        check_app_role(connection)
        app_role = connection.info.user
    prepare_database(owner_url, app_role)
    env_file.update({"TINHSO_OWNER_URL": owner_url, "TINHSO_DATABASE_URL": app_url})


def check_server(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Refuse a server older than PostgreSQL 15."""
    if connection.info.server_version < OLDEST_SERVER:
        raise Problem(
            f"Máy chủ PostgreSQL phiên bản {connection.info.server_version // 10000} quá cũ. "
            "Cần PostgreSQL 15 trở lên.",
            "This PostgreSQL server is too old: version 15 or newer is needed.",
        )


def prepare_app_role(connection: psycopg.Connection[tuple[object, ...]], password: str) -> None:
    """Make the application's role, or explain how its administrator makes it."""
    if "TINHSO_DATABASE_URL" in os.environ:
        return
    try:
        make_role(connection, APP, password)
    except psycopg.errors.InsufficientPrivilege as error:
        statement = f"create role {APP} login password '…' nosuperuser nobypassrls;"
        raise Problem(
            f"Tài khoản trong DATABASE_URL không tạo được vai trò {APP}. Nhờ quản trị viên chạy: "
            f"{statement} rồi đặt TINHSO_DATABASE_URL với vai trò đó.",
            f"DATABASE_URL's role may not create the role {APP}. Ask the administrator to run "
            "the statement above, then set TINHSO_DATABASE_URL to log in with that role.",
        ) from error


def check_app_role(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Refuse an application role that would walk past row-level security."""
    row = connection.execute(
        "select rolsuper or rolbypassrls or pg_has_role(d.datdba, 'MEMBER') from pg_roles, "
        "pg_database d where rolname = current_user and d.datname = current_database()"
    ).fetchone()
    if row is None or row[0]:
        raise Problem(
            "Vai trò trong TINHSO_DATABASE_URL có quyền quá lớn (siêu quản trị, BYPASSRLS hoặc "
            f"là chủ cơ sở dữ liệu). Hãy dùng một vai trò thường như {APP}.",
            "The role in TINHSO_DATABASE_URL has too much power (superuser, BYPASSRLS or member "
            f"of the database's owner). Use a plain role such as {APP}.",
        )


def make_role(
    connection: psycopg.Connection[tuple[object, ...]],
    name: str,
    password: str,
    *,
    createdb: bool = False,
) -> None:
    """Make a login role without special powers, or set its password when it is there."""
    found = connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone()
    verb = "alter" if found else "create"
    powers = f"login nocreaterole {'createdb' if createdb else 'nocreatedb'}"
    statement = sql.SQL(f"{verb} role {{}} with {powers} password {{}}")
    connection.execute(statement.format(sql.Identifier(name), sql.Literal(password)))


def prepare_database(owner_url: str, app_role: str = APP) -> None:
    """Make the extensions, and let the application work on whatever the owner makes here."""
    with connected(owner_url) as connection:
        for extension in EXTENSIONS:
            connection.execute(
                sql.SQL("create extension if not exists {}").format(sql.Identifier(extension))
            )
        for right, kind in (
            ("select, insert, update, delete", "tables"),
            ("usage, select", "sequences"),
            ("execute", "functions"),
        ):
            connection.execute(
                sql.SQL(
                    f"alter default privileges in schema public grant {right} on {kind} to {{}}"
                ).format(sql.Identifier(app_role))
            )
        connection.execute(
            sql.SQL("grant usage on schema public to {}").format(sql.Identifier(app_role))
        )


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Connect for one-statement transactions, or explain why that cannot be."""
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        place = urlsplit(url)
        where = f"{place.hostname}:{place.port or 5432}{unquote(place.path)}"
        raise Problem(
            f"Không kết nối được cơ sở dữ liệu {where} với vai trò {place.username}: {error}\n"
            "  Hãy kiểm tra địa chỉ, mật khẩu và máy chủ PostgreSQL có đang chạy không.",
            f"Cannot reach the database {where} as {place.username}. Check the address, the "
            "password, and that the PostgreSQL server runs.",
        ) from error
    with connection:
        yield connection


if __name__ == "__main__":
    run_tool(main)
