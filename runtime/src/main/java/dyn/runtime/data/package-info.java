/**
 * Reads columns of numbers from files that others wrote: CSV, npy, npz, HDF5. Nothing in a file makes it throw, hang or take memory
 * beyond {@link dyn.runtime.data.Sizes}: what is wrong is a value with a code and a place. Knows no model and no run.
 * Start at {@link dyn.runtime.data.DataFile}.
 */
package dyn.runtime.data;
