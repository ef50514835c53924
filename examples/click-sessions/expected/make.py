#!/usr/bin/env python3
"""Makes the rows that the sinks of `visits` must hold in the end, straight from the data: a plain model of Flink's session
windows, written apart from Eddy.

usage: make.py [FOLDER]      writes to FOLDER, by default the folder of this script
"""
import csv
import json
import os
import sys
from datetime import datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
EPOCH = datetime(1970, 1, 1)
GAP = 5 * 60_000
BEHIND = 30_000


def millis(text):
    return (datetime.strptime(text, "%Y-%m-%d %H:%M:%S.%f") - EPOCH) // timedelta(milliseconds=1)


def stamp(ms):
    return (EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%d %H:%M:%S.") + f"{ms % 1000:03d}"


def main(folder):
    sessions = {}  # visitor -> [[start, end, clicks, spent]]
    late, long_visits, buyers = [], [], {}
    watermark = None

    def fire(visitor, session):
        start, end, clicks, spent = session
        if clicks >= 20:
            long_visits.append(
                {"window_start": stamp(start), "window_end": stamp(end), "visitor": visitor, "clicks": clicks})
        if spent > 0:
            visits, dearest = buyers.get(visitor, (0, 0))
            buyers[visitor] = (visits + 1, max(dearest, spent))

    def advance(limit):
        for visitor, open_ones in sessions.items():
            for s in [s for s in open_ones if limit is None or s[1] - 1 <= limit]:
                open_ones.remove(s)
                fire(visitor, s)

    with open(os.path.join(HERE, "..", "data", "clicks.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            time, visitor, spent = millis(row["clicked_at"]), row["visitor"], float(row["spent"])
            mine = sessions.setdefault(visitor, [])
            merged = [time, time + GAP, 1, spent]
            touching = [s for s in mine if s[0] <= merged[1] and merged[0] <= s[1]]
            for s in touching:
                merged = [min(s[0], merged[0]), max(s[1], merged[1]), s[2] + merged[2], max(s[3], merged[3])]
            if watermark is not None and merged[1] - 1 <= watermark:
                late.append({"clicked_at": stamp(time), "visitor": visitor, "page": row["page"], "spent": spent})
            else:
                for s in touching:
                    mine.remove(s)
                mine.append(merged)
            if watermark is None or time - BEHIND > watermark:
                watermark = time - BEHIND
                advance(watermark)
    advance(None)
    table = [{"visitor": v, "visits": n, "dearest": d} for v, (n, d) in sorted(buyers.items())]
    for name, rows in (("long-visits-found", long_visits), ("late-clicks", late), ("buyers", table)):
        with open(os.path.join(folder, name + ".ndjson"), "w", encoding="utf-8", newline="\n") as out:
            for r in sorted(json.dumps(r, separators=(",", ":")) for r in rows):
                out.write(r + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else HERE)
