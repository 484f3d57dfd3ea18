"""Runs the background jobs a test has enqueued, with a real worker on the test database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app


@asynccontextmanager
async def open_worker() -> AsyncIterator[App]:
    """Give the tasks' application on a connector fit for a worker."""
    connector: Any = app.connector
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        with app.replace_connector(worker_app.connector):
            yield worker_app


def run_waiting_jobs() -> None:
    """Run every job that waits, periodic ones aside, and return when none is left.

    The jobs must be committed: use it in tests marked ``django_db(transaction=True)``.
    """

    async def work() -> None:
        async with open_worker() as worker_app:
            await worker_app.run_worker_async(wait=False, install_signal_handlers=False)

    asyncio.run(work())


def forget_jobs() -> None:
    """Empty the queue: its tables are not flushed between tests."""
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")
