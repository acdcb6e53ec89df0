package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;

/** The address of a database as an administrator types it: no password passes, and no line to another machine unprotected. */
public final class DatabaseAddressTarget implements Target {
    private final Map<String, Bytes> seeds = new LinkedHashMap<>();

    public DatabaseAddressTarget() {
        seeds.put("near", Bytes.utf8("jdbc:postgresql://localhost:5432/parley?user=parley"));
        seeds.put("several near", Bytes.utf8("jdbc:postgresql://127.0.0.1,[::1]:5433/parley"));
        seeds.put("far", Bytes.utf8("jdbc:postgresql://db.example/parley?sslmode=verify-full"));
        seeds.put("far, unprotected", Bytes.utf8("jdbc:postgresql://db.example/parley?sslmode=require"));
        seeds.put("far, named as if near", Bytes.utf8("jdbc:postgresql://127.example.org/parley"));
        seeds.put("a password", Bytes.utf8("jdbc:postgresql://localhost/parley?user=a&password=secret"));
        seeds.put("a broken escape", Bytes.utf8("jdbc:postgresql://localhost/%zz?user=%"));
        seeds.put("a mebibyte of words", Bytes.utf8("jdbc:postgresql://localhost/x?" + "a&".repeat(1 << 19)));
        seeds.put("a mebibyte of hosts", Bytes.utf8("jdbc:postgresql://" + "a,".repeat(1 << 19) + "/x"));
        seeds.put("a mebibyte of colons", Bombs.filled(1 << 20, ':'));
    }

    @Override
    public String name() {
        return "database-address";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("a broken escape", "a password", "far, named as if near", "far, unprotected");
    }

    /** The driver makes a table of all its properties, whatever the address. */
    @Override
    public Budget budget() {
        return new Budget(8 << 20, 512, Budget.USUAL.processor());
    }

    @Override
    public Verdict read(Bytes input) {
        String url = input.asUtf8();
        return switch (DatabaseAddress.parse(url, Optional.empty())) {
            case Result.Done<DatabaseAddress>(DatabaseAddress address) -> {
                assertThat(address.url().toLowerCase(Locale.ROOT)).doesNotContain("password=");
                if (!url.contains("sslmode=verify-")) {
                    assertThat(url)
                            .as("no far machine")
                            .containsPattern("localhost|127(\\.[0-9]{1,3}){3}|::1|postgresql:[^/]|///");
                }
                yield Verdict.READ;
            }
            case Result.Refused<DatabaseAddress>(Refusal why) -> {
                assertThat(why.parts())
                        .allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(url.length()));
                yield Verdict.REFUSED;
            }
        };
    }
}
