/**
 * The package of generated kernels.
 * Must not know anything: it only lends its access.
 * Start reading at {@link dyn.backend.jvm.JvmBackend}.
 */
package dyn.kernel;
