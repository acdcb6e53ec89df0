package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.Role;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.node.desk.StatementCheck;
import parley.protocol.testing.Samples;

/** A statement on the record, a file from anybody to {@code parley verify}: the one file of what it says, and signed by nobody. */
public final class StatementTarget implements Target {
    private static final Bytes HEADING = Bytes.utf8("parley statement on the record, version 1\n");

    private final Bytes valid;

    public StatementTarget() {
        Samples draw = new Samples(1);
        StatementFile statement = new StatementFile(
                draw.bytes(32), StatementFile.FORM, Role.PARTY, draw.onRecordKeys(), draw.bytes(1 + 64 + 3_309));
        Bytes file = statement.file("We agree.");
        valid = file.slice(HEADING.size(), file.size());
    }

    @Override
    public String name() {
        return "statement";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("valid", valid);
        seeds.putAll(Bombs.of(List.of(valid)));
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) {
        Bytes file = Bytes.concat(HEADING, input);
        return switch (StatementFile.check(file)) {
            case Result.Done<StatementCheck>(StatementCheck check) -> {
                assertThat(check.signed()).as("nobody signed this").isFalse();
                int block = (int) Long.parseLong(input.slice(0, 4).toHex(), 16);
                Optional<StatementFile> statement = StatementFile.ofBlock(input.slice(4, 4 + block));
                assertThat(statement.map(one -> one.file(check.text()))).contains(file);
                yield Verdict.READ;
            }
            case Result.Refused<StatementCheck> _ -> Verdict.REFUSED;
        };
    }
}
