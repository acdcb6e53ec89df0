package parley.relay.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.relay.wire.Call;
import parley.relay.wire.Route;

/**
 * HTTP in front of the {@link Desk}.
 *
 * <p>Guarantees: a body larger than its route's limit is refused before it is read; a body that comes too slowly and an
 * answer that is taken too slowly end the connection; errors have a status and no words. Nothing about a request is logged.
 * A caller who goes away in the middle harms nobody: what it asked for may happen all the same.
 */
final class RelayHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(RelayHandler.class);
    private static final HttpField BINARY =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");

    private final Desk desk;
    private final RelayLimits limits;
    private final Bytes about;

    RelayHandler(Desk desk, RelayLimits limits, Bytes publicKey) {
        this.desk = desk;
        this.limits = limits;
        this.about = Bytes.utf8("{\"service\":\"parley-relay\",\"versions\":[" + Call.VERSION + "],\"key\":\""
                + publicKey.toHex() + "\"}\n");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            serve(request, response, callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (TimeoutException | ExecutionException e) {
            callback.failed(e); // Too slow, or gone.
        } catch (RuntimeException e) {
            LOG.warn("A call failed.", e);
            refuse(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
        return true;
    }

    private void serve(Request request, Response response, Callback callback)
            throws InterruptedException, TimeoutException, ExecutionException {
        String path = Request.getPathInContext(request);
        if (path.equals(Route.ABOUT) && HttpMethod.GET.is(request.getMethod())) {
            send(response, callback, JSON, about);
            return;
        }
        Optional<Route> route = Route.at(path);
        if (route.isEmpty()) {
            refuse(response, callback, HttpStatus.NOT_FOUND_404);
            return;
        }
        if (!HttpMethod.POST.is(request.getMethod())) {
            refuse(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            return;
        }
        Optional<Bytes> body = body(request, route.get().mostBytes());
        if (body.isEmpty()) {
            refuse(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
            return;
        }
        Bytes answer;
        try {
            answer = desk.answer(Call.read(route.get(), body.get()));
        } catch (Malformed e) {
            refuse(response, callback, HttpStatus.BAD_REQUEST_400);
            return;
        }
        send(response, callback, BINARY, answer);
    }

    /** Empty when it is too large: by its announced length without reading, else as soon as it has grown too large. */
    private Optional<Bytes> body(Request request, int most)
            throws InterruptedException, TimeoutException, ExecutionException {
        if (request.getLength() > most) {
            return Optional.empty();
        }
        Body reading = new Body();
        Content.Source.asByteArrayAsync(request, most, reading);
        try {
            return Optional.of(Bytes.wrap(reading.get(limits.bodySeconds(), TimeUnit.SECONDS)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                throw e; // The caller is gone.
            }
            return Optional.empty();
        }
    }

    /** A body on its way. */
    private static final class Body extends CompletableFuture<byte[]> implements Promise.Invocable<byte[]> {
        @Override
        public void succeeded(byte[] result) {
            complete(result);
        }

        @Override
        public void failed(Throwable why) {
            completeExceptionally(why);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING; // It only wakes the thread that serves the call.
        }
    }

    private void send(Response response, Callback callback, HttpField type, Bytes body)
            throws InterruptedException, TimeoutException, ExecutionException {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(type);
        headers.put(HttpHeader.CONTENT_LENGTH, body.size());
        Callback.Completable taken = new Callback.Completable();
        response.write(true, ByteBuffer.wrap(body.toArray()), taken);
        taken.get(limits.answerSeconds(), TimeUnit.SECONDS);
        callback.succeeded();
    }

    private static void refuse(Response response, Callback callback, int status) {
        if (response.isCommitted()) {
            callback.failed(new IOException("refused in the middle of an answer"));
            return;
        }
        response.setStatus(status);
        response.getHeaders().put(CLOSE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        response.write(true, ByteBuffer.allocate(0), callback);
    }
}
