/**
 * Which cells may change at once where each reads what others have become: colourings, and the pass that puts one in the place of the order
 * of the index. Knows no data: where cells read each other along lists, the frontend brings a colouring of these. Start reading at
 * {@link dyn.passes.colour.ColourUpdates}.
 */
package dyn.passes.colour;
