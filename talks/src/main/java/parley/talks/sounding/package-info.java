/** Practice: one question to several parties, each in its own caucus, that opens only if all say yes. */
@NullMarked
package parley.talks.sounding;

import org.jspecify.annotations.NullMarked;
