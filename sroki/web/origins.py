"""Forms are taken from our own pages only (OWASP ASVS 5.0, V3.5.1)."""

from __future__ import annotations

from fastapi import Request

from sroki.web.rendering import PageError

# "none" is a person's own doing. Browsers that send no such header (before 2023) are still held by the
# token in the address, which no other site knows. Origin says nothing here: under our Referrer-Policy
# browsers send "null" with every form.
_OWN = frozenset({"same-origin", "none"})


def require_own_form(request: Request) -> None:
    """PageError for a form that another site sent (Fetch Metadata: ``Sec-Fetch-Site``)."""
    if request.headers.get("sec-fetch-site", "same-origin") not in _OWN:
        raise PageError(403, "Эта форма пришла с другого сайта и не принята. Откройте ссылку из письма.")
