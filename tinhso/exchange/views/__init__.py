"""The administrator's pages of connections to outside systems."""
