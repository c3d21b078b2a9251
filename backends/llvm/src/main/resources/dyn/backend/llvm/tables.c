/* How the tables below are laid out. */
enum { LINE = 64 };

/* What the kernel is given at each place: a number, or the address of cells. */
enum { NUMBER, PARAMETER, ARRAY, OUTPUT, CARRY, ALL_MEMBERS, FIRST_MEMBER, THE_SEED, FRESH, DONE, UNTIL, COUNT, TABLE };

struct operand {
  int kind;
  /* Records that it has a row for each of, or -1. */
  int track;
  int64_t cells;
  /* Bits of a number; of a cell that nothing was computed for; the parameter; the output that is carried. */
  int64_t number;
  const void *data;
  /* A parameter that is one number; an output that the next part of a run reads. */
  int single, carried;
};

struct track {
  int64_t count;
  const double *times;
  /* Fixed steps that have to be done before each record. */
  const int64_t *needed;
  /* Output that counts the records of each member. */
  int recorded;
};

struct parameter {
  const char *name;
  int64_t cells;
  const double *values;
};

struct place {
  const char *name;
  int operand;
  int64_t row, cells;
};
