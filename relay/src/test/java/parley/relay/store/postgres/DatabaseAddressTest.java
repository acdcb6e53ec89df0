package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Refusal;
import parley.base.Result;

/** Which addresses of a database are taken. */
class DatabaseAddressTest {
    private static final String NEAR = "jdbc:postgresql://127.0.0.1/relay?user=parley";

    @TempDir
    Path folder;

    private static Refusal refused(String url, Optional<Path> file) {
        return switch (DatabaseAddress.parse(url, file)) {
            case Result.Done<DatabaseAddress> done -> throw new AssertionError("taken: " + done);
            case Result.Refused<DatabaseAddress>(Refusal why) -> why;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1/relay?user=parley&password=geheim",
                "jdbc:postgresql://127.0.0.1/relay?Password=geheim",
                "jdbc:postgresql://127.0.0.1/relay?sslpassword=geheim",
                "jdbc:postgresql://parley:geheim@127.0.0.1/relay",
                "postgres://parley:geheim@127.0.0.1/relay",
            })
    void a_password_in_the_address_is_refused_and_not_repeated(String url) {
        Refusal why = refused(url, Optional.empty());
        assertThat(why.key()).isEqualTo("relay.store-password");
        assertThat(why.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relay", "jdbc:mysql://127.0.0.1/relay", "postgresql://127.0.0.1/relay"})
    void what_is_no_address_of_postgresql_is_refused(String url) {
        assertThat(refused(url, Optional.empty()).key()).isEqualTo("relay.store-malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example/relay",
                "jdbc:postgresql://db.example/relay?sslmode=require",
                "jdbc:postgresql://127.0.0.1,db.example/relay?sslmode=prefer",
                "jdbc:postgresql://127.0.0.1/relay?PGHOST=db.example",
                "jdbc:postgresql://db.example/relay?sslmode=verify-full&sslmode=disable",
            })
    void another_machine_is_asked_only_over_a_verified_line(String url) {
        assertThat(refused(url, Optional.empty())).isEqualTo(Refusal.of("relay.store-unprotected", "db.example"));
        assertThat(DatabaseAddress.parse("jdbc:postgresql://db.example/relay?sslmode=verify-full", Optional.empty()))
                .isInstanceOf(Result.Done.class);
    }

    @Test
    void a_password_comes_from_a_file_that_only_its_owner_reads() throws IOException {
        Path file = folder.resolve("password");
        assertThat(refused(NEAR, Optional.of(file)).key()).as("missing").isEqualTo("relay.store-password-file");
        Files.writeString(file, "geheim\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refused(NEAR, Optional.of(file)).key()).as("open").isEqualTo("relay.store-password-file");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        DatabaseAddress address = DatabaseAddress.parse(NEAR, Optional.of(file)).orThrow();
        assertThat(address.properties().getProperty("password")).isEqualTo("geheim");
        assertThat(address.toString()).doesNotContain("geheim");
    }
}
