package parley.node.web.guard;

/** The header that carries a session's or the API's token; a form can't write it, a foreign script needs a permission that is never given. */
public final class TokenHeader {
    public static final String NAME = "X-Parley-Token";

    private TokenHeader() {}
}
