"""What the doctor answers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One answer of the doctor: a Russian template with named fields, and whether all is well."""

    ok: bool
    template: str
    details: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return self.template.format(**self.details)


def finding(ok: bool, template: str, **details: object) -> Finding:
    return Finding(ok, template, details)
