#!/usr/bin/env python3
"""Makes orders.csv (6 000 orders of one day) and rates.csv (rates to the euro, one for each currency every ten minutes), by a seed."""
import os
import random
from datetime import datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
DAY = datetime(2026, 3, 2)
START = {"USD": 0.92, "GBP": 1.17, "CHF": 1.05, "JPY": 0.0061}
COUNTRIES = [("US", "USD", 5), ("GB", "GBP", 3), ("CH", "CHF", 1), ("JP", "JPY", 2)]


def stamp(seconds):
    return (DAY + timedelta(milliseconds=int(seconds * 1000))).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def main():
    random.seed(42)
    with open(os.path.join(HERE, "rates.csv"), "w", encoding="utf-8", newline="\n") as out:
        out.write("since,currency,to_euro\n")
        now = dict(START)
        for i in range(144):
            for currency in now:
                now[currency] *= 1 + random.gauss(0, 0.0008)
                out.write(f"{stamp(i * 600)},{currency},{now[currency]:.6f}\n")
    orders = []
    for i in range(6_000):
        at = random.uniform(0, 86_399)
        country, currency, _ = random.choices(COUNTRIES, [c[2] for c in COUNTRIES])[0]
        amount = random.lognormvariate(3.5, 0.8) / START[currency]
        orders.append((at + random.expovariate(1 / 20.0), at, f"o{i:05d}", country, currency, amount))
    with open(os.path.join(HERE, "orders.csv"), "w", encoding="utf-8", newline="\n") as out:
        out.write("ordered_at,order_id,country,currency,amount\n")
        for _, at, order, country, currency, amount in sorted(orders):
            out.write(f"{stamp(at)},{order},{country},{currency},{amount:.2f}\n")


main()
