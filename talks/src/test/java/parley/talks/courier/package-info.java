@NullMarked
package parley.talks.courier;

import org.jspecify.annotations.NullMarked;
