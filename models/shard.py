"""A part of the work that one worker takes before it looks at what others should do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shard:
    """Part ``number`` (from 0) of ``of`` parts into which work is split by the remainder of an id.

    Only a way to keep out of each other's way: correctness rests on unique keys, row locks and
    leases, so that two workers may hold the same shard, or shards of different splits.
    """

    number: int = 0
    of: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.number < self.of:
            raise ValueError(f"no such shard: {self.number} of {self.of}")

    def __str__(self) -> str:
        return f"{self.number + 1}-of-{self.of}"

    @property
    def is_whole(self) -> bool:
        return self.of == 1

    def holds(self, id_: int) -> bool:
        return id_ % self.of == self.number


WHOLE = Shard()
