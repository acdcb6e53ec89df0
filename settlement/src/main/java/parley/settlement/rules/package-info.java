/** The rules' orders of packages, and what they choose from a frontier. */
@NullMarked
package parley.settlement.rules;

import org.jspecify.annotations.NullMarked;
