"""Geometric Brownian motion in NumPy by the protocol of peer.h: arrays over members, a block of them at a time so that they stay in a cache."""
import math
import sys
import time

import numpy as np

arguments = dict(a.split("=", 1) for a in sys.argv[1:])
members, steps, block = int(arguments["members"]), int(arguments["steps"]), int(arguments.get("block", 8192))
MU, SIGMA = 0.05, 0.2


def run():
    draws = np.random.Generator(np.random.Philox(1))
    dt = 1 / steps
    growth, root = 1 + MU * dt, SIGMA * math.sqrt(dt)
    x = np.ones(members)
    factor = np.empty(min(block, members))
    for first in range(0, members, block):
        part = x[first:first + block]
        z = factor[:len(part)]
        for _ in range(steps):
            draws.standard_normal(out=z)
            z *= root
            z += growth
            part *= z
    return x


def off(x):
    """How many standard errors the mean and the mean square miss those of Euler and Maruyama's steps."""
    growth, noise = 1 + MU / steps, SIGMA * SIGMA / steps
    return max(abs(y.mean() - wanted) / (y.std() / math.sqrt(members))
               for y, wanted in ((x, growth**steps), (x * x, (growth**2 + noise)**steps)))


print("ready", flush=True)
for line in sys.stdin:
    begin = time.perf_counter()
    x = run()
    seconds = time.perf_counter() - begin
    print("%.9f off=%.17g" % (seconds, off(x)), flush=True)
