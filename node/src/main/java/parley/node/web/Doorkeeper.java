package parley.node.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Malformed;
import parley.node.desk.Attachments;
import parley.node.desk.NodeGate;
import parley.node.web.ask.Ask;
import parley.node.web.ask.BrowserSession;
import parley.node.web.ask.Form;
import parley.node.web.ask.Multipart;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.web.ask.SignIn;
import parley.node.web.guard.Rule;
import parley.node.web.guard.Rules;
import parley.node.web.guard.TokenHeader;
import parley.node.web.page.EnterPage;
import parley.node.words.Language;

/**
 * Lets a request through to a page only when all rules hold, its browser is signed in and, if it may change something, it
 * repeats its session's token.
 *
 * <p>Purpose: one place that no page can forget to ask. Guarantees that pages see nothing else; doesn't know what pages do.
 * Thread-safe. Follows {@code docs/threat-model.md}, "A hostile page on the same machine".
 */
final class Doorkeeper extends Handler.Abstract {
    static final String COOKIE = "parley";

    /** Requests that a page makes by itself carry this, so that they don't count as a person's act. */
    static final String BY_ITSELF = "X-Parley-By-Itself";

    private static final String EVENTS = "text/event-stream";

    /** The largest upload and the form around it. */
    private static final long MOST_BODY = Attachments.MOST_BYTES + 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final Rules rules;
    private final SignIn signIn;
    private final NodeGate gate;
    private final Router pages;
    private final Optional<Handler> api;
    private final Answers answers;

    Doorkeeper(String authority, SignIn signIn, NodeGate gate, Router pages, Optional<Handler> api) {
        this.rules = new Rules(authority, MOST_BODY);
        this.signIn = signIn;
        this.gate = gate;
        this.pages = pages;
        this.api = api;
        this.answers = new Answers();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<Rule.Denial> denial = rules.check(inbound(request));
        if (denial.isPresent()) {
            LOG.info("refused a request to the pages: {}", denial.get().rule());
            BareErrors.write(response, denial.get().status(), callback);
            return true;
        }
        String path = Request.getPathInContext(request);
        if (api.isPresent() && path.startsWith(WebServer.API_PATH)) {
            parley.node.web.guard.AnswerHeaders.everywhere()
                    .forEach((name, value) -> response.getHeaders().put(name, value));
            return api.get().handle(request, response, callback);
        }
        Reply reply;
        try {
            reply = answer(request, path);
        } catch (Malformed | IOException e) {
            reply = new Reply.Bare(400);
        } catch (RuntimeException e) {
            LOG.warn("a page failed: {}", Faults.place(e));
            reply = new Reply.Bare(500);
        }
        answers.write(request.getMethod().equals("HEAD"), reply, response, callback);
        return true;
    }

    /** Ends what goes on by itself: live pages, running searches. */
    void endStreams() {
        answers.endStreams();
    }

