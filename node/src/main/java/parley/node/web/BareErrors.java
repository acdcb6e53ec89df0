package parley.node.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import parley.node.web.guard.AnswerHeaders;

/** Errors as constant pages: the same bytes for the same status, whatever was asked and whatever broke. Thread-safe. */
final class BareErrors extends ErrorHandler {
    private static final byte[] PAGE = ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Parley</title>"
                    + "<p>This was not done. Nothing has changed.</p>"
                    + "<p lang=\"he\" dir=\"rtl\">הפעולה לא בוצעה. דבר לא השתנה.</p>"
                    + "<p lang=\"fa\" dir=\"rtl\">این کار انجام نشد. چیزی تغییر نکرده است.</p>"
                    + "<p lang=\"ar\" dir=\"rtl\">لم يتم ذلك. لم يتغيّر شيء.</p></html>")
            .getBytes(StandardCharsets.UTF_8);

    static void write(Response response, int status, Callback callback) {
        response.setStatus(status);
        AnswerHeaders.everywhere()
                .forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, PAGE.length);
        response.write(true, ByteBuffer.wrap(PAGE), callback);
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        write(response, code, callback);
    }
}
