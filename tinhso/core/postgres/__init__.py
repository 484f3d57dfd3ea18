"""Django's PostgreSQL backend with connections that last and statements that stay planned."""
