package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import parley.base.RoomId;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.WeakBuild.Instead;

/** Receipts tell members how far one has folded, and tell the relay as little as can be (protocol.md, "Receipts"). */
class ReceiptTest {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Test
    void a_receipt_never_goes_at_once() {
        Scene scene = new Scene();
        assertThat(receiptsAtOnce(scene)).isZero();
        scene.iran.restart();
        scene.world.settleOver(Duration.ofMinutes(1), 2);
        assertThat(scene.oman.facts(Fact.Receipt.class))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.member()).isEqualTo(scene.iran.id()));
    }

    @Test
    @Sabotaged(in = Receipts.class, rule = "slotAfter", instead = Instead.OTHER, by = "now")
    void receipts_sabotaged_their_time_tells_when_somebody_read() {
        assertThat(receiptsAtOnce(new Scene())).isOne();
    }

    static Instant now(Instant now) {
        return now;
    }

    private static int receiptsAtOnce(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.world.pass(MOMENT);
        for (int i = 0; i < 2; i++) {
            scene.iran.act((s, tx) -> {
                s.receipt(tx, room);
                return true;
            });
        }
        scene.world.settleOver(MOMENT, 2);
        return scene.oman.facts(Fact.Receipt.class).size();
    }

    /** A clock that ran ahead and was set right doesn't hold a receipt back until it comes there again. */
    @Test
    void a_clock_that_is_set_back_holds_no_receipt_back() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.world.pass(Duration.ofDays(100));
        scene.iran.act((s, tx) -> {
            s.receipt(tx, room);
            return true;
        });
        scene.world.pass(Duration.ofDays(-100));
        scene.world.settleOver(MOMENT, 1);
        assertThat(scene.oman.facts(Fact.Receipt.class)).hasSize(1);
    }
}
