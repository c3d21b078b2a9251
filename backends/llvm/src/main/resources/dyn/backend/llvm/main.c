/*
 * A program of the model alone: options in, records as CSV out. It begins and ends as the C library wants it, and is linked against a list
 * of that library's names, so that neither the library nor its headers are needed to make it.
 */
int printf(const char *, ...);
int dprintf(int, const char *, ...);
int strcmp(const char *, const char *);
size_t strlen(const char *);
double strtod(const char *, char **);
long long strtoll(const char *, char **, int);
int __libc_start_main(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

static int usage(void) {
  printf(MODEL_TEXT "\n\noptions: --set NAME=VALUE[,VALUE...]  --members N  --seed S\n");
  for (int p = 0; p < PARAMETERS; p++) {
    printf("%s  %s = %.17g%s\n", p ? "" : "\nparameters:\n", parameter_table[p].name, parameter_table[p].values[0],
           parameter_table[p].cells > 1 ? ",..." : "");
  }
  return 0;
}

static int wrong(const char *what, const char *why) {
  dprintf(2, "%s: %s; see --help\n", what, why);
  return 1;
}

static int set(struct MODEL *m, char *text) {
  char *value = text;
  while (*value && *value != '=') value++;
  if (!*value) return wrong(text, "--set takes NAME=VALUE");
  *value++ = 0;
  for (int p = 0; p < PARAMETERS; p++) {
    if (strcmp(parameter_table[p].name, text)) continue;
    int64_t count = 0;
    double *values = memory((uint64_t)parameter_table[p].cells * sizeof(double));
    if (!values) return wrong(text, F(text)(C(NO_MEMORY)));
    for (char *at = value;; at++) {
      char *end;
      double x = strtod(at, &end);
      if (end == at || (*end && *end != ',')) {
        free(values);
        return wrong(text, "not a number, nor numbers and commas");
      }
      if (count < parameter_table[p].cells) values[count] = x;
      count++;
      at = end;
      if (!*end) break;
    }
    int error = F(set)(m, p, values, (size_t)count);
    free(values);
    return error ? wrong(text, F(text)(error)) : 0;
  }
  return wrong(text, "there is no such parameter");
}

static void cell(double x) {
  if (x == x) printf(",%.17g", x);
  else printf(",");
}

static void print(const struct MODEL *m) {
  int before = 0;
  for (int k = 0; k < TRACKS; k++) {
    int any = 0;
    for (int r = 0; r < RECORDS; r++) any |= operand_table[record_table[r].operand].track == k;
    if (!any) continue;
    printf(before++ ? "\nt" : "t");
    if (m->members > 1) printf(",member");
    for (int r = 0; r < RECORDS; r++) {
      const struct place *p = &record_table[r];
      if (operand_table[p->operand].track != k) continue;
      for (int64_t c = 0; c < p->cells; c++) {
        if (p->cells == 1) printf(",%s", p->name);
        else printf(",%s[%lld]", p->name, (long long)c);
      }
    }
    printf("\n");
    for (int64_t row = 0; row < track_table[k].count; row++) {
      for (int64_t i = 0; i < m->members; i++) {
        printf("%.17g", track_table[k].times[row]);
        if (m->members > 1) printf(",%lld", (long long)i);
        for (int r = 0; r < RECORDS; r++) {
          const struct place *p = &record_table[r];
          if (operand_table[p->operand].track != k) continue;
          const double *all = m->outputs[p->operand];
          for (int64_t c = 0; c < p->cells; c++) cell(all[(row * p->cells + c) * m->members + i]);
        }
        printf("\n");
      }
    }
  }
}

static int start(int argc, char **argv, char **environment) {
  (void)environment;
  struct MODEL *m = F(create)();
  if (!m) return wrong("start", F(text)(C(NO_MEMORY)));
  for (int i = 1; i < argc; i += 2) {
    if (!strcmp(argv[i], "--help")) return usage();
    if (i + 1 == argc) return wrong(argv[i], "it needs a value");
    char *end = argv[i + 1];
    int error = 0;
    if (!strcmp(argv[i], "--set")) {
      if (set(m, argv[i + 1])) return 1;
      continue;
    }
    int64_t n = strtoll(argv[i + 1], &end, 10);
    if (end == argv[i + 1] || *end) return wrong(argv[i + 1], "not a whole number");
    if (!strcmp(argv[i], "--members")) error = F(set_members)(m, 0, n);
    else if (!strcmp(argv[i], "--seed")) F(set_seed)(m, n);
    else return wrong(argv[i], "unknown option");
    if (error) return wrong(argv[i], F(text)(error));
  }
  int error = F(run)(m);
  if (error && error != C(MEMBER_FAILED)) return wrong("run", F(text)(error));
  print(m);
  for (int64_t i = 0; i < m->members; i++) {
    if (F(code)(m, i)) dprintf(2, "member %lld ended at t = %.17g: %s\n", (long long)i, F(time)(m, i), F(reason)(F(code)(m, i)));
  }
  F(destroy)(m);
  return error ? 4 : 0;
}

__attribute__((noreturn, used)) static void enter(long *stack) {
  __libc_start_main(start, (int)stack[0], (char **)(stack + 1), 0, 0, 0, stack);
  __builtin_unreachable();
}

#if defined(__x86_64__)
__asm__(".globl _start\n_start:\nxor %ebp, %ebp\nmov %rsp, %rdi\nand $-16, %rsp\ncall enter\n");
#else
__asm__(".globl _start\n_start:\nmov x29, #0\nmov x30, #0\nmov x0, sp\nbl enter\n");
#endif
