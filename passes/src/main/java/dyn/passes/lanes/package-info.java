/**
 * PLACED to PLACED: members or cells in the lanes of vectors, and code that keeps vectors busy.
 * Must not know how many bytes a vector has, nor which target runs it.
 * Start reading at {@link dyn.passes.lanes.VectorizeMembers}.
 */
package dyn.passes.lanes;
