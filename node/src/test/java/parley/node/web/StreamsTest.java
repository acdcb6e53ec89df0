package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Streams that end when the node stops")
class StreamsTest {
    private final Streams streams = new Streams();

    @Test
    @DisplayName("are interrupted, and leave no interrupt in the thread that they borrowed")
    void interrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean leaked = new AtomicBoolean(true);
        Thread stream = Thread.startVirtualThread(() -> {
            assertThat(streams.begin()).isTrue();
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.set(true);
                Thread.currentThread().interrupt();
            }
            streams.end();
            leaked.set(Thread.currentThread().isInterrupted());
        });
        begun.await();
        streams.endAll();
        stream.join();
        assertThat(ended).isTrue();
        assertThat(leaked).isFalse();
    }

    @Test
    @DisplayName("are not interrupted once they are over, and none begins any more")
    void over() {
        assertThat(streams.begin()).isTrue();
        streams.end();
        streams.endAll();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(streams.begin()).isFalse();
    }
}
