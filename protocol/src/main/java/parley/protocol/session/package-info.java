/** The one seam to libsignal: pairwise sessions. Nothing else imports it. */
@NullMarked
package parley.protocol.session;

import org.jspecify.annotations.NullMarked;
