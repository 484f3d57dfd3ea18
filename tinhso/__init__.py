"""Tỉnh Số: the open platform for a province's digital government."""
