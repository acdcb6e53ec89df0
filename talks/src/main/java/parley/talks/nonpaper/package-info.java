/** Practice: papers without an author that lapse at their hour. */
@NullMarked
package parley.talks.nonpaper;

import org.jspecify.annotations.NullMarked;
