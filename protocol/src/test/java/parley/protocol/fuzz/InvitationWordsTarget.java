package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Secret;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.identity.InvitationWords;
import parley.protocol.testing.Samples;

/** Twelve words as somebody types them, separated by blanks. */
final class InvitationWordsTarget implements Target {
    private final Map<String, Bytes> seeds = new LinkedHashMap<>();

    InvitationWordsTarget(Samples draw) {
        List<String> words = InvitationWords.of(draw.secret(InvitationWords.SEED));
        seeds.put("valid", Bytes.utf8(String.join(" ", words)));
        seeds.put("swapped", Bytes.utf8(String.join(" ", words.reversed())));
        seeds.put("twelve nothings", Bytes.utf8(" ".repeat(11)));
        seeds.put("a mebibyte of blanks", Bombs.filled(1 << 20, ' '));
        seeds.put("a mebibyte of letters", Bombs.filled(1 << 20, 'a'));
    }

    @Override
    public String name() {
        return "invitation-words";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("swapped", "twelve nothings");
    }

    @Override
    public Verdict read(Bytes input) {
        List<String> words = List.of(input.asUtf8().split(" ", -1));
        Optional<Secret> seed = InvitationWords.seedOf(words);
        if (seed.isEmpty()) {
            return Verdict.REFUSED;
        }
        List<String> again = InvitationWords.of(seed.get());
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.get(i)).startsWithIgnoringCase(words.get(i).strip());
        }
        return Verdict.READ;
    }
}
