"""Immutable bytes in an S3-compatible store, named by their SHA-256.

A write is conditional (``If-None-Match: *``) and carries the SHA-256 for the store to check; bytes
that are there stay as they are. Addresses and keys come from the settings.
"""

from collections.abc import Iterator
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

from django.conf import settings
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import S3Store

_CHUNK = 1024 * 1024


class ObjectStoreAway(Exception):
    """The store does not answer, or refuses."""


class ObjectFiles:
    """Files in a bucket."""

    name = "s3"

    def put(self, sha256: str, content: bytes) -> None:
        """Write bytes; known bytes stay as they are.

        :raises ObjectStoreAway: they are not stored.
        """
        _put(sha256, content)

    def put_from(self, sha256: str, source: Path) -> None:
        """Write the bytes of a file, which the system pages in as they are sent.

        :raises ObjectStoreAway: they are not stored.
        """
        with source.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            _put(sha256, content)

    def parts(self, sha256: str) -> Iterator[bytes]:
        """Read bytes in parts.

        :raises FileNotFoundError: there are none.
        :raises ObjectStoreAway: the store does not answer.
        """
        try:
            for part in _store().get(key_of(sha256)).stream(min_chunk_size=_CHUNK):
                yield bytes(part)
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(sha256) from error
        except BaseError as error:
            raise ObjectStoreAway(str(error)) from error

    def remove(self, sha256: str) -> None:
        """Delete bytes; already gone is as good.

        :raises ObjectStoreAway: the store does not answer.
        """
        try:
            _store().delete(key_of(sha256))
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as error:
            raise ObjectStoreAway(str(error)) from error


def _put(sha256: str, content: "bytes | mmap") -> None:
    try:
        _store().put(key_of(sha256), content, mode="create", use_multipart=False)
    except AlreadyExistsError:
        return
    except BaseError as error:
        raise ObjectStoreAway(str(error)) from error


def key_of(sha256: str) -> str:
    """Give the name of an object: the same two levels as on disk, under the set prefix."""
    prefix = settings.S3_PREFIX.strip("/")
    name = f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
    return f"{prefix}/{name}" if prefix else name


def _store() -> S3Store:
    return _opened(
        settings.S3_ENDPOINT,
        settings.S3_BUCKET,
        settings.S3_REGION,
        settings.S3_ACCESS_KEY,
        settings.S3_SECRET_KEY,
    )


@lru_cache(maxsize=4)
def _opened(endpoint: str, bucket: str, region: str, access_key: str, secret: str) -> S3Store:
    return S3Store(
        bucket,
        endpoint=endpoint,
        region=region,
        access_key_id=access_key,
        secret_access_key=secret,
        virtual_hosted_style_request=False,
        checksum_algorithm="SHA256",
        client_options={
            "allow_http": endpoint.startswith("http://"),
            "timeout": "30s",
            "connect_timeout": "5s",
        },
        retry_config={"max_retries": 3},
    )
