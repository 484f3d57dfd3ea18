"""The JSON API: one router per slice, described at /api/openapi.json."""

from ninja import NinjaAPI

api = NinjaAPI(title="Tỉnh Số", version="1.0", docs_url=None, urls_namespace="api")
