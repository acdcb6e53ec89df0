/** JMH and whole-system measurements beside peers. */
@NullMarked
package parley.bench;

import org.jspecify.annotations.NullMarked;
