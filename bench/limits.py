"""The limits that the monitor is measured against: what the same libraries do when they do nothing else.

Run by `bench.poll` as processes of their own, start-up included, as the monitor is:
`python -m bench.limits httpx|feedparser PORT FEEDS FOLDER`.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from pathlib import Path

WORKERS = 50


async def get_all(port: int, count: int, folder: Path, *, parse: bool) -> None:
    """Ask every feed once with the validators of the last time; one httpx client a worker, one TLS context.

    This is the fastest way to use httpx that is known: a shared pool searches all its connections each time.
    """
    import httpx  # noqa: PLC0415 - its import is part of what is measured

    if parse:
        import feedparser  # noqa: PLC0415 - likewise
    memory = folder / "validators.json"
    validators: dict[str, str] = json.loads(memory.read_text()) if memory.exists() else {}
    context = ssl.create_default_context()
    numbers = iter(range(count))

    async def work() -> None:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
        async with httpx.AsyncClient(limits=limits, timeout=30, trust_env=False, verify=context) as client:
            for number in numbers:
                etag = validators.get(str(number))
                headers = {"If-None-Match": etag} if etag else {}
                answer = await client.get(f"http://127.0.0.1:{port}/feed/{number}", headers=headers)
                if answer.status_code == httpx.codes.OK:
                    validators[str(number)] = answer.headers["etag"]
                    if parse:
                        feedparser.parse(answer.content)

    await asyncio.gather(*(work() for _ in range(WORKERS)))
    memory.write_text(json.dumps(validators))


if __name__ == "__main__":
    what, port, count, folder = sys.argv[1:]
    asyncio.run(get_all(int(port), int(count), Path(folder), parse=what == "feedparser"))
