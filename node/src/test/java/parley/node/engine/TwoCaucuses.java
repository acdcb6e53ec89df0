package parley.node.engine;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import parley.base.TableId;
import parley.node.desk.RoomRef;

/** Where most practices are tested: the mediator Oman in a caucus with Iran and in one with Israel, who have never met. */
abstract class TwoCaucuses {
    @TempDir
    Path folder;

    /** How far the clocks that {@link #jumps} names run ahead of this machine's. */
    final Ahead ahead = new Ahead();

    TestTable talks;
    TestNode oman;
    TestNode iran;
    TestNode israel;
    TableId table;
    RoomRef withIran;
    RoomRef withIsrael;

    @BeforeEach
    void twoCaucuses() {
        talks = new TestTable(folder);
        oman = node("oman");
        iran = node("iran");
        israel = node("israel");
        TestTable.Caucuses met = talks.caucuses(oman, iran, israel);
        table = met.table();
        withIran = met.withIran();
        withIsrael = met.withIsrael();
    }

    private TestNode node(String name) {
        return jumps(name) ? talks.node(name, ahead) : talks.node(name);
    }

    /** Whose clock a test sets ahead. */
    boolean jumps(String node) {
        return node.equals("oman");
    }

    /** It is that much later than by this machine's clock, and people are at their devices: else a day ahead locks them. */
    void jump(Duration to) {
        ahead.leapTo(to, talks::touch);
    }

    /** The clocks that jump go to the next moment at which Oman's node says an idea or tells a source, and that node looks. */
    void untilOmanSpeaks() {
        ahead.further(oman.untilItsIdea(table));
        oman.say(withIran, "Good evening.");
    }

    @AfterEach
    void end() throws Exception {
        talks.close();
    }
}
