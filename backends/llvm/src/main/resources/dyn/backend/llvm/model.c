/*
 * The functions that a compiled model's header declares, over the tables that stand before this text. It needs no header: the C library
 * gives memory and copies it.
 */

struct host {
  void *context;
  int (*poll)(void *, int64_t, double);
  int (*wait_for_all)(void *, int);
  int (*wait_along)(void *, const char *);
  int64_t skips; /* polls that are not to be made */
};
int KERNEL(void **operands, const int64_t *lengths, void *scratch, struct host *host);

/* Memory that begins at a line of the cache, all zero. */
static void *memory(uint64_t bytes) {
  uint64_t whole = (bytes + LINE) / LINE * LINE;
  if (whole < bytes) return 0;
  void *at = aligned_alloc(LINE, whole);
  return at ? memset(at, 0, whole) : 0;
}

struct MODEL {
  int64_t members, first, seed;
  /* Steps and records done so far; how far a run by error control has come. */
  int64_t done, records[TRACKS + 1];
  double until;
  int state;
  MODEL_PROGRESS *progress;
  void *context;
  double *parameters[PARAMETERS + 1];
  /* For each operand that is an output; and what it was before this part of the run, where the kernel reads that. */
  void *outputs[OPERANDS], *carries[OPERANDS];
  void *scratch;
};

enum { NEW, BEGUN, ENDED, STOPPED };

static int64_t rows(const struct operand *o) { return o->track < 0 ? o->cells : track_table[o->track].count * o->cells; }

static void drop(struct MODEL *m) {
  for (int i = 0; i < OPERANDS; i++) {
    free(m->outputs[i]);
    free(m->carries[i]);
    m->outputs[i] = m->carries[i] = 0;
  }
  m->state = NEW;
  m->done = 0;
  m->until = START;
  for (int k = 0; k < TRACKS; k++) m->records[k] = 0;
}

struct MODEL *F(create)(void) {
  struct MODEL *m = memory(sizeof *m);
  if (!m) return 0;
  m->members = MEMBERS;
  m->seed = SEED;
  m->scratch = memory(SCRATCH);
  int whole = m->scratch != 0;
  for (int p = 0; p < PARAMETERS; p++) {
    m->parameters[p] = memory((uint64_t)parameter_table[p].cells * sizeof(double));
    if (m->parameters[p]) memcpy(m->parameters[p], parameter_table[p].values, (uint64_t)parameter_table[p].cells * sizeof(double));
    else whole = 0;
  }
  m->until = START;
  if (whole) return m;
  F(destroy)(m);
  return 0;
}

void F(destroy)(struct MODEL *m) {
  if (!m) return;
  drop(m);
  for (int p = 0; p < PARAMETERS; p++) free(m->parameters[p]);
  free(m->scratch);
  free(m);
}

int F(set)(struct MODEL *m, int parameter, const double *values, size_t count) {
  if (parameter < 0 || parameter >= PARAMETERS) return C(NO_PARAMETER);
  if ((int64_t)count != parameter_table[parameter].cells) return C(WRONG_COUNT);
  drop(m);
  memcpy(m->parameters[parameter], values, count * sizeof(double));
  return C(OK);
}

int F(get)(const struct MODEL *m, int parameter, double *values, size_t count) {
  if (parameter < 0 || parameter >= PARAMETERS) return C(NO_PARAMETER);
  if ((int64_t)count != parameter_table[parameter].cells) return C(WRONG_COUNT);
  memcpy(values, m->parameters[parameter], count * sizeof(double));
  return C(OK);
}

int F(set_members)(struct MODEL *m, int64_t first, int64_t count) {
  if (first < 0 || count < 1) return C(NO_MEMBERS);
  drop(m);
  m->first = first;
  m->members = count;
  return C(OK);
}

void F(set_seed)(struct MODEL *m, int64_t seed) {
  drop(m);
  m->seed = seed;
}

void F(on_progress)(struct MODEL *m, MODEL_PROGRESS *progress, void *context) {
  m->progress = progress;
  m->context = context;
}

void F(reset)(struct MODEL *m) { drop(m); }

