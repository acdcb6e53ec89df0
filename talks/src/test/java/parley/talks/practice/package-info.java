@NullMarked
package parley.talks.practice;

import org.jspecify.annotations.NullMarked;
