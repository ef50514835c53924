#!/usr/bin/env python3
"""Makes the rows that the sinks of `hourly-delays` must hold in the end, straight from the data.

usage: make.py [FOLDER]      writes to FOLDER, by default the folder of this script

A plain model of the pipeline's meaning (Flink's), written apart from Eddy: one loop, a dictionary per window.
"""
import csv
import gzip
import json
import os
import sys
from datetime import datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data")
HOUR = 3_600_000
EPOCH = datetime(1970, 1, 1)


def millis(text):
    return (datetime.strptime(text, "%Y-%m-%d %H:%M:%S") - EPOCH) // timedelta(milliseconds=1)


def stamp(ms):
    return (EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%d %H:%M:%S.") + f"{ms % 1000:03d}"


def main(folder):
    with open(os.path.join(DATA, "airports.csv"), encoding="utf-8", newline="") as file:
        names = {row["iata"]: row["name"] for row in csv.DictReader(file)}

    watermark = None
    windows = {}  # start -> origin -> [sum, count, max]
    late, report, changes, delayed = [], [], [], {}

    def fire(limit):
        for start in sorted(windows):
            if limit is not None and start + HOUR - 1 > limit:
                continue
            rows = [
                (-total / count, origin, count, most)
                for origin, (total, count, most) in windows.pop(start).items()
                if count >= 10
            ]
            for rank, (minus, origin, count, most) in enumerate(sorted(rows)[:3], 1):
                if origin in names:
                    report.append({
                        "window_start": stamp(start), "rank": rank, "origin": origin, "name": names[origin],
                        "avg_delay": 0.0 - minus, "flights": count, "max_delay": most})

    with gzip.open(os.path.join(DATA, "flights-arrivals-200k.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            time = millis(row["scheduled_departure"])
            delay = int(row["delay_minutes"]) if row["delay_minutes"] else None
            origin = row["origin"]
            if delay is not None and -30 <= delay <= 360:
                if delay > 15:
                    delayed[origin] = delayed.get(origin, 0) + 1
                    changes.append({
                        "op": "+I" if delayed[origin] == 1 else "+U",
                        "row": {"origin": origin, "delayed": delayed[origin]}})
                start = time // HOUR * HOUR
                if watermark is not None and start + HOUR - 1 <= watermark:
                    late.append({
                        "scheduled_departure": stamp(time), "delay_minutes": delay,
                        "distance_miles": int(row["distance_miles"]) if row["distance_miles"] else None,
                        "origin": origin, "destination": row["destination"]})
                else:
                    cell = windows.setdefault(start, {}).setdefault(origin, [0, 0, delay])
                    cell[0] += delay
                    cell[1] += 1
                    cell[2] = max(cell[2], delay)
            # A row is judged by the watermark of the rows before it.
            if watermark is None or time - HOUR // 2 > watermark:
                watermark = time - HOUR // 2
                fire(watermark)
    fire(None)

    counts = [{"origin": o, "delayed": delayed[o]} for o in sorted(delayed)]
    for name, rows in (("late-rows.ndjson", late), ("report.ndjson", report),
                       ("delay-counts.ndjson", counts), ("delay-counts.changelog.ndjson", changes)):
        text = "".join(json.dumps(r, separators=(",", ":"), ensure_ascii=False) + "\n" for r in rows).encode()
        if len(text) > 200_000:
            with open(os.path.join(folder, name + ".gz"), "wb") as out:
                with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed:
                    packed.write(text)
        else:
            with open(os.path.join(folder, name), "wb") as out:
                out.write(text)
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else HERE)
