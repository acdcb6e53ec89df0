@NullMarked
package parley.talks.roster;

import org.jspecify.annotations.NullMarked;
