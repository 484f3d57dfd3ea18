"""An S3-compatible object store of the demonstration and the tests."""
