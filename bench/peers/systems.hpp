/* The systems, once for all solvers in C++. A system is one member: its parameters, start, drift, and which states are told. */
#pragma once
#include <cmath>

/* The golden ratio spreads parameters so that neighbours have nothing to do with each other. */
inline double spread(long member) {
  double product = (double)member * 0.6180339887498949;
  return product - std::floor(product);
}

struct label { const char *state; long cell; };

template <class R> struct Lorenz {
  enum { n = 3 };
  R rho;
  static Lorenz member(long m, long members) { return {R(members == 1 ? 28 : 100 * spread(m))}; }
  void start(R *x) const { x[0] = 1, x[1] = 0, x[2] = 0; }
  void drift(const R *x, R *d) const {
    d[0] = 10 * (x[1] - x[0]);
    d[1] = x[0] * (rho - x[2]) - x[1];
    d[2] = x[0] * x[1] - R(8) / 3 * x[2];
  }
  static label told(int i, long m) { return {i == 0 ? "x" : i == 1 ? "y" : "z", m}; }
};

template <class R> struct VanDerPol {
  enum { n = 2 };
  R mu;
  static VanDerPol member(long m, long members) { return {R(members == 1 ? 5 : 0.1 + 9.9 * spread(m))}; }
  void start(R *x) const { x[0] = 2, x[1] = 0; }
  void drift(const R *x, R *d) const {
    d[0] = x[1];
    d[1] = mu * (1 - x[0] * x[0]) * x[1] - x[0];
  }
  static label told(int i, long m) { return {i == 0 ? "x" : "y", m}; }
};

/* Places r[body][xy], then velocities. */
template <class R> struct ThreeBody {
  enum { n = 12 };
  static ThreeBody member(long, long) { return {}; }
  void start(R *x) const {
    const double vx = 0.93240737, vy = 0.86473146;
    const double all[12] = {0.97000436, -0.24308753, -0.97000436, 0.24308753, 0, 0, vx / 2, vy / 2, vx / 2, vy / 2, -vx, -vy};
    for (int i = 0; i < 12; i++) x[i] = all[i];
  }
  void drift(const R *x, R *d) const {
    for (int i = 0; i < 6; i++) d[i] = x[6 + i], d[6 + i] = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < i; j++) {
        R dx = x[2 * j] - x[2 * i], dy = x[2 * j + 1] - x[2 * i + 1], d2 = dx * dx + dy * dy, w = 1 / (d2 * std::sqrt(d2));
        d[6 + 2 * i] += w * dx, d[7 + 2 * i] += w * dy;
        d[6 + 2 * j] -= w * dx, d[7 + 2 * j] -= w * dy;
      }
    }
  }
  static label told(int i, long) { return {i < 6 ? "r" : nullptr, i}; }
};

/* x[star], x'[star], y[star], y'[star]. */
template <class R> struct Pleiades {
  enum { n = 28 };
  static Pleiades member(long, long) { return {}; }
  void start(R *x) const {
    const double all[28] = {3, 3, -1, -3, 2, -2, 2, 0, 0, 0, 0, 0, 1.75, -1.5, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, -1.25, 1, 0, 0};
    for (int i = 0; i < 28; i++) x[i] = all[i];
  }
  void drift(const R *x, R *d) const {
    for (int i = 0; i < 7; i++) d[i] = x[7 + i], d[14 + i] = x[21 + i], d[7 + i] = d[21 + i] = 0;
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < i; j++) {
        R dx = x[j] - x[i], dy = x[14 + j] - x[14 + i], d2 = dx * dx + dy * dy, w = 1 / (d2 * std::sqrt(d2));
        d[7 + i] += (j + 1) * w * dx, d[21 + i] += (j + 1) * w * dy;
        d[7 + j] -= (i + 1) * w * dx, d[21 + j] -= (i + 1) * w * dy;
      }
    }
  }
  static label told(int i, long) { return {i < 7 ? "x" : i >= 14 && i < 21 ? "y" : nullptr, i % 14}; }
};
