/** Practice: what supporters offer, and what is published to them. */
@NullMarked
package parley.talks.gallery;

import org.jspecify.annotations.NullMarked;
