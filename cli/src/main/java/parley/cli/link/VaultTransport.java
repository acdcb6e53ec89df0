package parley.cli.link;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import parley.base.Refusal;
import parley.node.api.Answer;
import parley.node.api.Api;
import parley.node.api.ApiJson;
import parley.node.api.Call;

/** Calls the JSON API of a vault that this process opened itself. Closing locks the vault. */
public final class VaultTransport implements Transport {
    private static final int PIPE_BYTES = 64 * 1024;

    private final Api api;
    private final Runnable lock;

    /** @param lock run when closed */
    public VaultTransport(Api api, Runnable lock) {
        this.api = api;
        this.lock = lock;
    }

    @Override
    public Reply call(String method, String target, byte[] body) throws IOException {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        Map<String, String> query = mark < 0 ? Map.of() : query(target.substring(mark + 1));
        return reply(api.answer(new Call(method, path, query, new ByteArrayInputStream(body))));
    }

    private static Reply reply(Answer answer) throws IOException {
        return switch (answer) {
            case Answer.Nothing _ -> new Reply(answer.status(), InputStream.nullInputStream());
            case Answer.Value value ->
                new Reply(answer.status(), new ByteArrayInputStream(ApiJson.write(value.value())));
            case Answer.Stream stream -> new Reply(answer.status(), piped(stream));
            case Answer.Export export -> made(export);
        };
    }

    /** No node runs: this process has its memory for itself. */
    private static Reply made(Answer.Export export) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Optional<Refusal> refusal = export.exporting().to(file);
        return refusal.isPresent()
                ? reply(export.refused().apply(refusal.get()))
                : new Reply(export.status(), new ByteArrayInputStream(file.toByteArray()));
    }

    private static InputStream piped(Answer.Stream stream) throws IOException {
        PipedInputStream in = new PipedInputStream(PIPE_BYTES);
        PipedOutputStream out = new PipedOutputStream(in);
        AtomicReference<@Nullable IOException> cut = new AtomicReference<>();
        Thread.ofVirtual().name("answer").start(() -> {
            try (out) {
                try {
                    stream.body().writeTo(out);
                } catch (IOException e) {
                    // Before the pipe ends, so that its reader doesn't take what it has for all.
                    cut.set(e);
                    throw e;
                }
            } catch (IOException e) {
                // The reader hung up, or reads what was noted.
            }
        });
        return new Whole(in, cut);
    }

    /** Ends only where the answer does: one that broke off is an error, never a shorter answer. */
    private static final class Whole extends FilterInputStream {
        private final AtomicReference<@Nullable IOException> cut;

        private Whole(InputStream in, AtomicReference<@Nullable IOException> cut) {
            super(in);
            this.cut = cut;
        }

        @Override
        public int read() throws IOException {
            return ended(super.read());
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return ended(super.read(into, from, length));
        }

        private int ended(int read) throws IOException {
            IOException why = cut.get();
            if (read < 0 && why != null) {
                throw new IOException("the answer broke off", why);
            }
            return read;
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int is = pair.indexOf('=');
            query.put(pair.substring(0, is), URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        lock.run();
    }
}
