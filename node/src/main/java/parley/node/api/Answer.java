package parley.node.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;

/** What the JSON API answers to a {@link Call}. */
public sealed interface Answer {
    int OK = 200;
    int NOTHING = 204;

    /** HTTP status. */
    int status();

    /** @param value written as JSON */
    record Value(int status, Object value) implements Answer {}

    /** Done, and nothing to say. */
    record Nothing() implements Answer {
        @Override
        public int status() {
            return NOTHING;
        }
    }

    /**
     * Bytes as they come: a file, or events for as long as the caller listens.
     *
     * @param type media type
     * @param size bytes, when known beforehand
     */
    record Stream(String type, OptionalLong size, Body body) implements Answer {
        @Override
        public int status() {
            return OK;
        }
    }

    /**
     * A file that goes as it is made, so that it never lies in memory whole; it can be refused until its first buffer has gone.
     *
     * @param type media type
     * @param refused the answer that says why
     */
    record Export(String type, Exporting exporting, Function<Refusal, Answer> refused) implements Answer {
        @Override
        public int status() {
            return OK;
        }
    }

    /** Writes what is asked for, or says why not; what it throws ends the answer unfinished. */
    @FunctionalInterface
    interface Exporting {
        Optional<Refusal> to(OutputStream out) throws IOException;
    }

    /** Writes an answer's bytes; what it throws ends the answer unfinished, so that the caller sees that it is cut. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** To an act of which there is nothing to say but that it is done. */
    static Result<Answer> nothing(Result<Ok> done) {
        return done.map(ok -> new Nothing());
    }

    static Answer value(Object value) {
        return new Value(OK, value);
    }
}
