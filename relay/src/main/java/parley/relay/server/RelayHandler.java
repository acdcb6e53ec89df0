package parley.relay.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
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
 * answer that is taken too slowly end the connection; all calls under way together hold a bounded part of memory; errors
 * have a status and no words. Nothing about a request is logged.
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
    private final Tally tally;
    private final CallMemory memory = CallMemory.ofThisMachine();
    private final Bytes about;

    RelayHandler(Desk desk, RelayLimits limits, Tally tally, Bytes publicKey) {
        this.desk = desk;
        this.limits = limits;
        this.tally = tally;
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
            callback.failed(new QuietException.Exception(e)); // Too slow, or gone: strangers fill no log with that.
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
        Origin from = Origin.of(
                request.getConnectionMetaData().getRemoteSocketAddress(),
                limits.perAddress().manyBehind());
        try (CallMemory.Lease lease = memory.lease(from.key())) {
            switch (new BodyReader(request, route.get().mostBytes(), lease).read(limits.bodySeconds())) {
                case BodyReader.Read.Whole(Bytes body) -> answer(route.get(), body, from, lease, response, callback);
                case BodyReader.Read.TooLarge() -> refuse(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
                case BodyReader.Read.NoRoom() -> refuse(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            }
        }
    }

    private void answer(
            Route route, Bytes body, Origin from, CallMemory.Lease lease, Response response, Callback callback)
            throws InterruptedException, TimeoutException, ExecutionException {
        Call call;
        try {
            call = Call.read(route, body);
        } catch (Malformed e) {
            refuse(response, callback, HttpStatus.BAD_REQUEST_400);
            return;
        }
        send(response, callback, BINARY, desk.answer(call, from, lease));
    }

    private void send(Response response, Callback callback, HttpField type, Bytes body)
            throws InterruptedException, TimeoutException, ExecutionException {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(type);
        headers.put(HttpHeader.CONTENT_LENGTH, body.size());
        Callback.Completable taken = new Callback.Completable();
        response.write(true, body.asBuffer(), taken);
        taken.get(limits.answerSeconds(), TimeUnit.SECONDS);
        callback.succeeded();
    }

    private void refuse(Response response, Callback callback, int status) {
        tally.turnedAway();
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
