package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Randomness;
import parley.base.Secret;
import parley.node.desk.Change;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.NodeGate;
import parley.node.vault.DataFolder;
import parley.protocol.port.Store.StoreFailed;

/** Whoever sits down before a locked node and guesses, or before one whose person went away. */
final class GateTest {
    /** The look at the clock comes every few seconds of the machine's own time. */
    private static final Duration SEVERAL_LOOKS = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T09:00:00Z"));
    private final AtomicLong counted = new AtomicLong();
    private DataFolder data;
    private Gate gate;

    @BeforeEach
    void aLockedNode() {
        data = DataFolder.take(folder).orThrow();
        gate = new Gate(TestNode.config(folder, new HttpRelays(), now::get), data, counted::get);
        gate.create(TestNode.passphrase()).orThrow();
        gate.lock();
    }

    @AfterEach
    void end() throws Exception {
        gate.close();
        data.close();
    }

    @Test
    void after_some_wrong_ones_each_further_guess_has_to_wait() {
        for (int i = 1; i < NodeGate.WRONG_BEFORE_PAUSE; i++) {
            assertThat(guess("another horse battery")).isEqualTo("gate.wrong-passphrase");
        }
        assertThat(guess("another horse battery")).isEqualTo("gate.wrong-passphrase-pause");
    }

    @Test
    void while_it_waits_no_guess_is_looked_at() {
        for (int i = 0; i < NodeGate.WRONG_BEFORE_PAUSE; i++) {
            guess("another horse battery");
        }
        assertThat(TestTable.keyOf(gate.unlock(TestNode.passphrase()))).isEqualTo("gate.paused");
        assertThat(gate.desk()).isEmpty();
    }

    @Test
    void what_is_no_text_counts_as_a_wrong_guess() {
        Secret noText = Secret.wrap(new byte[] {(byte) 0xff, (byte) 0xfe, 'c', 'o', 'r', 'r', 'e', 'c', 't', ' '});
        assertThat(TestTable.keyOf(gate.unlock(noText))).isEqualTo("gate.wrong-passphrase");
    }

    @Test
    void a_disk_that_failed_is_tried_again_with_the_next_passphrase() throws Exception {
        Path vault = folder.resolve("vault.db");
        Path away = folder.resolve("away");
        Files.move(vault, away);
        Files.createDirectory(vault);
        assertThat(guess(TestNode.PASSPHRASE)).isEqualTo("gate.vault-failed");
        assertThat(gate.state()).isEqualTo(new NodeGate.State.Locked(Optional.empty()));

        Files.delete(vault);
        Files.move(away, vault);
        assertThat(gate.unlock(TestNode.passphrase()).isDone()).isTrue();
    }

    @Test
    void no_vault_is_made_over_another_and_whoever_tries_changes_nothing() {
        gate.unlock(TestNode.passphrase()).orThrow();
        assertThat(TestTable.keyOf(gate.create(TestNode.passphrase()))).isEqualTo("gate.vault-exists");
        assertThat(gate.state()).isInstanceOf(NodeGate.State.Unlocked.class);
        gate.lock();
        assertThat(guess("not it, not it")).isEqualTo("gate.wrong-passphrase");
        NodeGate.State paused = gate.state();
        assertThat(TestTable.keyOf(gate.create(TestNode.passphrase()))).isEqualTo("gate.vault-exists");
        assertThat(gate.state()).isEqualTo(paused);
    }

    @Test
    void no_backup_is_restored_over_a_vault() {
        assertThat(TestTable.keyOf(gate.restore(
                        new ByteArrayInputStream(new byte[0]), TestNode.passphrase(), TestNode.passphrase())))
                .isEqualTo("gate.vault-exists");
        gate.unlock(TestNode.passphrase()).orThrow();
    }

