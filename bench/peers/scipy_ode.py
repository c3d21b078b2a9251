"""SciPy's solve_ivp by the protocol of peer.h: drifts are NumPy where arrays pay and plain Python where they do not."""
import math
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

arguments = dict(a.split("=", 1) for a in sys.argv[1:])
members, stride = int(arguments["members"]), int(arguments.get("stride", 1))
rtol, atol, span = (float(arguments[a]) for a in ("rtol", "atol", "span"))


def spread(member):
    product = member * 0.6180339887498949
    return product - math.floor(product)


def lorenz(m):
    rho = 28 if members == 1 else 100 * spread(m)
    return [1, 0, 0], lambda t, s: (10 * (s[1] - s[0]), s[0] * (rho - s[2]) - s[1], s[0] * s[1] - 8 / 3 * s[2])


def van_der_pol(m):
    mu = 5 if members == 1 else 0.1 + 9.9 * spread(m)
    return [2, 0], lambda t, s: (s[1], mu * (1 - s[0] * s[0]) * s[1] - s[0])


def attraction(places, mass):
    d = places[None, :, :] - places[:, None, :]
    square = np.einsum("ijk,ijk->ij", d, d)
    np.fill_diagonal(square, 1)
    return np.einsum("ij,ijk->ik", mass / (square * np.sqrt(square)), d)


def three_body(_):
    vx, vy = 0.93240737, 0.86473146
    start = [0.97000436, -0.24308753, -0.97000436, 0.24308753, 0, 0, vx / 2, vy / 2, vx / 2, vy / 2, -vx, -vy]
    mass = np.ones(3)
    return start, lambda t, s: np.concatenate([s[6:], attraction(s[:6].reshape(3, 2), mass).ravel()])


def pleiades(_):
    start = [3, 3, -1, -3, 2, -2, 2, 0, 0, 0, 0, 0, 1.75, -1.5, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, -1.25, 1, 0, 0]
    mass = np.arange(1.0, 8.0)

    def drift(t, s):
        a = attraction(np.stack([s[:7], s[14:21]], axis=1), mass)
        return np.concatenate([s[7:14], a[:, 0], s[21:], a[:, 1]])

    return start, drift


TOLD = {
    "lorenz": lambda i, m: ("xyz"[i], m),
    "van_der_pol": lambda i, m: ("xy"[i], m),
    "three_body": lambda i, m: ("r", i) if i < 6 else None,
    "pleiades": lambda i, m: ("x", i) if i < 7 else ("y", i - 14) if 14 <= i < 21 else None,
}
system, told = {f.__name__: f for f in (lorenz, van_der_pol, three_body, pleiades)}[arguments["system"]], TOLD[arguments["system"]]


def run():
    ends, steps = {}, 0
    for m in range(0, members, stride):
        start, drift = system(m)
        solution = solve_ivp(drift, (0, span), start, method=arguments["method"], rtol=rtol, atol=atol)
        ends[m] = solution.y[:, -1]
        steps += len(solution.t) - 1
    return ends, steps


print("ready", flush=True)
for line in sys.stdin:
    begin = time.perf_counter()
    ends, steps = run()
    seconds = time.perf_counter() - begin
    outputs = []
    for m in sorted({q * (members // 4) for q in range(4)} if members > 1 else {0}):
        for i, value in enumerate(ends[m]):
            if told(i, m):
                outputs.append(" %s@%d=%.17g" % (*told(i, m), value))
    print("%.9f%s steps=%d" % (seconds, "".join(outputs), steps), flush=True)
