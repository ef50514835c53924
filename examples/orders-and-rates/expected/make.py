#!/usr/bin/env python3
"""Makes the rows that the sinks of `revenue` must hold in the end, straight from the data, apart from Eddy.

usage: make.py [FOLDER]      writes to FOLDER, by default the folder of this script
"""
import bisect
import csv
import json
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def read(name):
    with open(os.path.join(HERE, "..", "data", name), encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def main(folder):
    rates = {}
    for row in read("rates.csv"):
        rates.setdefault(row["currency"], []).append((row["since"], float(row["to_euro"])))
    orders, table = [], {}
    for row in read("orders.csv"):
        mine = rates[row["currency"]]
        # Rates come every ten minutes, so the last one before an order is the one within ten minutes.
        rate = mine[bisect.bisect_right(mine, (row["ordered_at"], math.inf)) - 1][1]
        cents = math.floor(float(row["amount"]) * rate * 100 + 0.5)
        hour = int(row["ordered_at"][11:13])
        orders.append({"order_id": row["order_id"], "country": row["country"], "hour": hour, "cents": cents})
        n, total, most = table.get((row["country"], hour), (0, 0, 0))
        table[row["country"], hour] = (n + 1, total + cents, max(most, cents))
    report = [
        {"country": c, "hour": h, "orders": n, "cents": total, "largest": most}
        for (c, h), (n, total, most) in table.items()
    ]
    for name, rows in (("orders-in-euro", orders), ("report", report)):
        with open(os.path.join(folder, name + ".ndjson"), "w", encoding="utf-8", newline="\n") as out:
            for r in sorted(json.dumps(r, separators=(",", ":")) for r in rows):
                out.write(r + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else HERE)
