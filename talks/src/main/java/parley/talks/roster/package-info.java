/** Practice: who proposes and consents to admission, removal, renewal, refresh and moving to another relay. */
@NullMarked
package parley.talks.roster;

import org.jspecify.annotations.NullMarked;
