package parley.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Secret;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

class WordsTest {
    @Test
    void theListHas2048PlainWordsToldApartByFourLetters() {
        List<String> words = WordList.all();
        assertThat(words).hasSize(2_048).doesNotHaveDuplicates().isSorted();
        assertThat(words).allMatch(word -> word.matches("[a-z]{3,8}"));
        HashSet<String> prefixes = new HashSet<>();
        words.forEach(word -> prefixes.add(word.substring(0, Math.min(4, word.length()))));
        assertThat(prefixes).hasSize(2_048);
    }

    @Test
    void wordsAndBitsAreTwoWaysToSayTheSame() {
        Samples draw = new Samples(Seeds.next());
        for (int i = 0; i < 200; i++) {
            Bytes bits = draw.bytes(33);
            List<String> words = WordList.words(bits, 24);
            assertThat(WordList.bits(words)).contains(bits);
        }
    }

    @Test
    void invitationWordsCarryTheirSeedHoweverTheyAreTyped() {
        Samples draw = new Samples(Seeds.next());
        for (int i = 0; i < 200; i++) {
            Secret seed = draw.secret(InvitationWords.SEED);
            List<String> words = InvitationWords.of(seed);
            assertThat(words).hasSize(12);
            assertThat(InvitationWords.seedOf(words)).contains(seed);
            List<String> typed = words.stream()
                    .map(word ->
                            " " + word.substring(0, Math.min(4, word.length())).toUpperCase(java.util.Locale.ROOT))
                    .toList();
            assertThat(InvitationWords.seedOf(typed)).contains(seed);
        }
    }

    @Test
    void mostSlipsAreNoticedBeforeTheRelayIsAsked() {
        Samples draw = new Samples(Seeds.next());
        int noticed = 0;
        int slips = 2_000;
        for (int i = 0; i < slips; i++) {
            List<String> words = new ArrayList<>(InvitationWords.of(draw.secret(InvitationWords.SEED)));
            String wrong = WordList.all().get(draw.below(WordList.SIZE));
            int at = draw.below(words.size());
            if (words.get(at).equals(wrong)) {
                noticed++;
                continue;
            }
            words.set(at, wrong);
            if (InvitationWords.seedOf(words).isEmpty()) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(slips * 9 / 10);
    }

    @Test
    void unknownWordsAndOtherNumbersOfWordsAreRefused() {
        List<String> words = InvitationWords.of(new Samples(1).secret(InvitationWords.SEED));
        assertThat(InvitationWords.seedOf(words.subList(0, 11))).isEmpty();
        assertThat(InvitationWords.seedOf(List.of())).isEmpty();
        for (String unknown : List.of("", "x", "parley", "abandons", "ab", "שלום")) {
            List<String> changed = new ArrayList<>(words);
            changed.set(3, unknown);
            assertThat(InvitationWords.seedOf(changed)).as(unknown).isEmpty();
        }
    }

    @Test
    void bothSidesOfAPairSeeOneCodeAndAnybodyElseAnother() {
        Samples draw = new Samples(Seeds.next());
        NodeIdentity a = draw.cards.get(0).node();
        NodeIdentity b = draw.cards.get(1).node();
        NodeIdentity c = draw.cards.get(2).node();
        ComparisonCode code = ComparisonCode.between(a, b);
        assertThat(ComparisonCode.between(b, a)).isEqualTo(code);
        assertThat(ComparisonCode.between(a, c)).isNotEqualTo(code);
        NodeIdentity otherRecord = new NodeIdentity(b.principal(), 0, b.identityKey(), draw.onRecordKeys());
        assertThat(ComparisonCode.between(a, otherRecord)).isNotEqualTo(code);
        NodeIdentity renamed = new NodeIdentity(c.principal(), 1, b.identityKey(), b.onRecord());
        assertThat(ComparisonCode.between(a, renamed)).as("names are no keys").isEqualTo(code);
    }

    @Test
    void aCodeIsTwelveWordsOrFortyDigits() {
        Samples draw = new Samples(Seeds.next());
        for (int i = 0; i < 100; i++) {
            ComparisonCode code = new ComparisonCode(draw.bytes(32));
            assertThat(code.words()).hasSize(12);
            assertThat(code.digits()).matches("([0-9]{5} ){7}[0-9]{5}");
        }
        assertThat(new ComparisonCode(Bytes.wrap(new byte[32])).digits()).startsWith("00000 00000");
    }

    @Test
    void codesStayAsTheyAre() {
        Samples fixed = new Samples(7);
        ComparisonCode pair = ComparisonCode.between(
                fixed.cards.get(0).node(), fixed.cards.get(1).node());
        Founding founding = fixed.founding();
        EpochSecrets secrets = founding.secrets();
        Founding ofBefore = new Founding(
                founding.plan(),
                founding.cards(),
                EpochSecrets.ofBefore(secrets.capability(), secrets.headerKey(), secrets.relay()));
        GoldenFile.check(
                "codes.txt",
                Map.of(
                        "pair", pair.bits(),
                        "pair-words", Bytes.utf8(String.join(" ", pair.words())),
                        "pair-digits", Bytes.utf8(pair.digits()),
                        "room", ComparisonCode.ofRoom(founding.opening().hash()).bits(),
                        "room-of-before",
                                ComparisonCode.ofRoom(ofBefore.opening().hash()).bits(),
                        "invitation-words",
                                Bytes.utf8(String.join(" ", InvitationWords.of(fixed.secret(InvitationWords.SEED))))));
    }
}
