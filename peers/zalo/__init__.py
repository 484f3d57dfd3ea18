"""A Zalo-like notification service: templates with parameters, tokens that are refreshed."""
