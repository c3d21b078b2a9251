/*
 * SUNDIALS: CVODE's Adams methods with fixed-point iteration, or an explicit method of ARKODE. The solver is made once and started anew
 * for each member. -DCVODE, or -DTABLE=ARKODE_DORMAND_PRINCE_7_4_5.
 */
#define REAL double
#include "ensemble.hpp"
#include <nvector/nvector_serial.h>
#ifdef CVODE
#include <cvode/cvode.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>
#else
#include <arkode/arkode_erkstep.h>
#endif

template <class S> struct Solver {
  SUNContext context;
  N_Vector y;
  void *solver;

  static int drift(double, N_Vector y, N_Vector d, void *system) {
    ((const S *)system)->drift(N_VGetArrayPointer(y), N_VGetArrayPointer(d));
    return 0;
  }

  Solver() {
    SUNContext_Create(nullptr, &context);
    y = N_VNew_Serial(S::n, context);
    S::member(0, members).start(N_VGetArrayPointer(y));
#ifdef CVODE
    solver = CVodeCreate(CV_ADAMS, context);
    CVodeInit(solver, drift, 0, y);
    CVodeSStolerances(solver, rtol, atol_);
    CVodeSetNonlinearSolver(solver, SUNNonlinSol_FixedPoint(y, 0, context));
    CVodeSetMaxNumSteps(solver, -1);
#else
    solver = ERKStepCreate(drift, 0, y, context);
    ERKStepSetTableNum(solver, TABLE);
    ERKStepSStolerances(solver, rtol, atol_);
    ERKStepSetMaxNumSteps(solver, -1);
#endif
  }

  long solve(const S &system, REAL *x) {
    double t;
    long taken;
    std::copy(x, x + S::n, N_VGetArrayPointer(y));
#ifdef CVODE
    CVodeReInit(solver, 0, y);
    CVodeSetUserData(solver, (void *)&system);
    CVodeSetStopTime(solver, span);
    CVode(solver, span, y, &t, CV_NORMAL);
    CVodeGetNumSteps(solver, &taken);
#else
    ERKStepReInit(solver, drift, 0, y);
    ERKStepSetUserData(solver, (void *)&system);
    ERKStepSetStopTime(solver, span);
    ERKStepEvolve(solver, span, y, &t, ARK_NORMAL);
    ERKStepGetNumSteps(solver, &taken);
#endif
    std::copy(N_VGetArrayPointer(y), N_VGetArrayPointer(y) + S::n, x);
    return taken;
  }
};
