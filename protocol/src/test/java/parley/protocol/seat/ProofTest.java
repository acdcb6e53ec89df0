package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Role;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.crypto.WordProof;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.World;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.seat.Proofs.Checked;
import parley.protocol.seat.Proofs.Proof;

/**
 * A proof of words convinces the reader that it was made for, and nobody else (protocol.md, "Proof of words"). Oman mediates
 * between Iran and Israel, who have paired with one another as well; a fourth sits at the table too.
 */
class ProofTest {
    private static final Hash SAID = statement("We could live with a day.");

    private final World world = new World();
    private final Actor oman = world.host("oman", Role.MEDIATOR);
    private final Actor iran = world.guest(oman, "iran", Role.PARTY);
    private final Actor israel = world.guest(oman, "israel", Role.PARTY);
    private final Actor qatar = world.guest(oman, "qatar", Role.PARTY);

    ProofTest() {
        world.pair(iran, israel);
        world.pair(iran, qatar);
        world.pair(qatar, israel);
    }

    @Test
    void the_reader_is_convinced_and_neither_made_nor_asked_anything_for_it() {
        assertThat(check(israel, iran, SAID, prove(iran, israel, SAID))).isEqualTo(Checked.HOLDS);
    }

    @Test
    void other_words_another_author_reader_or_way_round_are_not_proven() {
        Proof proof = prove(iran, israel, SAID);
        assertThat(check(israel, iran, statement("We could live with two days."), proof))
                .isEqualTo(Checked.FAILS);
        assertThat(check(israel, qatar, SAID, underKeysOf(qatar, israel, proof)))
                .as("as words of another")
                .isEqualTo(Checked.FAILS);
        assertThat(check(qatar, iran, SAID, underKeysOf(iran, qatar, proof)))
                .as("to another reader")
                .isEqualTo(Checked.FAILS);
        assertThat(check(iran, israel, SAID, underKeysOf(israel, iran, proof)))
                .as("back to its author as the reader's words")
                .isEqualTo(Checked.FAILS);
    }

    @Test
    void the_mediator_who_carries_it_can_make_none() {
        for (Actor with : List.of(iran, israel)) {
            Proof own = prove(oman, with, SAID);
            assertThat(check(israel, iran, SAID, underKeysOf(iran, israel, own)))
                    .isEqualTo(Checked.FAILS);
        }
        Secret between = agreed(oman, iran);
        Hash forged = WordProof.of(between, oman.seat().table(), node(iran), node(israel), SAID);
        assertThat(check(israel, iran, SAID, underKeysOf(iran, israel, new Proof(SAID, forged))))
                .isEqualTo(Checked.FAILS);
    }

    @Test
    void at_another_table_the_same_words_of_the_same_people_are_not_proven() {
        Secret agreed = agreed(iran, israel);
        TableId other = new TableId(Hash.of("another-table"));
        assertThat(WordProof.of(agreed, other, node(iran), node(israel), SAID))
                .isNotEqualTo(prove(iran, israel, SAID).tag());
    }

    @Test
    void the_reader_makes_the_same_proof_for_words_that_were_never_said() {
        Hash never = statement("We give up everything.");
        Hash made = WordProof.of(agreed(israel, iran), israel.seat().table(), node(iran), node(israel), never);
        Proof shown = new Proof(WordProof.keys(node(iran), node(israel)), made);
        assertThat(prove(iran, israel, never))
                .as("no third party can tell them apart")
                .isEqualTo(shown);
        assertThat(check(israel, iran, never, shown)).isEqualTo(Checked.HOLDS);
    }

    @Test
    void keys_that_are_not_known_or_not_the_ones_of_now_prove_nothing_and_are_no_forgery() {
        Proof proof = prove(iran, israel, SAID);
        Actor jordan = world.guest(oman, "jordan", Role.PARTY);
        assertThat(check(jordan, iran, SAID, proof)).isEqualTo(Checked.UNKNOWN_AUTHOR);
        assertThat(made(iran, jordan)).isEmpty();
        assertThat(check(israel, iran, SAID, new Proof(Hash.of("other-keys"), proof.tag())))
                .isEqualTo(Checked.OTHER_KEYS);
    }

    @Test
    void with_whom_codes_differed_nothing_is_proven_either_way() {
        Proof proof = prove(iran, israel, SAID);
        assertThat(israel.act((seat, tx) -> seat.compared(tx, iran.id(), false, "by voice"))
                        .isDone())
                .isTrue();
        assertThat(check(israel, iran, SAID, proof)).isEqualTo(Checked.UNKNOWN_AUTHOR);
        assertThat(made(israel, iran)).isEmpty();
    }

    @Test
    void what_is_sealed_to_one_opens_there_only_and_beside_what_it_belongs_to_only() {
        Bytes context = Hash.of("passage-one").value();
        Bytes text = Bytes.utf8("Raised at ten.");
        Bytes sealed = oman.act((seat, tx) -> seat.proofs().sealTo(iran.id(), context, text))
                .orElseThrow();
        assertThat(open(iran, context, sealed)).contains(text);
        assertThat(open(oman, context, sealed)).as("who sealed it").isEmpty();
        assertThat(open(israel, context, sealed)).isEmpty();
        assertThat(open(iran, Hash.of("passage-two").value(), sealed)).isEmpty();
        assertThat(open(iran, context, Bytes.EMPTY)).isEmpty();
    }

    private static Optional<Proof> made(Actor author, Actor reader) {
        return author.act((seat, tx) -> seat.proofs().make(tx, reader.id(), SAID));
    }

    private static Optional<Bytes> open(Actor who, Bytes context, Bytes sealed) {
        return who.act((seat, tx) -> seat.proofs().open(tx, context, sealed));
    }

    private static Hash statement(String text) {
        return Hash.of("test-statement", Bytes.utf8(text));
    }

    private static Proof prove(Actor author, Actor reader, Hash statement) {
        return author.act((seat, tx) -> seat.proofs().make(tx, reader.id(), statement))
                .orElseThrow();
    }

    private static Checked check(Actor reader, Actor author, Hash statement, Proof proof) {
        return reader.act((seat, tx) -> seat.proofs().check(tx, author.id(), statement, proof));
    }

    /** A modified node says it was made under whatever keys let the check go on. */
    private static Proof underKeysOf(Actor author, Actor reader, Proof proof) {
        return new Proof(WordProof.keys(node(author), node(reader)), proof.tag());
    }

    private static NodeIdentity node(Actor who) {
        return who.seat().desk().self.node;
    }

    private static Secret agreed(Actor own, Actor theirs) {
        return own.act((seat, tx) -> seat.desk()
                        .ports
                        .sessions()
                        .agreement(tx, seat.desk().owner, node(theirs).identityKey()))
                .orElseThrow();
    }
}
