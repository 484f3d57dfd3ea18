"""Structured logs: one JSON object a line with the request's id, foreign loggers included."""

import logging
import sys
from typing import Any

import structlog
from structlog.types import Processor

# Procrastinate logs whole job arguments at INFO: names of people do not belong in a log.
QUIET_LOGGERS = (
    "httpx",
    "httpcore",
    "fontTools",
    "pyhanko",
    "pyhanko_certvalidator",
    "asyncio",
    "procrastinate",
)


def configure(options: dict[str, Any]) -> None:
    """Set up logging; ``options`` holds ``level`` (a name) and ``format`` (json or console)."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(shared, options.get("format", "json")))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(options["level"])
    _calm_foreign_loggers()


def _formatter(shared: list[Processor], style: str) -> logging.Formatter:
    rendering: list[Processor] = (
        [structlog.dev.ConsoleRenderer(colors=False)]
        if style == "console"
        else [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
    )


def _calm_foreign_loggers() -> None:
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("django", "django.server", "django.request"):
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
