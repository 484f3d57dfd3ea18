"""What adds facts up: PostgreSQL, columnar engines over Parquet files, and the planner."""

from tinhso.indicators.gateways.answering import answer
from tinhso.indicators.gateways.choosing import ENGINES, NoSuchEngine

__all__ = ["ENGINES", "NoSuchEngine", "answer"]
