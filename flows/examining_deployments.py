"""Is the way with many machines in order: the Prefect server, its pool and workers, what stands on it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from flows.deploying import count_late, differences, find_workers, full_name, is_paused, list_ours
from flows.deployments import plan_deployments
from flows.findings import Finding, finding
from flows.prefect_server import PrefectServer
from models.errors import SrokiError
from models.settings import Settings

_ROUNDS_OF_PATIENCE = 3  # so many missed runs of each deployment are no reason to worry


def examine_deployments(settings: Settings, server: PrefectServer | None = None) -> list[Finding]:
    """Nothing where the clock of one machine does the work; else what an operator would look at first."""
    if not settings.prefect_api_url:
        return []
    try:
        with server or PrefectServer(settings) as asked:
            found = _server(asked)
            pool = asked.read(f"/work_pools/{settings.pool}")
            if pool is None:
                sentence = "Пула работ {pool} на сервере Prefect нет. Завести: sroki deploy."
                return [found, finding(False, sentence, pool=settings.pool)]
            standing = list_ours(settings, asked)
            return [
                found,
                _workers(settings, asked, pool),
                _deployments(settings, standing),
                _schedules(standing),
                _late(settings, asked, len(standing)),
            ]
    except SrokiError as error:
        return [finding(False, error.template, **error.details)]


def _server(server: PrefectServer) -> Finding:
    theirs, ours = server.read("/admin/version"), version("prefect")
    sentence = "Сервер Prefect {address} отвечает, версия {theirs}."
    if theirs != ours:
        sentence = "Сервер Prefect {address} другой версии: {theirs}, а здесь {ours}. Обновите его."
    return finding(theirs == ours, sentence, address=server.address, theirs=theirs, ours=ours)


def _workers(settings: Settings, server: PrefectServer, pool: dict[str, Any]) -> Finding:
    if pool["is_paused"]:
        sentence = "Пул работ {pool} остановлен: никто ничего не делает. Включить: sroki deploy."
        return finding(False, sentence, pool=settings.pool)
    names = sorted(worker["name"] for worker in find_workers(settings, server))
    if not names:
        sentence = "Об исполнителях пула {pool} давно не слышно. Запустите хотя бы одного: sroki worker."
        return finding(False, sentence, pool=settings.pool)
    sentence = "Исполнителей пула {pool}: {count} ({names})."
    shown = "; ".join(names[:5]) + ("…" if len(names) > 5 else "")
    return finding(True, sentence, pool=settings.pool, count=len(names), names=shown)


def _deployments(settings: Settings, standing: list[dict[str, Any]]) -> Finding:
    wanted = {deployment.full_name: deployment for deployment in plan_deployments(settings)}
    known = {full_name(found): found for found in standing}
    wrong = sorted(wanted.keys() ^ known.keys())
    # What is merely paused is told apart: it was somebody's wish.
    wrong += [
        name
        for name in sorted(wanted.keys() & known.keys())
        if set(differences(wanted[name], known[name])) - {"paused"}
    ]
    if not wrong:
        sentence = "На сервере Prefect стоит то, что исполняет эта версия: {count}."
        return finding(True, sentence, count=len(known))
    sentence = "На сервере Prefect не то, что исполняет эта версия: {names}. Исправить: sroki deploy."
    return finding(False, sentence, names="; ".join(wrong))


def _schedules(standing: list[dict[str, Any]]) -> Finding:
    paused = sorted(full_name(found) for found in standing if is_paused(found))
    if not paused:
        return finding(True, "Все расписания действуют.")
    sentence = "Расписания остановлены: {names}. Включить: sroki deploy."
    return finding(False, sentence, names="; ".join(paused))


def _late(settings: Settings, server: PrefectServer, deployments: int) -> Finding:
    late = count_late(settings, server)
    sentence = "Опаздывающих запусков: {count}."
    if late > _ROUNDS_OF_PATIENCE * deployments:
        sentence = "Опаздывающих запусков: {count}. Исполнители не успевают: добавьте их (sroki worker)."
        return finding(False, sentence, count=late)
    return finding(True, sentence, count=late)
