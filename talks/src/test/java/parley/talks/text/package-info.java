@NullMarked
package parley.talks.text;

import org.jspecify.annotations.NullMarked;
