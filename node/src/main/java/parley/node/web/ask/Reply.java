package parley.node.web.ask;

import gg.jte.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.Refusal;

/** What a page answers. */
public sealed interface Reply {
    /** A page of HTML. */
    record Html(int status, Content page) implements Reply {}

    /** "Done; now look there": after every act that changed something. */
    record See(String path) implements Reply {}

    /** Bytes to be saved: always inert, whatever they are. */
    record Download(String fileName, long size, InputStream content) implements Reply {}

    /**
     * Bytes to be saved that are made while they are sent.
     *
     * @param refused what to show instead, if nothing was written before the refusal
     */
    record Export(String fileName, Exporting exporting, Function<Refusal, Reply> refused) implements Reply {}

    /** Something small for a script of ours. */
    record Json(int status, String text) implements Reply {}

    /** Something that goes on: a live log, hits of a search. */
    record Stream(String type, Writing writing) implements Reply {}

    /** Static bytes of the node itself. */
    record Asset(String type, Bytes content) implements Reply {}

    /** The vault is locked from here on; the browser also forgets what it kept. */
    record Cleared(String path) implements Reply {}

    /** A browser has signed in. */
    record SignedIn(BrowserSession session) implements Reply {}

    /** A constant page that says no more than its status. */
    record Bare(int status) implements Reply {}

    /** Writes what is to be saved, or says why not. */
    @FunctionalInterface
    interface Exporting {
        Optional<Refusal> to(OutputStream out) throws IOException;
    }

    /** Writes until it returns; a reader that went away shows as an {@link IOException}. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }
}
