package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Secret;
import parley.node.desk.Keeping;
import parley.node.words.Language;

@DisplayName("The language of the lock page")
class DoorLanguageTest {
    private Visit visit;

    @BeforeEach
    void lockedVaultInPersian() throws IOException {
        visit = Visit.signedIn(new FakeGate());
        speaks(Language.PERSIAN);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Test
    @DisplayName("if nobody chose one there, gives way to the vault's own once that is open, and is that from then on")
    void own() throws IOException {
        assertThat(visit.get("/unlock").body()).contains("<html lang=\"en\"");
        unlock();
        assertThat(visit.get("/tables").body()).contains("<html lang=\"fa\"");
        visit.post("/lock");
        assertThat(visit.get("/unlock").body()).contains("<html lang=\"fa\"");
        assertThat(visit.gate.desk.settings.language()).isEqualTo("fa");
    }

    @Test
    @DisplayName("is the vault's from then on, if somebody chose it there and then opened the vault")
    void chosen() throws IOException {
        assertThat(visit.get("/unlock?lang=he").body()).contains("<html lang=\"he\"");
        assertThat(visit.gate.desk.settings.language())
                .as("nobody has opened it")
                .isEqualTo("fa");
        unlock();
        assertThat(visit.gate.desk.settings.language()).isEqualTo("he");
        assertThat(visit.get("/tables").body()).contains("<html lang=\"he\"");
    }

    @Test
    @DisplayName("counts once: what was set since is not undone by unlocking again")
    void once() throws IOException {
        visit.get("/unlock?lang=he");
        unlock();
        speaks(Language.ARABIC);
        visit.post("/lock");
        unlock();
        assertThat(visit.gate.desk.settings.language()).isEqualTo("ar");
        visit.post("/lock");
        assertThat(visit.get("/unlock").body()).contains("<html lang=\"ar\"");
    }

    @Test
    @DisplayName("can't be chosen by an address while the vault is open")
    void open() throws IOException {
        unlock();
        visit.get("/unlock?lang=he");
        visit.post("/lock");
        unlock();
        assertThat(visit.gate.desk.settings.language()).isEqualTo("fa");
    }

    @Test
    @DisplayName("is chosen for the next opening alone: one by another browser, which chose none, leaves nothing of it")
    void openedByAnother() throws IOException {
        visit.get("/unlock?lang=he");
        visit.gate.unlock(Secret.of(Bytes.utf8(FakeGate.PASSPHRASE))).orThrow();
        assertThat(visit.gate.desk.settings.language()).isEqualTo("fa");
        visit.gate.lock();
        unlock();
        assertThat(visit.gate.desk.settings.language()).isEqualTo("fa");
    }

    private void speaks(Language language) {
        Keeping.Settings now = visit.gate.desk.settings;
        visit.gate.desk.settings = new Keeping.Settings(
                language.tag(), now.ownNumerals(), now.idleLock(), now.grace(), now.proxy(), now.notifyReading());
    }

    private void unlock() throws IOException {
        visit.post("/unlock", "passphrase", FakeGate.PASSPHRASE);
    }
}
