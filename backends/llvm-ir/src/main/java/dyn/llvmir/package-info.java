/**
 * Prints placed programs as the text of LLVM IR, for every backend that goes through LLVM.
 * Must not know LLVM itself, any backend, or how a kernel is run.
 * Start reading at {@link dyn.llvmir.ModulePrinter}.
 */
package dyn.llvmir;
