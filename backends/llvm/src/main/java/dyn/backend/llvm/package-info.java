/**
 * Native code through LLVM: for this process at once, and as objects and libraries.
 * Must not know the user's language, any pass, or another backend.
 * Start reading at {@link dyn.backend.llvm.LlvmBackend}.
 */
package dyn.backend.llvm;
