@NullMarked
package parley.talks.rules;

import org.jspecify.annotations.NullMarked;
