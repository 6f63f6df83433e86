"""What the operating system says, in Russian where it is known."""

from __future__ import annotations

import errno
import socket

_REASONS = {
    errno.ECONNREFUSED: "в соединении отказано",
    errno.ECONNRESET: "соединение прервано",
    errno.EPIPE: "соединение прервано",
    errno.EHOSTUNREACH: "до него нет пути по сети",
    errno.ENETUNREACH: "до него нет пути по сети",
    errno.ETIMEDOUT: "не ответил вовремя",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "на диске нет места",
    errno.EROFS: "диск открыт только для чтения",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.ENOTDIR: "на её месте файл",
    errno.EEXIST: "на её месте файл",
}


def name_reason(error: OSError) -> str:
    """Why the system refused, without a full stop."""
    if isinstance(error, socket.gaierror):
        return "имя сервера не найдено"
    if isinstance(error, TimeoutError):
        return "не ответил вовремя"
    return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).rstrip(".")
