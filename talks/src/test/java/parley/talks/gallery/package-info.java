@NullMarked
package parley.talks.gallery;

import org.jspecify.annotations.NullMarked;
