/* Writes the exact values of exp, log, sin, cos, tanh at all arguments as pairs of doubles whose sum has 106 bits: FOLDER/NAME.exact */
#include "arguments.h"
#include <quadmath.h>
#include <stdio.h>

static void write(const char *folder, const char *name, __float128 (*f)(__float128)) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.exact", folder, name);
  FILE *file = fopen(path, "wb");
  for (int i = 0; i < CELLS; i++) {
    __float128 y = f(cell_argument(name, i));
    double pair[2] = {(double)y, (double)(y - (double)y)};
    fwrite(pair, sizeof pair, 1, file);
  }
  fclose(file);
}

int main(int argc, char **argv) {
  write(argv[1], "exp", expq);
  write(argv[1], "log", logq);
  write(argv[1], "sin", sinq);
  write(argv[1], "cos", cosq);
  write(argv[1], "tanh", tanhq);
  return 0;
}
