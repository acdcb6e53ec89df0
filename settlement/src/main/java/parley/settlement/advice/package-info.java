/** What can be said about one package: how to better it, how fair it is, what would change it. */
@NullMarked
package parley.settlement.advice;

import org.jspecify.annotations.NullMarked;
