/** A case as the algorithms see it: blocks of choices with a vector of units each, whatever issues stand behind them. */
@NullMarked
package parley.settlement.space;

import org.jspecify.annotations.NullMarked;
