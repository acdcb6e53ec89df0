/**
 * The words of a bargain, and the questions that can be asked of it: {@link parley.settlement.Bargain} is the case,
 * {@link parley.settlement.Settler} answers.
 */
@NullMarked
package parley.settlement;

import org.jspecify.annotations.NullMarked;