/* Outputs as they are where nothing was computed. */
static int begin(struct MODEL *m) {
  for (int i = 0; i < OPERANDS; i++) {
    const struct operand *o = &operand_table[i];
    if (o->kind != OUTPUT) continue;
    uint64_t cells, bytes;
    if (__builtin_mul_overflow((uint64_t)rows(o), (uint64_t)m->members, &cells)) return 0;
    if (__builtin_mul_overflow(cells + 1, (uint64_t)8, &bytes)) return 0;
    m->outputs[i] = memory(bytes);
    m->carries[i] = o->carried ? memory(bytes) : 0;
    if (!m->outputs[i] || (o->carried && !m->carries[i])) return 0;
    for (uint64_t c = 0; c < cells; c++) ((int64_t *)m->outputs[i])[c] = o->number;
  }
  m->state = BEGUN;
  return 1;
}

static int poll(void *context, int64_t step, double time) {
  struct MODEL *m = context;
  if (!m->progress || !m->progress(m->context, step, time)) return 0;
  m->state = STOPPED;
  return 1;
}

/* Nobody else has cells of these members. */
static int wait_for_all(void *context, int all) {
  (void)context;
  (void)all;
  return 0;
}

static int wait_along(void *context, const char *graphs) {
  (void)context;
  (void)graphs;
  return 0;
}

/* Records of a track before the end of this part. */
static int64_t records(const struct track *t, int64_t from, int64_t steps, double until) {
  int64_t k = from;
  while (k < t->count && (FIXED ? t->needed[k] <= steps : t->times[k] < until)) k++;
  return k;
}

/* A member's records end where it did: what comes after in its columns is no number. */
static void blank(struct MODEL *m, const struct track *t, int64_t from, int64_t to) {
  const int64_t *code = m->outputs[CODE], *steps = m->outputs[ACCEPTED], *recorded = m->outputs[t->recorded];
  for (int64_t i = 0; i < m->members; i++) {
    for (int64_t r = from; code[i] != 0 && r < to; r++) {
      int spoiled = FIXED && code[i] == NOT_FINITE && t->needed[r] >= steps[i];
      if (r - from < recorded[i] && !spoiled) continue;
      for (int o = 0; o < OPERANDS; o++) {
        const struct operand *out = &operand_table[o];
        if (out->kind != OUTPUT || out->track != t - track_table) continue;
        for (int64_t c = 0; c < out->cells; c++) ((double *)m->outputs[o])[(r * out->cells + c) * m->members + i] = __builtin_nan("");
      }
    }
  }
}

static int outcome(struct MODEL *m) {
  for (int k = 0; k < CONSTRAINTS; k++) {
    const int64_t *broken = m->outputs[constraint_table[k]];
    for (int64_t i = 0; i < m->members; i++) if (broken[i]) return C(BROKEN) + k;
  }
  const int64_t *code = m->outputs[CODE];
  for (int64_t i = 0; i < m->members; i++) if (code[i]) return C(MEMBER_FAILED);
  return C(OK);
}

/* Runs to so many steps, or to a time; all of the rest where that is the end. */
static int part(struct MODEL *m, int64_t steps, double until, int whole) {
  if (m->state == STOPPED) return C(WAS_STOPPED);
  if (m->state == ENDED) return outcome(m);
  int fresh = m->state == NEW;
  if (fresh && !begin(m)) {
    drop(m);
    return C(NO_MEMORY);
  }
  void *operands[OPERANDS];
  int64_t lengths[OPERANDS], to[TRACKS + 1];
  for (int k = 0; k < TRACKS; k++) to[k] = whole ? track_table[k].count : records(&track_table[k], m->records[k], steps, until);
  for (int i = 0; i < OPERANDS; i++) {
    const struct operand *o = &operand_table[i];
    int64_t number = o->number, before = o->track < 0 ? 0 : m->records[o->track];
    const void *at = 0;
    lengths[i] = rows(o) * m->members;
    switch (o->kind) {
      case NUMBER: break;
      case PARAMETER:
        lengths[i] = o->cells;
        if (o->cells == 1 && o->single) memcpy(&number, m->parameters[o->number], sizeof number);
        else at = m->parameters[o->number];
        break;
      case ARRAY: at = o->data; lengths[i] = o->cells; break;
      case OUTPUT: at = (char *)m->outputs[i] + before * o->cells * m->members * 8; break;
      case CARRY: at = m->carries[o->number]; lengths[i] = o->cells * m->members; break;
      case ALL_MEMBERS: number = m->members; break;
      case FIRST_MEMBER: number = m->first; break;
      case THE_SEED: number = m->seed; break;
      case FRESH: number = fresh; break;
      case DONE: number = m->done; break;
      case UNTIL:
        number = steps;
        if (!FIXED) memcpy(&number, &until, sizeof number);
        break;
      case COUNT: number = to[o->track] - m->records[o->track]; break;
      case TABLE:
        at = (const char *)o->data + before * 8;
        lengths[i] = to[o->track] > before ? to[o->track] - before : 1;
        break;
    }
    operands[i] = at ? (void *)at : (void *)number;
  }
  struct host host = {m, poll, wait_for_all, wait_along, 0};
  KERNEL(operands, lengths, m->scratch, &host);
  for (int i = 0; i < OPERANDS; i++) {
    if (m->carries[i]) memcpy(m->carries[i], m->outputs[i], (uint64_t)rows(&operand_table[i]) * (uint64_t)m->members * 8);
  }
  for (int k = 0; k < TRACKS; k++) {
    blank(m, &track_table[k], m->records[k], to[k]);
    m->records[k] = to[k];
  }
  if (m->state == STOPPED) return C(WAS_STOPPED);
  m->done = steps;
  m->until = until;
  if (whole) m->state = ENDED;
  return outcome(m);
}

