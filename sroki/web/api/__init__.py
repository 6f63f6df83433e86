"""The API for other programs: what the pages do, as JSON under /api/v1. One small file a resource."""
