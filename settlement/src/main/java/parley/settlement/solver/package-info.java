/** How another solver can be asked to prove what this engine could not: a port, behind which nothing stands unless somebody puts it there. */
@NullMarked
package parley.settlement.solver;

import org.jspecify.annotations.NullMarked;
