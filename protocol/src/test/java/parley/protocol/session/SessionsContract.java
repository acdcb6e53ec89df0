package parley.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.MemoryStore;
import parley.protocol.session.Sessions.Standing;

/** What every implementation of the sessions seam must do. */
public abstract class SessionsContract extends TwoSides {
    @Test
    void theIdentityStaysTheSame() {
        Bytes again = alice.store.transact(tx -> sessions().identity(tx, alice.owner));
        assertThat(again).isEqualTo(alice.identity);
        assertThat(alice.identity.size()).isEqualTo(33);
        assertThat(alice.identity).isNotEqualTo(bob.identity);
    }

    @Test
    void aSessionIsUnansweredUntilThePeerIsHeard() {
        assertThat(alice.standing(PAIR)).isEqualTo(Standing.NONE);
        assertThat(alice.begin(PAIR, bob, bob.bundle(BUNDLE, false))).isTrue();
        assertThat(alice.standing(PAIR)).isEqualTo(Standing.UNANSWERED);

        bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "hello"));
        assertThat(bob.standing(PAIR)).isEqualTo(Standing.ANSWERED);
        assertThat(alice.standing(PAIR)).isEqualTo(Standing.UNANSWERED);

        alice.decrypt(PAIR, bob, bob.encrypt(PAIR, "hello back"));
        assertThat(alice.standing(PAIR)).isEqualTo(Standing.ANSWERED);
    }

    @Test
    void anUnansweredSessionCanSayMoreThanOnce() {
        alice.begin(PAIR, bob, bob.bundle(BUNDLE, false));
        Bytes first = alice.encrypt(PAIR, "first");
        Bytes second = alice.encrypt(PAIR, "second");
        assertThat(bob.decrypt(PAIR, alice, second)).contains("second");
        assertThat(bob.decrypt(PAIR, alice, first)).contains("first");
    }

    @Test
    void messagesOpenInAnyOrderAndEachOnce() {
        bothHeard();
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        List<Bytes> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(alice.encrypt(PAIR, "message " + i));
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        for (int i : order) {
            assertThat(bob.decrypt(PAIR, alice, sent.get(i))).contains("message " + i);
        }
        for (Bytes message : sent) {
            bob.refuses(PAIR, alice, message);
        }
    }

    @Test
    void longConversationsGoOnBothWays() {
        bothHeard();
        for (int i = 0; i < 200; i++) {
            Side from = i % 3 == 0 ? bob : alice;
            Side to = from == alice ? bob : alice;
            assertThat(to.decrypt(PAIR, from, from.encrypt(PAIR, "turn " + i))).contains("turn " + i);
        }
    }

    @Test
    void aGapOfFifteenHundredIsBridged() {
        bothHeard();
        for (int i = 0; i < 1_500; i++) {
            alice.encrypt(PAIR, "lost");
        }
        assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "after the gap")))
                .contains("after the gap");
        assertThat(alice.decrypt(PAIR, bob, bob.encrypt(PAIR, "heard"))).contains("heard");
    }

    @Test
    void aChangedMessageOpensNothingAndChangesNothing() {
        bothHeard();
        Bytes message = alice.encrypt(PAIR, "intact");
        for (int i = 0; i < message.size(); i++) {
            byte[] changed = message.toArray();
            changed[i] ^= 1;
            bob.refuses(PAIR, alice, Bytes.wrap(changed));
        }
        bob.refuses(PAIR, alice, Bytes.EMPTY);
        bob.refuses(PAIR, alice, message.slice(0, message.size() - 1));
        bob.refuses(PAIR, alice, Bytes.concat(message, Bytes.wrap(new byte[1])));
        assertThat(bob.decrypt(PAIR, alice, message)).contains("intact");
    }

    @Test
    void aChangedFirstMessageOpensNothingAndChangesNothing() {
        alice.begin(PAIR, bob, bob.bundle(BUNDLE, false));
        Bytes message = alice.encrypt(PAIR, "hello");
        for (int i = 0; i < message.size(); i += 7) {
            byte[] changed = message.toArray();
            changed[i] ^= 1;
            bob.refuses(PAIR, alice, Bytes.wrap(changed));
        }
        assertThat(bob.decrypt(PAIR, alice, message)).contains("hello");
    }

    @Test
    void onlyTheNamedIdentityCanHaveSentIt() {
        Side mallory = new Side("mallory");
        alice.begin(PAIR, bob, bob.bundle(BUNDLE, false));
        Bytes first = alice.encrypt(PAIR, "hello");
        bob.refuses(PAIR, mallory, first);
        assertThat(bob.decrypt(PAIR, alice, first)).contains("hello");
        bob.refuses(PAIR, mallory, alice.encrypt(PAIR, "more"));
    }

    @Test
    void aBundleOfAnotherIdentityBeginsNothing() {
        Side mallory = new Side("mallory");
        Bytes bundle = mallory.bundle(BUNDLE, false);
        assertThat(alice.begin(PAIR, bob, bundle)).isFalse();
        assertThat(alice.standing(PAIR)).isEqualTo(Standing.NONE);
    }

    @Test
    void aChangedBundleBeginsNothing() {
        Bytes bundle = bob.bundle(BUNDLE, true);
        Map<Key, Bytes> before = alice.store.cells();
        for (int i = 0; i < bundle.size(); i += 11) {
            byte[] changed = bundle.toArray();
            changed[i] ^= 1;
            if (!alice.begin(PAIR, bob, Bytes.wrap(changed))) {
                assertThat(alice.store.cells()).isEqualTo(before);
                continue;
            }
            // Unsigned parts (numbers, the one-time key) may change; then nobody can answer.
            bob.refuses(PAIR, alice, alice.encrypt(PAIR, "hello"));
            alice.store.transact(tx -> {
                sessions().erase(tx, alice.owner, PAIR);
                return true;
            });
        }
        assertThat(alice.begin(PAIR, bob, bundle.slice(0, bundle.size() - 1))).isFalse();
        assertThat(alice.begin(PAIR, bob, Bytes.EMPTY)).isFalse();
    }

    @Test
    void severalPeersUseOneCardBundle() {
        Bytes bundle = bob.bundle(BUNDLE, false);
        for (int i = 0; i < 5; i++) {
            Side peer = new Side("peer " + i);
            Hash address = Hash.of("test-address", Hash.number(i));
            assertThat(peer.begin(address, bob, bundle)).isTrue();
            assertThat(bob.decrypt(address, peer, peer.encrypt(address, "I am " + i)))
                    .contains("I am " + i);
            assertThat(peer.decrypt(address, bob, bob.encrypt(address, "welcome")))
                    .contains("welcome");
        }
    }

    @Test
    void aOneTimeBundleIsUsedUpByItsFirstAnswer() {
        Bytes bundle = bob.bundle(BUNDLE, true);
        Side thief = new Side("thief");
        alice.begin(PAIR, bob, bundle);
        Hash other = Hash.of("test-address", Bytes.utf8("thief and bob"));
        thief.begin(other, bob, bundle);
        Bytes late = thief.encrypt(other, "me too");

        assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "hello"))).contains("hello");
        bob.refuses(other, thief, late);
        assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "still me"))).contains("still me");
    }

    @Test
    void anErasedBundleBeginsNothing() {
        alice.begin(PAIR, bob, bob.bundle(BUNDLE, false));
        bob.store.transact(tx -> {
            sessions().eraseBundle(tx, bob.owner, BUNDLE);
            return true;
        });
        bob.refuses(PAIR, alice, alice.encrypt(PAIR, "hello"));
    }

    @Test
    void anErasedBundleLeavesItsSessionsStanding() {
        bothHeard();
        bob.store.transact(tx -> {
            sessions().eraseBundle(tx, bob.owner, BUNDLE);
            return true;
        });
        assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "go on"))).contains("go on");
    }

    @Test
    void anErasedSessionIsGone() {
        bothHeard();
        Bytes message = alice.encrypt(PAIR, "too late");
        bob.store.transact(tx -> {
            sessions().erase(tx, bob.owner, PAIR);
            return true;
        });
        assertThat(bob.standing(PAIR)).isEqualTo(Standing.NONE);
        bob.refuses(PAIR, alice, message);
    }

    @Test
    void aFirstMessageBeginsOnlyOnceEvenAfterErasing() {
        alice.begin(PAIR, bob, bob.bundle(BUNDLE, false));
        Bytes first = alice.encrypt(PAIR, "hello");
        Bytes second = alice.encrypt(PAIR, "hello again");
        assertThat(bob.decrypt(PAIR, alice, first)).contains("hello");
        bob.store.transact(tx -> {
            sessions().erase(tx, bob.owner, PAIR);
            return true;
        });
        bob.refuses(PAIR, alice, first);
        bob.refuses(PAIR, alice, second);
    }

    @Test
    void anErasedIdentityLeavesNothing() {
        bothHeard();
        bob.bundle(Hash.of("test-bundle", Bytes.utf8("another")), true);
        bob.store.transact(tx -> {
            sessions().eraseIdentity(tx, bob.owner);
            return true;
        });
        assertThat(bob.store.cells().values().stream().filter(cell -> cell.size() > Long.BYTES))
                .isEmpty();
    }

    @Test
    void firstMessagesThatCrossBothOpenAndTheTalkGoesOn() {
        alice.begin(PAIR, bob, bob.bundle(BUNDLE, false));
        bob.begin(PAIR, alice, alice.bundle(Hash.of("test-bundle", Bytes.utf8("alice")), false));
        Bytes fromAlice = alice.encrypt(PAIR, "from alice");
        Bytes fromBob = bob.encrypt(PAIR, "from bob");
        assertThat(bob.decrypt(PAIR, alice, fromAlice)).contains("from alice");
        assertThat(alice.decrypt(PAIR, bob, fromBob)).contains("from bob");
        for (int i = 0; i < 6; i++) {
            assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "a" + i))).contains("a" + i);
            assertThat(alice.decrypt(PAIR, bob, bob.encrypt(PAIR, "b" + i))).contains("b" + i);
        }
        assertThat(alice.standing(PAIR)).isEqualTo(Standing.ANSWERED);
        assertThat(bob.standing(PAIR)).isEqualTo(Standing.ANSWERED);
    }

    /** Else whoever loses its answers, or drops them, makes us keep one more beginning for ever. */
    @Test
    void aPeerThatNeverHearsUsBeginsEightTimesAndNoMore() {
        Bytes bundle = bob.bundle(BUNDLE, false);
        MemoryStore before = alice.store.image();
        for (int i = 0; i < KeptSession.MOST_BEGINNINGS; i++) {
            alice.store = before.image();
            alice.begin(PAIR, bob, bundle);
            assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "hello " + i)))
                    .contains("hello " + i);
        }
        Bytes ofTheEighth = alice.encrypt(PAIR, "do you hear me?");
        alice.store = before.image();
        alice.begin(PAIR, bob, bundle);
        bob.refuses(PAIR, alice, alice.encrypt(PAIR, "hello once more"));
        assertThat(bob.decrypt(PAIR, alice, ofTheEighth)).contains("do you hear me?");
    }

    @Test
    void aSettledSessionIsNotBegunAnewByWhoHoldsTheIdentityKeyAlone() {
        Bytes bundle = bob.bundle(BUNDLE, false);
        MemoryStore thief = alice.store.image();
        alice.begin(PAIR, bob, bundle);
        bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "hello"));
        alice.decrypt(PAIR, bob, bob.encrypt(PAIR, "hello back"));
        bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "settled"));

        Bytes taking = thief.transact(tx -> {
            sessions().begin(tx, alice.owner, PAIR, bob.identity, bundle);
            return sessions().encrypt(tx, alice.owner, PAIR, Bytes.utf8("I am alice too"));
        });
        bob.refuses(PAIR, alice, taking);
        assertThat(alice.decrypt(PAIR, bob, bob.encrypt(PAIR, "still you"))).contains("still you");
    }

    @Test
    void beginningOverAnAnsweredSessionChangesNothing() {
        bothHeard();
        Bytes bundle = bob.bundle(Hash.of("test-bundle", Bytes.utf8("another")), false);
        Map<Key, Bytes> before = alice.store.cells();
        assertThat(alice.begin(PAIR, bob, bundle)).isTrue();
        assertThat(alice.store.cells()).isEqualTo(before);
    }

    @Test
    void anUndoneTransactionNeverHappened() {
        bothHeard();
        Bytes message = alice.encrypt(PAIR, "once");
        MemoryStore image = bob.store.image();
        assertThat(bob.decrypt(PAIR, alice, message)).contains("once");
        bob.store = image;
        assertThat(bob.decrypt(PAIR, alice, message)).contains("once");
    }

    @Test
    void aMessageOpensInItsOwnSessionOnly() {
        bothHeard();
        Hash room = Hash.of("test-address", Bytes.utf8("alice and bob in a room"));
        alice.begin(room, bob, bob.bundle(Hash.of("test-bundle", Bytes.utf8("room")), false));
        bob.decrypt(room, alice, alice.encrypt(room, "hello"));
        alice.decrypt(room, bob, bob.encrypt(room, "hello back"));
        bob.refuses(room, alice, alice.encrypt(PAIR, "for the inbox"));
        bob.refuses(PAIR, alice, alice.encrypt(room, "for the room"));
    }

    @Test
    void twoIdentitiesAgreeOnOneSecretAndEachPairOnAnother() {
        Side carol = new Side("carol");
        Secret agreed = agreed(alice, bob.identity).orElseThrow();
        assertThat(agreed(bob, alice.identity)).contains(agreed);
        assertThat(agreed(alice, carol.identity)).isPresent().isNotEqualTo(Optional.of(agreed));
        assertThat(agreed(bob, carol.identity)).isPresent().isNotEqualTo(Optional.of(agreed));
    }

    @Test
    void keysWithWhichEverybodyWouldAgreeOnTheSameAreRefused() {
        for (String hex : List.of("05" + "00".repeat(32), "", "05", "06" + "11".repeat(32))) {
            assertThat(agreed(alice, Bytes.hex(hex))).as(hex).isEmpty();
            assertThat(sessions().sealTo(Bytes.hex(hex), Bytes.EMPTY, Bytes.EMPTY))
                    .as(hex)
                    .isEmpty();
        }
    }

    @Test
    void whatIsSealedToOneOpensThereOnlyAndInItsContextOnly() {
        Bytes context = Bytes.utf8("of this");
        Bytes sealed = sessions()
                .sealTo(alice.identity, context, Bytes.utf8("for alice"))
                .orElseThrow();
        assertThat(open(alice, context, sealed)).contains(Bytes.utf8("for alice"));
        assertThat(open(bob, context, sealed)).isEmpty();
        assertThat(open(alice, Bytes.utf8("of that"), sealed)).isEmpty();
        assertThat(open(alice, context, sealed.slice(0, sealed.size() - 1))).isEmpty();
        assertThat(open(alice, context, Bytes.EMPTY)).isEmpty();
        assertThat(sessions().sealTo(Bytes.utf8("no key"), context, sealed)).isEmpty();
    }
}
