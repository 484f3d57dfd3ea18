"""The SMTP peer: a real mail server on loopback with an inbox to look into."""
