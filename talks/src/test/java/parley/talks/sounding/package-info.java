@NullMarked
package parley.talks.sounding;

import org.jspecify.annotations.NullMarked;
