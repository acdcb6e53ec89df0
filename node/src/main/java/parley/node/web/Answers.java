package parley.node.web;

import gg.jte.output.StringOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.node.desk.Attachments;
import parley.node.web.ask.BrowserSession;
import parley.node.web.ask.Reply;
import parley.node.web.guard.AnswerHeaders;

/** Writes replies as HTTP, every one of them with {@link AnswerHeaders}. Thread-safe. */
final class Answers {
    private final Streams streams = new Streams();

    private static final int EXPORT_BUFFER = 64 * 1024;

    void write(boolean headOnly, Reply reply, Response response, Callback callback) {
        AnswerHeaders.everywhere()
                .forEach((name, value) -> response.getHeaders().put(name, value));
        switch (reply) {
            case Reply.Html(int status, gg.jte.Content page) -> {
                StringOutput out = new StringOutput();
                page.writeTo(out);
                bytes(headOnly, response, status, "text/html; charset=utf-8", out.toString(), callback);
            }
            case Reply.See(String path) -> see(response, path, callback);
            case Reply.SignedIn(BrowserSession session) -> {
                response.getHeaders()
                        .add(
                                HttpHeader.SET_COOKIE,
                                Doorkeeper.COOKIE + "=" + session.cookie().reveal() + "; Path=/" + session.path()
                                        + "; HttpOnly; SameSite=Strict");
                see(response, "/" + session.path() + "/", callback);
            }
            case Reply.Cleared(String path) -> {
                response.getHeaders().put("Clear-Site-Data", "\"cache\"");
                see(response, path, callback);
            }
            case Reply.Json(int status, String text) ->
                bytes(headOnly, response, status, "application/json", text, callback);
            case Reply.Asset(String type, Bytes content) ->
                bytes(headOnly, response, 200, type, content.toArray(), callback);
            case Reply.Bare(int status) -> BareErrors.write(response, status, callback);
            case Reply.Download download -> download(headOnly, response, download, callback);
            case Reply.Export export -> export(headOnly, response, export, callback);
            case Reply.Stream(String type, Reply.Writing writing) ->
                stream(headOnly, response, type, writing, callback);
        }
    }

    private static void see(Response response, String path, Callback callback) {
        response.setStatus(303);
        response.getHeaders().put(HttpHeader.LOCATION, path);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    private static void bytes(
            boolean headOnly, Response response, int status, String type, String text, Callback callback) {
        bytes(headOnly, response, status, type, text.getBytes(StandardCharsets.UTF_8), callback);
    }

    private static void bytes(
            boolean headOnly, Response response, int status, String type, byte[] content, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.write(true, ByteBuffer.wrap(headOnly ? new byte[0] : content), callback);
    }

    /** Saved, never shown: an inert type, a sandbox without anything, and a name that can only be a name. */
    private static void download(boolean headOnly, Response response, Reply.Download download, Callback callback) {
        saved(response, download.fileName());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, download.size());
        try (InputStream in = download.content()) {
            if (headOnly) {
                response.write(true, ByteBuffer.allocate(0), callback);
                return;
            }
            OutputStream out = Content.Sink.asOutputStream(response);
            in.transferTo(out);
            out.close();
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    /** The answer begins with the first full buffer: a refusal before that is still shown as a page. */
    private void export(boolean headOnly, Response response, Reply.Export export, Callback callback) {
        saved(response, export.fileName());
        try {
            OutputStream sink = Content.Sink.asOutputStream(response);
            BufferedOutputStream out = new BufferedOutputStream(sink, EXPORT_BUFFER);
            Optional<Refusal> refusal =
                    headOnly ? Optional.empty() : export.exporting().to(out);
            if (refusal.isEmpty()) {
                out.close();
                callback.succeeded();
            } else if (response.isCommitted()) {
                callback.failed(new IOException("broken off"));
            } else {
                response.reset();
                write(false, export.refused().apply(refusal.get()), response, callback);
            }
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private static void saved(Response response, String fileName) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Attachments.INERT_TYPE);
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
        response.getHeaders().put("X-Download-Options", "noopen");
        response.getHeaders()
                .put(
                        "Content-Disposition",
                        "attachment; filename*=UTF-8''"
                                + URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                                        .replace("+", "%20"));
    }

    /** Ends every stream: the node stops. */
    void endStreams() {
        streams.endAll();
    }

    private void stream(boolean headOnly, Response response, String type, Reply.Writing writing, Callback callback) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        if (headOnly) {
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        if (!streams.begin()) {
            callback.failed(new IOException("the node stops"));
            return;
        }
        try {
            OutputStream out = Content.Sink.asOutputStream(response);
            try {
                writing.to(out);
            } finally {
                streams.end();
            }
            out.close();
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
    }
}
