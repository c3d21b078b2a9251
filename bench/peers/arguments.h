/* The arguments of elementary functions: 4096 cells whose numbers are exact, from -10 to 10, of log from 1/4 to 1024. */
#pragma once
#define CELLS 4096
static double cell_argument(const char *function, int i) {
  return function[0] == 'l' ? (i + 1) / 4.0 : i / 4096.0 * 20 - 10;
}
