/* Boost odeint (Ahnert and Mulansky 2011): Dormand and Prince 5(4) or Fehlberg 7(8), steps by its own control with plain tolerances. */
#ifndef REAL
#define REAL double
#endif
#include "ensemble.hpp"
#include <array>
#include <boost/numeric/odeint.hpp>
namespace odeint = boost::numeric::odeint;

template <class S> struct Solver {
  typedef std::array<REAL, S::n> state;
  typedef odeint::STEPPER<state, REAL> stepper;
  typedef odeint::default_error_checker<REAL, typename stepper::algebra_type, typename stepper::operations_type> checker;

  long solve(const S &system, REAL *x) {
    state s;
    std::copy(x, x + S::n, s.begin());
    /* The weight of the derivative in the error is 0, so that tolerances mean what they mean elsewhere. */
    odeint::controlled_runge_kutta<stepper, checker> controlled{checker(atol_, rtol, 1, 0)};
    long taken = odeint::integrate_adaptive(controlled, [&](const state &y, state &d, REAL) { system.drift(y.data(), d.data()); }, s,
                                            REAL(0), span, REAL(1e-3));
    std::copy(s.begin(), s.end(), x);
    return taken;
  }
};
