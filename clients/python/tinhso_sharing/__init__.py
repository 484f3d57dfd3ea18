"""Ask a province that runs Tỉnh Số for data: ``connect`` gives a client that signs by itself."""

from tinhso_sharing.signing import SignedRequests, connect

__all__ = ["SignedRequests", "connect"]