    @Test
    void when_nobody_acts_for_as_long_as_the_settings_say_it_locks_by_itself() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Desk desk = gate.unlock(TestNode.passphrase()).orThrow();
        try (Desk.Subscription _ = desk.subscribe(change -> {
            if (change instanceof Change.Locked) {
                told.countDown();
            }
        })) {
            pass(idle(desk));
            assertThat(told.await(SEVERAL_LOOKS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        // Who is told of the lock is told while it closes: what follows waits until it has.
        gate.lock();
        assertThat(gate.state()).isEqualTo(new NodeGate.State.Locked(Optional.empty()));
        assertThat(gate.desk()).isEmpty();
    }

    /** Whoever shows changes may fail; what locking promises doesn't hang on it. */
    @Test
    void a_page_that_fails_while_it_is_told_holds_up_no_lock() {
        Desk desk = gate.unlock(TestNode.passphrase()).orThrow();
        AtomicBoolean told = new AtomicBoolean();
        gate.whenLocked(() -> told.set(true));
        try (Desk.Subscription _ = desk.subscribe(_ -> {
            throw new IllegalStateException("a page that fails");
        })) {
            gate.lock();
        }
        assertThat(told).isTrue();
        assertThat(gate.state()).isEqualTo(new NodeGate.State.Locked(Optional.empty()));
        gate.unlock(TestNode.passphrase()).orThrow();
    }

    @Test
    void an_act_puts_the_lock_off_by_the_whole_time() {
        Desk desk = gate.unlock(TestNode.passphrase()).orThrow();
        Duration idle = idle(desk);
        pass(idle.minusSeconds(1));
        gate.touch();
        pass(idle.minusSeconds(1));
        gate.lockWhenIdle();
        assertThat(gate.desk()).contains(desk);
        pass(Duration.ofSeconds(1));
        gate.lockWhenIdle();
        assertThat(gate.desk()).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_puts_neither_the_lock_nor_the_end_of_a_pause_off() {
        Desk desk = gate.unlock(TestNode.passphrase()).orThrow();
        pass(Duration.ofDays(-1));
        count(idle(desk));
        gate.lockWhenIdle();
        assertThat(gate.desk()).isEmpty();

        for (int i = 0; i < NodeGate.WRONG_BEFORE_PAUSE; i++) {
            guess("another horse battery");
        }
        pass(Duration.ofDays(-1));
        assertThat(TestTable.keyOf(gate.unlock(TestNode.passphrase()))).isEqualTo("gate.paused");
        count(Duration.ofSeconds(10));
        assertThat(gate.state()).isEqualTo(new NodeGate.State.Locked(Optional.empty()));
        gate.unlock(TestNode.passphrase()).orThrow();
    }

    @Test
    void whoever_keeps_something_only_while_it_is_open_hears_of_every_lock() {
        AtomicLong locks = new AtomicLong();
        gate.whenLocked(locks::incrementAndGet);
        Desk desk = gate.unlock(TestNode.passphrase()).orThrow();
        pass(idle(desk));
        gate.lockWhenIdle();
        assertThat(locks).hasValue(1);
        gate.unlock(TestNode.passphrase()).orThrow();
        gate.lock();
        assertThat(locks).hasValue(2);
    }

    @Test
    void the_time_is_the_one_that_the_settings_say_now() {
        Desk desk = gate.unlock(TestNode.passphrase()).orThrow();
        Keeping.Settings now = desk.keeping().settings();
        desk.keeping()
                .change(new Keeping.Settings(
                        now.language(),
                        now.ownNumerals(),
                        Duration.ofMinutes(1),
                        now.grace(),
                        now.proxy(),
                        now.notifyReading()))
                .orThrow();
        pass(Duration.ofMinutes(1));
        gate.lockWhenIdle();
        assertThat(gate.desk()).isEmpty();
    }

    private static Duration idle(Desk desk) {
        return desk.keeping().settings().idleLock();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** Time that passes whatever the clock on the wall says. */
    private void count(Duration time) {
        counted.addAndGet(time.toNanos());
    }

    /** A door that offered to make a vault again would refuse it for the one that stands, until the program is started again. */
    @Test
    void a_vault_that_is_made_and_can_not_be_opened_is_told_as_made_and_unlocked_next() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        AtomicBoolean fails = new AtomicBoolean(true);
        Randomness failing = target -> {
            if (fails.get() && Files.exists(elsewhere.resolve("vault.db"))) {
                throw new StoreFailed("the disk is away", new IOException("Input/output error"));
            }
            Randomness.system().fill(target);
        };
        NodeConfig config = TestNode.config(elsewhere, new HttpRelays(), now::get);
        try (DataFolder other = DataFolder.take(elsewhere).orThrow();
                Gate made = new Gate(
                        new NodeConfig(
                                config.data(),
                                config.relays(),
                                config.sessions(),
                                config.clock(),
                                failing,
                                config.cost(),
                                config.version()),
                        other)) {
            assertThat(TestTable.keyOf(made.create(TestNode.passphrase()))).isEqualTo(NodeGate.MADE_NOT_OPEN);
            assertThat(made.state()).isEqualTo(new NodeGate.State.Locked(Optional.empty()));
            fails.set(false);
            assertThat(made.unlock(TestNode.passphrase()).isDone()).isTrue();
        }
    }

    private String guess(String passphrase) {
        return TestTable.keyOf(gate.unlock(Secret.wrap(passphrase.getBytes(StandardCharsets.UTF_8))));
    }
}
