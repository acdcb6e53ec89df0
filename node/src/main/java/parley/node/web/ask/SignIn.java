package parley.node.web.ask;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import parley.base.Randomness;

/**
 * Who may see pages at all: one-time sign-in codes, and the browsers that used one.
 *
 * <p>Guarantees that a code works once, that a newer code voids an older one, and that only so many browsers are signed in.
 * A sign-in proves who started this node; it opens no vault. Thread-safe.
 */
public final class SignIn {
    /** A person has few browsers; the one that was not used for the longest makes room. */
    static final int MOST_SESSIONS = 8;

    private final Randomness randomness;
    /** Who was used last stands last. */
    private final Deque<BrowserSession> sessions = new ArrayDeque<>();

    private Optional<Token> code = Optional.empty();

    public SignIn(Randomness randomness) {
        this.randomness = randomness;
    }

    /** A fresh one-time code; the one before is worth nothing any more. */
    public synchronized Token newCode() {
        Token fresh = Token.draw(randomness);
        code = Optional.of(fresh);
        return fresh;
    }

    /** Uses the code up. */
    public synchronized Optional<BrowserSession> enter(String shown) {
        if (code.isEmpty() || !code.get().is(shown)) {
            return Optional.empty();
        }
        code = Optional.empty();
        if (sessions.size() >= MOST_SESSIONS) {
            sessions.removeFirst().forget();
        }
        BrowserSession session = new BrowserSession(randomness);
        sessions.addLast(session);
        return Optional.of(session);
    }

    /** The session whose pages stand under {@code path}, if the cookie is its own. */
    public synchronized Optional<BrowserSession> session(String path, String cookie) {
        for (BrowserSession session : sessions) {
            if (session.path().equals(path) && session.cookie().is(cookie)) {
                sessions.remove(session);
                sessions.addLast(session);
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    /** Forgets everything that pages kept in memory; browsers stay signed in. */
    public synchronized void forget() {
        sessions.forEach(BrowserSession::forget);
    }

    /** Ends one browser's session. */
    public synchronized void leave(BrowserSession session) {
        for (Iterator<BrowserSession> all = sessions.iterator(); all.hasNext(); ) {
            if (all.next() == session) {
                session.forget();
                all.remove();
            }
        }
    }
}
