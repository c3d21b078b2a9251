/* The loop over members for solvers in C++, which define `template <class S> struct Solver { long solve(const S &, REAL *x); }`. */
#pragma once
#include "peer.h"
#include "systems.hpp"
#include <string>
#include <vector>

static long members, stride, repeat, steps;
static REAL rtol, atol_, span;
static std::vector<REAL> ends;

template <class S> struct Solver;

template <class S> static void all() {
  Solver<S> solver;
  for (long m = 0; m < members; m += stride) {
    S system = S::member(m, members);
    REAL x[S::n];
    system.start(x);
    steps += solver.solve(system, x);
    for (int i = 0; i < S::n; i++) ends[m * S::n + i] = x[i];
  }
}

template <class S> static void tell() {
  for (int q = 0; q < (members == 1 ? 1 : 4); q++) {
    long m = chosen(q, members);
    for (int i = 0; i < S::n; i++)
      if (S::told(i, m).state) output(S::told(i, m).state, S::told(i, m).cell, (double)ends[m * S::n + i]);
  }
}

template <template <class> class S> struct Functions { static constexpr void (*run)() = all<S<REAL>>, (*report)() = tell<S<REAL>>; };
static void (*chosen_run)(), (*chosen_report)();
template <template <class> class S> static void choose() { chosen_run = Functions<S>::run, chosen_report = Functions<S>::report; }

static void prepare(void) {
  members = (long)number("members");
  stride = atol(text("stride", "1"));
  repeat = atol(text("repeat", "1"));
  rtol = number("rtol"), atol_ = number("atol"), span = number("span");
  ends.resize(members * 28);
  std::string system = text("system", "");
  if (system == "lorenz") choose<Lorenz>();
  if (system == "van_der_pol") choose<VanDerPol>();
  if (system == "three_body") choose<ThreeBody>();
  if (system == "pleiades") choose<Pleiades>();
}

static void run(void) {
  steps = 0;
  for (long i = 0; i < repeat; i++) chosen_run();
}

static void report(void) {
  chosen_report();
  count("steps", (double)steps / repeat);
}
