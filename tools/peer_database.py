"""The demonstration's peer database: another organisation's tables in the embedded server."""

from psycopg import sql

from tools.database import connected, make_role
from tools.folders import ROOT
from tools.postgres import Cluster

READER, DATABASE = "electricity_reader", "electricity"
TABLES = ROOT / "peers" / "electricity" / "tables.sql"


def prepare_peer_database(cluster: Cluster, password: str) -> str:
    """Make or continue the electricity company's database; give the address its reader uses."""
    with connected(cluster.superuser_address) as connection:
        make_role(connection, READER, password)
        found = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
        if not found.fetchone():
            statement = sql.SQL("create database {} template template0")
            connection.execute(statement.format(sql.Identifier(DATABASE)))
    address = cluster.address("postgres", cluster.superuser_password, DATABASE)
    with connected(address) as connection:
        connection.execute(TABLES.read_text(encoding="utf-8").encode())
        reader = sql.Identifier(READER)
        connection.execute(sql.SQL("grant usage on schema dien_luc to {}").format(reader))
        statement = sql.SQL("grant select on all tables in schema dien_luc to {}")
        connection.execute(statement.format(reader))
    return cluster.address(READER, password, DATABASE)
