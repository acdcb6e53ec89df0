/** Practice: carrying whole items between parties, as a postman does. */
@NullMarked
package parley.talks.courier;

import org.jspecify.annotations.NullMarked;
