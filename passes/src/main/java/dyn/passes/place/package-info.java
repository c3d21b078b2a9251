/**
 * LOCAL to PLACED: lanes become a loop over members, arrays become buffers and loops over cells, neighbours in one loop.
 * Must not know which target runs the loops.
 * Start reading at {@link dyn.passes.place.PlaceLoops}.
 */
package dyn.passes.place;
