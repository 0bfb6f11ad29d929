"""Writing the city: every table with its hostile rows between the good ones, and the manifest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ingest.city.arrays import ANCHOR, Streams
from ingest.city.city import City, make_city
from ingest.city.construction import construction_tables
from ingest.city.contracts import contract_tables
from ingest.city.dirt import Dirt
from ingest.city.inspection import inspection_tables
from ingest.city.manifest import planted
from ingest.city.market_tables import market_tables
from ingest.city.publicity import publicity_tables
from ingest.city.registry import registry_tables
from ingest.city.shape import CityShape, hubs, measure
from ingest.city.sinks import CsvSink, JsonSink, Sink, XlsxSink
from ingest.city.table import Table

MANIFEST: Final = ".city.json"  # hidden, so that no loader takes it for a delivery
Progress = Callable[[str, int, int], None]
"""Called with the file just begun, the rows written so far, and all rows."""


def write_city(
    folder: Path, companies: int, seed: int, progress: Progress | None = None
) -> CityShape:
    """Writes the deliveries of a made-up city of this many companies under ``folder``.

    The same size and seed give the same bytes. Files of an earlier city are replaced. About
    40 seconds a million companies, 350 bytes of memory a company. Raises ValueError below 50
    companies, OSError where the folder cannot be written.
    """
    city = make_city(companies, seed)
    tables = list(_tables(city))
    total = sum(len(table.rows) for table in tables)
    dirt = Dirt(total, companies, Streams(seed)("dirt"))
    rows: Counter[str] = Counter()
    for table in tables:
        if progress is not None:
            progress(table.path, rows.total(), total)
        _write(folder, table, dirt)
        rows[table.layout] += len(table.rows)
    shape = measure(city, rows, sum(dirt.counts.values()))
    (folder / MANIFEST).write_text(_manifest(city, shape, dirt), encoding="utf-8")
    return shape


def _tables(city: City) -> Iterator[Table]:
    yield from registry_tables(city)
    yield from construction_tables(city)
    yield from market_tables(city)
    yield from publicity_tables(city)
    yield from inspection_tables(city)
    yield from contract_tables(city)


def _write(folder: Path, table: Table, dirt: Dirt) -> None:
    path = folder / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    sink = _open(path, table)
    try:
        for rows in table.chunks():
            _mixed(sink, table, rows, dirt)
    finally:
        sink.close()


def _open(path: Path, table: Table) -> Sink:
    if table.form == "xlsx":
        return XlsxSink(path, table.header, Path(table.path).stem)
    if table.form == "jsonl":
        return JsonSink(path, table.header)
    return CsvSink(path, table.header, table.encoding, packed=table.form == "csv.gz")


def _mixed(sink: Sink, table: Table, rows: list[tuple[str, ...]], dirt: Dirt) -> None:
    """The good rows in order, each hostile one after the row it was copied from."""
    count = dirt.due(len(rows))
    written = 0
    for number in range(count):
        until = (number + 1) * len(rows) // (count + 1) + 1
        sink.rows(rows[written:until])
        written = until
        kind, spoilt = dirt.spoil(table, rows[until - 1])
        dirt.planted(table.path, kind, sink.line)
        if isinstance(spoilt, bytes) and isinstance(sink, CsvSink):
            sink.raw(spoilt)
        elif not isinstance(spoilt, bytes):
            sink.rows([spoilt])
    sink.rows(rows[written:])


def _manifest(city: City, shape: CityShape, dirt: Dirt) -> str:
    plan = city.companies.planted

    def codes(members: tuple[int, ...] | list[int]) -> list[str]:
        return [bytes(city.companies.code[number]).decode("ascii") for number in members]

    return json.dumps(
        {
            "seed": city.companies.seed,
            "companies": city.companies.count,
            "today": ANCHOR.isoformat(),
            "shape": shape.as_json(),
            "dirty": dirt.figures(),
            "planted": {
                "state": codes(plan.state),
                "chains": [codes(chain) for chain in plan.chains],
                "loops": [codes(loop) for loop in plan.loops],
                "shell_clusters": [codes(cluster) for cluster in plan.clusters],
                "bidding_rings": [codes(ring) for ring in plan.rings],
                "investing_hubs": codes(hubs(city)),
                "oversubscribed": codes(city.oversubscribed),
                **planted(city),
            },
        },
        ensure_ascii=False,
        indent=1,
    )
