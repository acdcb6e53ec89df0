package parley.node.web;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node that somebody signed in to: what each test of pages begins with. */
abstract class SignedIn {
    Visit visit;

    @BeforeEach
    void signIn() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
    }

    @AfterEach
    void signOut() {
        visit.close();
    }

    /** The source of a page, without what keeps names apart from the direction of the words around them. */
    String read(String path) throws IOException {
        return visit.get(path).body().replaceAll("</?bdi[^>]*>|[\\u2068\\u2069]", "");
    }
}
