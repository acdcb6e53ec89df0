package parley.protocol.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.Secret;
import parley.protocol.identity.InvitationWords;
import parley.protocol.inbox.InboxParts;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class PairingTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);

    private Answer answer(Samples from) {
        return new Answer(
                from.table,
                from.hash(),
                from.node(new Principal(new PrincipalId(from.hash()), "Delegation B", Role.PARTY)),
                from.inbox());
    }

    @Test
    void anInvitationFileIsReadWholeOrNotAtAll() {
        Invitation invitation = draw.invitation();
        assertThat(Invitation.ofFile(invitation.file())).contains(invitation);
        assertThat(invitation.file().size()).isLessThan(Invitation.MOST_BYTES);
        Strictness.ofSealed("invitation", invitation.file(), Invitation::ofFile, seed);
    }

    @Test
    void anInvitationPrintsNothingOfItself() {
        Invitation invitation = draw.invitation();
        String shown = invitation.toString();
        assertThat(shown).doesNotContain(invitation.secret().revealBytes().toHex());
        assertThat(shown).startsWith("Invitation ").hasSizeLessThan(30);
    }

    @Test
    void anInvitationHoldsUntilTheLastSecondOfTheYear9999() {
        Invitation one = draw.invitation();
        Invitation last = until(one, Invitation.MOST_SECONDS);
        assertThat(Invitation.ofFile(last.file())).contains(last);
        assertThat(Invitation.ofFile(until(one, Invitation.MOST_SECONDS + 1).file()))
                .isEmpty();
    }

    private static Invitation until(Invitation one, long seconds) {
        return new Invitation(
                one.table(),
                one.from(),
                one.inbox(),
                one.bundle(),
                one.secret(),
                one.theirName(),
                one.theirRole(),
                Instant.ofEpochSecond(seconds));
    }

    @Test
    void wordsFindAndOpenAParkedInvitation() {
        Secret words = draw.secret(InvitationWords.SEED);
        Bytes file = draw.invitation().file();
        ParkedInvitation parked = ParkedInvitation.of(words);
        Bytes sealed = parked.seal(file);
        assertThat(sealed.size()).isEqualTo(ParkedInvitation.SEALED_BYTES);

        ParkedInvitation found = ParkedInvitation.of(InvitationWords.of(words)).orElseThrow();
        assertThat(found.locator()).isEqualTo(parked.locator());
        assertThat(found.open(sealed)).contains(file);
        assertThat(ParkedInvitation.of(draw.secret(InvitationWords.SEED)).open(sealed))
                .isEmpty();
        Strictness.ofSealed("parked", sealed, found::open, seed);
        assertThat(ParkedInvitation.of(List.of("abandon"))).isEmpty();
    }

    @Test
    void theRelaySeesNeitherWordsNorKey() {
        Secret words = draw.secret(InvitationWords.SEED);
        ParkedInvitation parked = ParkedInvitation.of(words);
        String seen =
                parked.locator().toHex() + parked.seal(draw.invitation().file()).toHex();
        assertThat(seen).doesNotContain(words.revealBytes().toHex());
        assertThat(seen).doesNotContain(parked.key().revealBytes().toHex().substring(0, 16));
    }

    @Test
    void anAnswerOpensForItsInvitationOnly() {
        Invitation invitation = draw.invitation();
        SealedAnswer answer = new SealedAnswer(draw.bytes(33), 2, draw.bytes(4_000));
        Bytes sealed = answer.seal(invitation.secret(), invitation.hash(), draw.randomness());
        assertThat(SealedAnswer.open(invitation.secret(), invitation.hash(), sealed))
                .contains(answer);
        assertThat(SealedAnswer.open(draw.secret(32), invitation.hash(), sealed))
                .isEmpty();
        assertThat(SealedAnswer.open(invitation.secret(), draw.hash(), sealed)).isEmpty();
        Strictness.ofSealed(
                "sealed answer", sealed, b -> SealedAnswer.open(invitation.secret(), invitation.hash(), b), seed);
    }

    @Test
    void anAnswerHasOneEncodingAndFitsAnInboxEntry() {
        Answer answer = answer(draw);
        Strictness.ofPlain("answer", answer.encoded(), b -> Answer.decode(b).map(Answer::encoded), seed);
        assertThat(Answer.decode(answer.encoded())).contains(answer);
        int longest = answer.encoded().size() + Principal.MOST_NAME_BYTES + 255;
        SealedAnswer sealed = new SealedAnswer(draw.bytes(33), 2, draw.bytes(longest + InboxParts.SESSION_OVERHEAD));
        Bytes content = sealed.seal(draw.secret(32), draw.hash(), draw.randomness());
        assertThat(sealed.message().size()).isLessThanOrEqualTo(SealedAnswer.MOST_MESSAGE);
        assertThat(InboxSeal.seal(
                                new parley.base.LogId(draw.hash()),
                                draw.secret(32),
                                new InboxSeal.Answer(content),
                                draw.randomness())
                        .size())
                .isEqualTo(InboxSeal.BYTES);
    }

    @Test
    void theFormatsStayAsTheyAre() {
        Samples fixed = new Samples(7);
        Invitation invitation = fixed.invitation();
        Secret words = fixed.secret(InvitationWords.SEED);
        ParkedInvitation parked = ParkedInvitation.of(words);
        SealedAnswer answer = new SealedAnswer(fixed.bytes(33), 0, fixed.bytes(200));
        Map<String, Bytes> vectors = new HashMap<>();
        vectors.put("invitation-file", invitation.file());
        vectors.put("invitation-hash", invitation.hash().value());
        vectors.put("parked-words-seed", words.revealBytes());
        vectors.put("parked-locator", parked.locator().value());
        vectors.put("parked", parked.seal(invitation.file()));
        vectors.put("answer", answer(fixed).encoded());
        vectors.put("sealed-answer", answer.seal(invitation.secret(), invitation.hash(), fixed.randomness()));
        GoldenFile.check("pairing.txt", vectors);
    }
}
