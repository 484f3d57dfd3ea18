"""Gateways: typesetting, stored bytes, cleaning of uploads, keys, signatures."""
