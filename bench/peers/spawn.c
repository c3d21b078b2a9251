/* A command line, from start to end, in a folder of its own; ROOT is the folder of the project. Its exit status is its output. */
#include "peer.h"
#include <limits.h>
#include <sys/wait.h>
#include <unistd.h>

static char command[4096];
static int status;

static void prepare(void) {
  char root[PATH_MAX], folder[] = "/tmp/spawn-XXXXXX";
  setenv("ROOT", getcwd(root, sizeof root), 1);
  setenv("DYN_BUILD", "never", 1);
  if (!mkdtemp(folder) || chdir(folder)) exit(4);
  snprintf(command, sizeof command, "( %s ) >output 2>&1", text("command", "false"));
}

static void run(void) {
  status = system(command);
}

static void report(void) {
  output("status", 0, WEXITSTATUS(status));
}