    private Reply answer(Request request, String path) throws Malformed, IOException {
        Form query =
                Form.parse(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""));
        InputStream body = Content.Source.asInputStream(request);
        String method = request.getMethod();
        if (path.startsWith("/assets/")) {
            return method.equals("GET") || method.equals("HEAD") ? Assets.get(path) : new Reply.Bare(405);
        }
        if (path.equals("/") || path.equals("/enter")) {
            return enter(method, query, request, body);
        }
        int end = path.indexOf('/', 1);
        String name = end < 0 ? path.substring(1) : path.substring(1, end);
        Optional<BrowserSession> session = cookies(request).stream()
                .flatMap(cookie -> signIn.session(name, cookie).stream())
                .findFirst();
        if (session.isEmpty()) {
            return method.equals("GET") ? new Reply.See("/enter") : new Reply.Bare(403);
        }
        String rest = end < 0 ? "/" : path.substring(end);
        Optional<Router.Found> found = pages.find(method, rest);
        if (found.isEmpty()) {
            return new Reply.Bare(404);
        }
        if (!byItself(request)) {
            gate.touch();
        }
        return page(request, rest, query, body, session.get(), found.get());
    }

    /** Scripts give an event stream no header of ours, and browsers ask for it again by themselves whenever it ended. */
    private static boolean byItself(Request request) {
        return request.getHeaders().get(BY_ITSELF) != null
                || request.getHeaders().contains(HttpHeader.ACCEPT, EVENTS);
    }

    private Reply page(
            Request request, String path, Form query, InputStream body, BrowserSession session, Router.Found found)
            throws Malformed, IOException {
        Form form = Form.EMPTY;
        Optional<Multipart> parts = Optional.empty();
        Optional<String> header = Optional.ofNullable(request.getHeaders().get(TokenHeader.NAME));
        boolean byScript = header.isPresent();
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                    .orElse("");
            Optional<String> shown = header;
            if (found.body() == Router.Body.FORM) {
                form = form(type, body);
                shown = header.isPresent() ? header : form.maybe(BrowserSession.FIELD);
            } else if (header.isEmpty()) {
                parts = Multipart.of(type, body);
                shown = parts.isPresent() ? firstPart(parts.get()) : Optional.empty();
            }
            if (!session.form().is(shown.orElse(""))) {
                return new Reply.Bare(403);
            }
        }
        return found.page().answer(new Ask(path, found.segments(), query, form, session, body, parts, byScript));
    }

    private Reply enter(String method, Form query, Request request, InputStream body) throws Malformed, IOException {
        if (method.equals("POST")) {
            String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                    .orElse("");
            Form form = form(type, body);
            Optional<BrowserSession> session = signIn.enter(form.line("code"));
            session.ifPresent(s -> s.language(language(form, request)));
            return session.<Reply>map(Reply.SignedIn::new)
                    .orElseGet(() -> EnterPage.show(language(form, request), true));
        }
        return method.equals("GET") || method.equals("HEAD")
                ? EnterPage.show(language(query, request), false)
                : new Reply.Bare(405);
    }

    /** Chosen on the page, or the first of the browser's that Parley speaks. */
    private static Language language(Form asked, Request request) {
        return Language.ofTag(asked.text("lang"))
                .or(() -> request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_LANGUAGE).stream()
                        .flatMap(tag -> Language.ofTag(tag.split("-", 2)[0]).stream())
                        .findFirst())
                .orElse(Language.ENGLISH);
    }

    private static Form form(String type, InputStream body) throws Malformed, IOException {
        byte[] bytes = body.readNBytes(Form.MOST_BYTES + 1);
        if (bytes.length > Form.MOST_BYTES) {
            throw new Malformed("a form too large");
        }
        if (bytes.length == 0) {
            return Form.EMPTY;
        }
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw new Malformed("not a form");
        }
        return Form.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> firstPart(Multipart parts) throws IOException {
        Optional<Multipart.Part> first = parts.next();
        return first.isPresent() && first.get().name().equals(BrowserSession.FIELD)
                ? Optional.of(parts.text(256))
                : Optional.empty();
    }

    private static List<String> cookies(Request request) {
        return request.getHeaders().getValuesList(HttpHeader.COOKIE).stream()
                .flatMap(line -> java.util.Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .toList();
    }

    private static Rule.Inbound inbound(Request request) throws UnknownHostException {
        InetAddress peer = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                        && address.getAddress() != null
                ? address.getAddress()
                : InetAddress.getByAddress(new byte[4]);
        boolean absolute = request.getHttpURI().getScheme() != null
                && request.getHeaders().getField(HttpHeader.HOST) != null
                && !String.valueOf(request.getHttpURI().getAuthority())
                        .equals(request.getHeaders().get(HttpHeader.HOST));
        return new Rule.Inbound(
                request.getMethod(),
                Request.getPathInContext(request),
                absolute ? String.valueOf(request.getHttpURI().getAuthority()) : "",
                name -> request.getHeaders().getFields(name).stream()
                        .map(field -> String.valueOf(field.getValue()))
                        .toList(),
                peer);
    }
}