int F(run)(struct MODEL *m) { return part(m, STEPS, __builtin_inf(), 1); }

int F(step)(struct MODEL *m, int64_t steps) {
  if (!FIXED) return C(NO_STEPS);
  if (steps < 1) return C(BACKWARDS);
  int whole = steps >= STEPS - m->done;
  return part(m, whole ? STEPS : m->done + steps, 0, whole);
}

int F(advance)(struct MODEL *m, double until) {
  if (!(until >= m->until)) return C(BACKWARDS);
  if (until >= END) return F(run)(m);
  if (!FIXED) return part(m, 0, until, 0);
  /* A time that is a whole number of steps but for its rounding is that number. */
  double steps = (until - START) / DT;
  int64_t whole = (int64_t)(steps + 1e-9 * (steps + 1));
  return whole > m->done ? part(m, whole, 0, 0) : m->state == NEW ? C(OK) : outcome(m);
}

static const void *output(const struct MODEL *m, int operand, int64_t from, int64_t cells, size_t *count) {
  if (count) *count = m->outputs[operand] ? (size_t)(cells * m->members) : 0;
  return m->outputs[operand] ? (const double *)m->outputs[operand] + from * m->members : 0;
}

const double *F(state)(const struct MODEL *m, int state, size_t *count) {
  if (count) *count = 0;
  if (state < 0 || state >= STATES) return 0;
  return output(m, state_table[state].operand, state_table[state].row, state_table[state].cells, count);
}

const double *F(record)(const struct MODEL *m, int record, size_t *count) {
  if (count) *count = 0;
  if (record < 0 || record >= RECORDS) return 0;
  const struct operand *o = &operand_table[record_table[record].operand];
  return output(m, record_table[record].operand, 0, m->records[o->track] * o->cells, count);
}

const double *F(times)(const struct MODEL *m, int record, size_t *count) {
  if (count) *count = 0;
  if (record < 0 || record >= RECORDS) return 0;
  int track = operand_table[record_table[record].operand].track;
  if (count) *count = (size_t)m->records[track];
  return track_table[track].times;
}

static int64_t of_member(const struct MODEL *m, int operand, int64_t member) {
  if (member < 0 || member >= m->members || !m->outputs[operand]) return -1;
  return ((const int64_t *)m->outputs[operand])[member];
}

int F(code)(const struct MODEL *m, int64_t member) { return (int)of_member(m, CODE, member); }
int64_t F(accepted)(const struct MODEL *m, int64_t member) { return of_member(m, ACCEPTED, member); }
int64_t F(rejected)(const struct MODEL *m, int64_t member) { return of_member(m, REJECTED, member); }

double F(time)(const struct MODEL *m, int64_t member) {
  if (member < 0 || member >= m->members || !m->outputs[TIME]) return START;
  return ((const double *)m->outputs[TIME])[member];
}

const char *F(reason)(int code) { return code < 0 || code >= CODES ? "there is no such member, or nothing has run" : code_table[code]; }

const char *F(text)(int error) {
  if (error < 0 || error >= C(BROKEN) + CONSTRAINTS) return "no error of this library";
  return error_table[error];
}
