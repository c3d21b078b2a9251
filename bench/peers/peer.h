/*
 * What every peer in C and C++ shares. Arguments are `name=value`. A peer defines prepare(), run() and report(): it prepares once, and
 * for each line `run` it runs once and answers one line, the seconds that run() took and then its outputs, ` state@cell=value`.
 */
#ifndef PEER_H
#define PEER_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 64")
#endif

static void prepare(void);
static void run(void);
static void report(void);

static int argument_count;
static char **argument_texts;

__attribute__((unused)) static const char *text(const char *name, const char *otherwise) {
  size_t length = strlen(name);
  for (int i = 1; i < argument_count; i++)
    if (!strncmp(argument_texts[i], name, length) && argument_texts[i][length] == '=') return argument_texts[i] + length + 1;
  return otherwise;
}

__attribute__((unused)) static double number(const char *name) {
  const char *value = text(name, NULL);
  if (value) return atof(value);
  fprintf(stderr, "no argument %s\n", name);
  exit(2);
}

__attribute__((unused)) static void *memory(size_t bytes) {
  void *p = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (!p) exit(3);
  return memset(p, 0, (bytes + 63) / 64 * 64);
}

__attribute__((unused)) static void output(const char *state, long cell, double value) {
  printf(" %s@%ld=%.17g", state, cell, value);
}

__attribute__((unused)) static void count(const char *name, double value) {
  printf(" %s=%.17g", name, value);
}

/* The members that all contestants tell of: those at the quarters. */
__attribute__((unused)) static long chosen(int quarter, long members) {
  return quarter * (members / 4);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv) {
  argument_count = argc;
  argument_texts = argv;
  prepare();
  puts("ready");
  fflush(stdout);
  for (char line[64]; fgets(line, sizeof line, stdin);) {
    double start = now();
    run();
    printf("%.9f", now() - start);
    report();
    puts("");
    fflush(stdout);
  }
  return 0;
}
#endif
