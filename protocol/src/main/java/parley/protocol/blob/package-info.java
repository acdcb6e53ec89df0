/** Attachments: sealed blobs beside the log, and the manifest that binds them. */
@NullMarked
package parley.protocol.blob;

import org.jspecify.annotations.NullMarked;
