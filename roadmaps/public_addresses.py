"""Which addresses a page may be fetched from: public ones only, so that no link leads inside. Pure.

Networks are those of the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890) that are
not globally reachable, and those that carry another address within them. ``ipaddress.is_global`` says
yes to some of these (6to4, NAT64, multicast), so it is not asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443})
_NAMED_NETWORKS = (
    ("0.0.0.0/8", "неопределённый"),
    ("10.0.0.0/8", "частный"),
    ("100.64.0.0/10", "общий адрес провайдера"),  # RFC 6598
    ("127.0.0.0/8", "этот же компьютер"),
    ("169.254.0.0/16", "местная связь"),  # RFC 3927, and the metadata of clouds
    ("172.16.0.0/12", "частный"),
    ("192.0.0.0/24", "служебный"),
    ("192.0.2.0/24", "для примеров"),
    ("192.31.196.0/24", "служебный"),
    ("192.52.193.0/24", "служебный"),
    ("192.88.99.0/24", "переход 6to4"),
    ("192.168.0.0/16", "частный"),
    ("192.175.48.0/24", "служебный"),
    ("198.18.0.0/15", "для испытаний"),  # RFC 2544
    ("198.51.100.0/24", "для примеров"),
    ("203.0.113.0/24", "для примеров"),
    ("224.0.0.0/4", "групповой"),
    ("240.0.0.0/4", "служебный"),  # the broadcast address too
    ("::/128", "неопределённый"),
    ("::1/128", "этот же компьютер"),
    ("::ffff:0:0/96", "вложенный IPv4"),
    ("64:ff9b::/96", "переход NAT64"),
    ("64:ff9b:1::/48", "переход NAT64"),  # RFC 8215
    ("100::/64", "служебный"),
    ("2001::/32", "переход Teredo"),
    ("2001:2::/48", "для испытаний"),
    ("2001:db8::/32", "для примеров"),
    ("2001::/23", "служебный"),
    ("2002::/16", "переход 6to4"),
    ("2620:4f:8000::/48", "служебный"),
    ("3fff::/20", "для примеров"),  # RFC 9637
    ("fc00::/7", "частный"),
    ("fe80::/10", "местная связь"),
    ("fec0::/10", "местная связь"),
    ("ff00::/8", "групповой"),
)
_REFUSED = tuple((ip_network(network), name) for network, name in _NAMED_NETWORKS)
_PUBLIC_IPV6 = ip_network("2000::/3")  # the only part of IPv6 that is given out (RFC 4291, 2.4)
_NOT_IN_HOSTS = frozenset(" %/\\?#@:<>^|\"'`{}")


@dataclass(frozen=True)
class AddressPolicy:
    """What may be connected to. ``allowed`` networks go before the refused ones; tests name theirs."""

    ports: frozenset[int] = WEB_PORTS
    allowed: tuple[Network, ...] = ()

    def refuse_address(self, address: Address) -> str | None:
        """Why nothing may be fetched from an IP address; None where it may."""
        if any(address in network for network in self.allowed if network.version == address.version):
            return None
        for network, name in _REFUSED:
            if network.version == address.version and address in network:
                return f"адрес {address}: {name}"
        if isinstance(address, IPv6Address) and (address.scope_id or address not in _PUBLIC_IPV6):
            return f"адрес {address}: служебный"
        return None

    def refuse_answers(self, answers: Collection[str]) -> str | None:
        """Why a name may not be used: one bad answer is enough, whichever would be taken."""
        if not answers:
            return "у имени нет адреса"
        reasons = (self._refuse_words(answer) for answer in answers)
        return next((reason for reason in reasons if reason), None)

    def _refuse_words(self, answer: str) -> str | None:
        try:
            return self.refuse_address(ip_address(answer))
        except ValueError:
            return f"адрес {answer[:60]} не разобран"

    def refuse_target(self, scheme: str, userinfo: bool, host: str, port: int | None) -> str | None:
        """Why an address of a page may not even be looked up; ``host`` as it would be connected to.

        A host that ends in a number is an IPv4 address in one of its old spellings (WHATWG URL, 3.5):
        only the plain one, four decimal parts, is taken.
        """
        if scheme not in ("http", "https"):
            return "не http и не https"
        if userinfo:
            return "в адресе имя и пароль"
        if (port or {"http": 80, "https": 443}[scheme]) not in self.ports:
            return f"порт {port} не разрешён"
        return self._refuse_host(host.lower().rstrip("."))

    def _refuse_host(self, host: str) -> str | None:
        if ":" in host:
            return self._refuse_words(host) if "%" not in host else "адрес с именем сетевой карты"
        if not host or len(host) > 253 or not host.isascii() or set(host) & _NOT_IN_HOSTS:
            return "имя узла не разобрано"
        if is_numeric(host.rsplit(".", 1)[-1]):
            return self._refuse_words(host)
        if "." not in host and not self.allowed:
            return f"имя {host} без точки: внутренний узел"
        return None


def is_numeric(label: str) -> bool:
    """Whether the last label of a host makes it an address: decimal, octal or 0x-hexadecimal digits."""
    return label.isdigit() or (label.startswith("0x") and all(c in "0123456789abcdef" for c in label[2:]))
