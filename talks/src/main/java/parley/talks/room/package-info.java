/** One room's whole talk: all practices folded together, as the sealed room asks for it. */
@NullMarked
package parley.talks.room;

import org.jspecify.annotations.NullMarked;
