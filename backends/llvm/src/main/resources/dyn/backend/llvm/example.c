/* Runs @model@ as it was compiled and prints its final states in hexadecimal, which loses no bit. */
#include <stdio.h>

#include "@model@.h"

int main(void) {
  @model@ *m = @model@_create();
  if (!m) return 1;
  int error = @model@_run(m);
  if (error) fprintf(stderr, "%s\n", @model@_text(error));
  for (int s = 0; s < @states@; s++) {
    size_t count;
    const double *x = @model@_state(m, s, &count);
    for (size_t i = 0; i < count; i++) printf("%d %zu %a\n", s, i, x[i]);
  }
  @model@_destroy(m);
  return error;
}
