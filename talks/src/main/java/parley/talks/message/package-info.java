/** Practice: what people say in a room. */
@NullMarked
package parley.talks.message;

import org.jspecify.annotations.NullMarked;
