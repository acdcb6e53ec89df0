@NullMarked
package parley.talks.message;

import org.jspecify.annotations.NullMarked;
