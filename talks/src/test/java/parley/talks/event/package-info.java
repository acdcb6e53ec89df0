@NullMarked
package parley.talks.event;

import org.jspecify.annotations.NullMarked;
