"""Under which keys the axis knows our messages."""


def message_key(transmission_id: int) -> str:
    """Give the key of a message at one recipient; the same however often it is tried."""
    return f"dispatch:{transmission_id}"


def status_key(record_key: str) -> str:
    """Give the key of one status message."""
    return f"dispatch-status:{record_key}"
