"""Tools of the front-end build."""
