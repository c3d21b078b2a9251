/**
 * The `dyn` command: reads arguments and files, asks dyn.compiler, prints. Must not know how anything is compiled or run.
 * Exit codes are in {@link dyn.cli.Exit}; whatever fails inside becomes a report file, never a stack trace.
 * Start reading at {@link dyn.cli.Main}, then {@link dyn.cli.RunCommand}.
 */
package dyn.cli;
