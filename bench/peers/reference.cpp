/* What all outputs are judged by: extrapolation after Bulirsch and Stoer in 80 bits, to 16 digits; only the members that are told. */
#define REAL real
typedef long double real;
#include "ensemble.hpp"
#include <array>
#include <boost/numeric/odeint.hpp>
namespace odeint = boost::numeric::odeint;

template <class S> struct Solver {
  typedef std::array<REAL, S::n> state;
  long solve(const S &system, REAL *x) {
    state s;
    std::copy(x, x + S::n, s.begin());
    odeint::bulirsch_stoer<state, REAL> stepper(1e-17L, 1e-17L, 1, 0);
    long taken = odeint::integrate_adaptive(stepper, [&](const state &y, state &d, REAL) { system.drift(y.data(), d.data()); }, s, REAL(0),
                                            span, REAL(1e-3));
    std::copy(s.begin(), s.end(), x);
    return taken;
  }
};
