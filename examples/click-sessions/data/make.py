#!/usr/bin/env python3
"""Makes clicks.csv: 20 000 clicks of 400 visitors of a shop on one day, by a seed; the same bytes on every machine.

Visitors come in visits of some clicks; a click reaches the log up to eight minutes late, so event time is out of order.
"""
import os
import random
from datetime import datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
PAGES = ["home", "search", "product", "cart", "checkout", "help"]
DAY = datetime(2026, 3, 2)


def main():
    random.seed(20260302)
    clicks = []
    while len(clicks) < 20_000:
        visitor = f"v{random.randrange(400):03d}"
        at = random.uniform(0, 86_400)
        for _ in range(1 + int(random.expovariate(1 / 6.0))):
            page = random.choices(PAGES, [6, 8, 12, 4, 1, 1])[0]
            spent = round(random.uniform(5, 180), 2) if page == "checkout" else 0
            known = at + random.expovariate(1 / 60.0) if random.random() < 0.9 else at + random.uniform(0, 480)
            clicks.append((known, at, visitor, page, spent))
            at += random.expovariate(1 / 90.0)
            if at >= 86_400:
                break
    clicks = sorted(clicks[:20_000])
    with open(os.path.join(HERE, "clicks.csv"), "w", encoding="utf-8", newline="\n") as out:
        out.write("clicked_at,visitor,page,spent\n")
        for _, at, visitor, page, spent in clicks:
            time = (DAY + timedelta(milliseconds=int(at * 1000))).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
            out.write(f"{time},{visitor},{page},{spent:.2f}\n")


main()
