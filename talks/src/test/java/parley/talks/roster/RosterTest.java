package parley.talks.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.talks.fixtures.People.ANVIL;
import static parley.talks.fixtures.People.CEDAR;
import static parley.talks.fixtures.People.GAUGE;
import static parley.talks.fixtures.People.HARBOUR;
import static parley.talks.fixtures.People.JUNIPER;
import static parley.talks.fixtures.People.LANTERN;
import static parley.talks.fixtures.People.PATRON;
import static parley.talks.fixtures.People.QUILL;
import static parley.talks.fixtures.Rooms.acceptRules;
import static parley.talks.fixtures.Rooms.act;
import static parley.talks.fixtures.Rooms.consent;
import static parley.talks.fixtures.Rooms.keyOf;
import static parley.talks.fixtures.Rooms.plenary;
import static parley.talks.fixtures.Rooms.propose;
import static parley.talks.fixtures.Rooms.proposeRules;
import static parley.talks.fixtures.Rooms.room;
import static parley.talks.fixtures.Rooms.withdraw;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.talks.fixtures.People;
import parley.talks.practice.Note;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Consents;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Who may change a room, and how many it takes. */
class RosterTest {
    private static final Rules RULES = Rules.standard();

    @Test
    void twoPeopleAdmitAndTheProposerIsOneOfThem() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        assertThat(first(room).missing(room.sitting())).isEqualTo(1);
        assertThat(ratified(room)).isFalse();
        room = act(room, 2, HARBOUR, consent(first(room).name()));
        assertThat(first(room).missing(room.sitting())).isZero();
        assertThat(ratified(room)).isTrue();
        assertThat(first(room).consents().stream().map(Pending.Consent::who)).containsExactly(CEDAR.id(), HARBOUR.id());
        assertThat(first(room).position()).isEqualTo(1);
    }

    @Test
    void onePersonNeverCountsTwice() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        assertThat(key(room, CEDAR, consent(first(room).name()))).isEqualTo("roster.already-consented");
        room = act(room, 2, JUNIPER, consent(first(room).name()));
        assertThat(key(room, JUNIPER, consent(first(room).name()))).isEqualTo("roster.already-consented");
    }

    @Test
    void theRulesSayHowManyItTakesForEachKindOfChange() {
        Rules rules = RULES.withConsents(new Consents(List.of(Role.PARTY, Role.MEDIATOR), 3, 2, 1, 4, false));
        RoomTalk room = room(RoomKind.PLENARY, rules, CEDAR, JUNIPER, HARBOUR, LANTERN);
        assertThat(missing(room, ChangeKind.ADMIT, GAUGE)).isEqualTo(2);
        assertThat(missing(room, ChangeKind.RENEW, JUNIPER)).isEqualTo(2);
        assertThat(missing(room, ChangeKind.REMOVE, JUNIPER)).isEqualTo(1);
        assertThat(missing(room, ChangeKind.REFRESH, CEDAR)).isZero();
        assertThat(missing(room, ChangeKind.MOVE, CEDAR)).isEqualTo(3);
    }

    @Test
    void neverMoreThanThoseWhoHaveASay() {
        RoomTalk caucus = room(RoomKind.CAUCUS, RULES, CEDAR, HARBOUR);
        assertThat(missing(caucus, ChangeKind.REMOVE, HARBOUR)).isZero();
        assertThat(missing(caucus, ChangeKind.RENEW, HARBOUR)).isZero();
        assertThat(missing(caucus, ChangeKind.ADMIT, LANTERN)).isEqualTo(1);
        assertThat(missing(caucus, ChangeKind.REFRESH, CEDAR)).isEqualTo(1);
    }

    @Test
    void theSubjectOfARemovalCanNeitherBlockItNorConsentToIt() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.REMOVE, HARBOUR));
        assertThat(key(room, HARBOUR, consent(first(room).name()))).isEqualTo("roster.subject-has-no-say");
        assertThat(key(room, HARBOUR, withdraw(first(room).name()))).isEqualTo("roster.not-consented");
        assertThat(ratified(act(room, 2, JUNIPER, consent(first(room).name())))).isTrue();
    }

    @Test
    void whoWantsToLeaveLeavesWhateverItsRole() {
        for (Principal leaver : List.of(CEDAR, HARBOUR, QUILL)) {
            RoomTalk room = room(RoomKind.PLENARY, RULES, CEDAR, JUNIPER, HARBOUR, QUILL);
            room = act(room, 1, leaver, propose(ChangeKind.REMOVE, leaver));
            assertThat(first(room).leaves()).isTrue();
            assertThat(ratified(room)).as(leaver.name()).isTrue();
        }
    }

    @Test
    void nobodyProposesItsOwnRenewalOrItsOwnReading() {
        assertThat(key(plenary(), CEDAR, propose(ChangeKind.RENEW, CEDAR))).isEqualTo("roster.subject-has-no-say");
        assertThat(key(plenary(), CEDAR, propose(ChangeKind.GRANT, CEDAR, new History(1, 2).encoded())))
                .isEqualTo("roster.subject-has-no-say");
    }

    @Test
    void onlyRolesThatTheRulesNamePropose() {
        RoomTalk room = room(RoomKind.PLENARY, RULES, CEDAR, JUNIPER, HARBOUR, QUILL, ANVIL);
        for (ChangeKind kind : ChangeKind.values()) {
            assertThat(key(room, QUILL, propose(kind, kind == ChangeKind.ADMIT ? LANTERN : CEDAR)))
                    .as(kind.word())
                    .isEqualTo("roster.role-may-not");
        }
        RoomTalk proposed = act(room, 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        assertThat(key(proposed, ANVIL, consent(first(proposed).name()))).isEqualTo("roster.role-may-not");
        Rules wider = RULES.withConsents(new Consents(List.of(Role.values()), 2, 2, 2, 2, false));
        assertThat(key(room(RoomKind.PLENARY, wider, CEDAR, QUILL), QUILL, propose(ChangeKind.ADMIT, LANTERN)))
                .isEqualTo("done");
    }

    @Test
    void anOutsiderHasNoSay() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        assertThat(key(room, LANTERN, propose(ChangeKind.ADMIT, LANTERN))).isEqualTo("room.not-a-member");
        assertThat(key(room, LANTERN, consent(first(room).name()))).isEqualTo("room.not-a-member");
        assertThat(key(room, LANTERN, withdraw(first(room).name()))).isEqualTo("room.not-a-member");
    }

    @Test
    void onlyWhoMaySitIsAdmitted() {
        assertThat(key(plenary(), CEDAR, propose(ChangeKind.ADMIT, JUNIPER))).isEqualTo("roster.already-seated");
        assertThat(key(plenary(), CEDAR, propose(ChangeKind.ADMIT, PATRON))).isEqualTo("room.not-for-role");
        RoomTalk caucus = room(RoomKind.CAUCUS, RULES, CEDAR, HARBOUR);
        assertThat(key(caucus, HARBOUR, propose(ChangeKind.ADMIT, JUNIPER))).isEqualTo("room.too-many-parties");
        assertThat(key(caucus, HARBOUR, propose(ChangeKind.ADMIT, LANTERN))).isEqualTo("done");
    }

    @Test
    void onlyWhoSitsIsRemovedRenewedOrShownHistoryAndUnderItsOwnNameAndRole() {
        Principal renamed = new Principal(JUNIPER.id(), "Juniper's friend", JUNIPER.role());
        Principal promoted = new Principal(JUNIPER.id(), JUNIPER.name(), Role.MEDIATOR);
        for (ChangeKind kind : ChangeKind.values()) {
            if (kind == ChangeKind.ADMIT) {
                continue;
            }
            for (Principal subject : List.of(LANTERN, renamed, promoted)) {
                assertThat(key(plenary(), CEDAR, propose(kind, subject)))
                        .as(kind.word())
                        .isEqualTo("roster.not-seated");
            }
        }
    }

    @Test
    void whoLetsSomebodyReadMustKnowItAsWellAsTheRulesAsk() {
        for (Standing standing : List.of(Standing.UNVERIFIED, Standing.VOUCHED)) {
            for (ChangeKind kind : List.of(ChangeKind.ADMIT, ChangeKind.RENEW, ChangeKind.GRANT)) {
                Principal subject = kind == ChangeKind.ADMIT ? LANTERN : JUNIPER;
                Bytes change = new History(1, 9).encoded();
                var blind =
                        new RoomCommand.OfRoster(new RosterActs.Command.Propose(kind, subject, change, standing, ""));
                assertThat(key(plenary(), CEDAR, blind)).isEqualTo("roster.not-compared");
                RoomTalk room = act(plenary(), 1, CEDAR, propose(kind, subject, change));
                var consent = new RoomCommand.OfRoster(
                        new RosterActs.Command.Consent(first(room).name(), standing));
                assertThat(key(room, HARBOUR, consent)).isEqualTo("roster.not-compared");
            }
            var refresh = new RoomCommand.OfRoster(
                    new RosterActs.Command.Propose(ChangeKind.REFRESH, CEDAR, Bytes.hex("01"), standing, ""));
            assertThat(key(plenary(), CEDAR, refresh)).isEqualTo("done");
            RoomTalk removal = act(plenary(), 1, CEDAR, propose(ChangeKind.REMOVE, JUNIPER));
            var consent = new RoomCommand.OfRoster(
                    new RosterActs.Command.Consent(first(removal).name(), standing));
            assertThat(key(removal, HARBOUR, consent)).isEqualTo("done");
        }
        RoomTalk looser = room(RoomKind.PLENARY, RULES.withReaders(Standing.VOUCHED), CEDAR, JUNIPER, HARBOUR);
        var vouched = new RoomCommand.OfRoster(
                new RosterActs.Command.Propose(ChangeKind.ADMIT, LANTERN, Bytes.hex("01"), Standing.VOUCHED, ""));
        assertThat(key(looser, CEDAR, vouched)).isEqualTo("done");
    }

    @Test
    void aConsentGivenUnderLooserRulesStopsCountingUnderStricterOnes() {
        RoomTalk room = room(RoomKind.DIRECT, RULES.withReaders(Standing.VOUCHED), CEDAR, JUNIPER);
        room = act(
                room,
                1,
                CEDAR,
                new RoomCommand.OfRoster(new RosterActs.Command.Propose(
                        ChangeKind.ADMIT, People.of("Alder", Role.PARTY), Bytes.hex("01"), Standing.VOUCHED, "")));
        room = act(room, 2, JUNIPER, consent(first(room).name()));
        assertThat(ratified(room)).isTrue();
        Rules stricter = room.rules().next().withReaders(Standing.COMPARED);
        room = act(room, 3, CEDAR, proposeRules(stricter));
        room = act(room, 4, JUNIPER, acceptRules(stricter.hash()));
        assertThat(room.rules()).isEqualTo(stricter);
        assertThat(ratified(room)).isFalse();
    }

    @Test
    void whereTheRulesAskForEachPartyNoneIsPassedOver() {
        Rules rules = RULES.withConsents(new Consents(List.of(Role.PARTY, Role.MEDIATOR), 2, 2, 2, 2, true));
        RoomTalk room = room(RoomKind.PLENARY, rules, CEDAR, JUNIPER, HARBOUR);
        room = act(room, 1, HARBOUR, propose(ChangeKind.ADMIT, LANTERN));
        room = act(room, 2, CEDAR, consent(first(room).name()));
        assertThat(first(room).missing(room.sitting())).isZero();
        assertThat(first(room).missingParties(room.sitting())).containsExactly(JUNIPER);
        assertThat(ratified(room)).isFalse();
        room = act(room, 3, JUNIPER, consent(first(room).name()));
        assertThat(first(room).missingParties(room.sitting())).isEmpty();
        assertThat(ratified(room)).isTrue();
    }

    @Test
    void forARemovalNoPartyIsAskedForByName() {
        Rules rules = RULES.withConsents(new Consents(List.of(Role.PARTY, Role.MEDIATOR), 2, 2, 2, 2, true));
        RoomTalk room = room(RoomKind.PLENARY, rules, CEDAR, JUNIPER, HARBOUR, LANTERN);
        room = act(room, 1, HARBOUR, propose(ChangeKind.REMOVE, LANTERN));
        room = act(room, 2, CEDAR, consent(first(room).name()));
        assertThat(ratified(room)).isTrue();
        room = act(room, 3, HARBOUR, propose(ChangeKind.RENEW, JUNIPER));
        room = act(room, 4, CEDAR, consent(room.roster().proposals().get(1).name()));
        assertThat(room.roster().proposals().get(1).ratified(room.sitting()))
                .as("the party that is renewed is not asked about itself")
                .isTrue();
    }

    @Test
    void aGrantIsRatifiedButEndsNoEpoch() {
        Bytes range = new History(3, 17).encoded();
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.GRANT, HARBOUR, range));
        room = act(room, 2, JUNIPER, consent(first(room).name()));
        assertThat(ratified(room)).isTrue();
        assertThat(room.ratified(Hash.of("proposal", range))).isEmpty();
        assertThat(History.read(first(room).change())).isEqualTo(Result.done(new History(3, 17)));
    }

    @Test
    void aGrantThatWasCarriedOutCannotBeTakenBackAndIsInNobodysWay() {
        RoomTalk room = plenary();
        for (int i = 1; i <= 3 * Roster.MOST_PROPOSALS_EACH; i++) {
            room = act(room, 2L * i, CEDAR, propose(ChangeKind.GRANT, HARBOUR, new History(i, i).encoded()));
            Pending latest = room.roster().proposals().getLast();
            room = act(room, 2L * i + 1, JUNIPER, consent(latest.name()));
            assertThat(key(room, CEDAR, withdraw(latest.name()))).isEqualTo("roster.carried-out");
            assertThat(room.roster().proposals()).hasSizeLessThanOrEqualTo(Roster.MOST_PROPOSALS_EACH);
        }
        for (int i = 0; i < Roster.MOST_PROPOSALS_EACH; i++) {
            room = act(room, 50 + i, CEDAR, propose(ChangeKind.REMOVE, i == 0 ? HARBOUR : JUNIPER));
        }
        assertThat(room.roster().proposals()).hasSize(Roster.MOST_PROPOSALS_EACH);
        assertThat(key(room, CEDAR, propose(ChangeKind.ADMIT, LANTERN))).isEqualTo("roster.too-many-proposals");
    }

    @Test
    void aGrantNamesARange() {
        for (Bytes range : List.of(
                Bytes.EMPTY,
                new History(0, 5).encoded(),
                new History(5, 4).encoded(),
                Bytes.concat(new History(1, 5).encoded(), Bytes.hex("00")))) {
            assertThat(key(plenary(), CEDAR, propose(ChangeKind.GRANT, HARBOUR, range)))
                    .isEqualTo("roster.no-range");
        }
        assertThat(key(plenary(), CEDAR, propose(ChangeKind.GRANT, HARBOUR, new History(1, 1).encoded())))
                .isEqualTo("done");
    }

    @Test
    void aWithdrawnProposalIsGoneAndAWithdrawnConsentMissingAgain() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        Hash name = first(room).name();
        room = act(room, 2, JUNIPER, consent(name));
        room = act(room, 3, JUNIPER, withdraw(name));
        assertThat(ratified(room)).isFalse();
        assertThat(key(room, JUNIPER, withdraw(name))).isEqualTo("roster.not-consented");
        assertThat(ratified(act(room, 4, JUNIPER, consent(name)))).isTrue();
        room = act(room, 4, CEDAR, withdraw(name));
        assertThat(room.roster()).isEqualTo(Roster.NONE);
        assertThat(key(room, JUNIPER, consent(name))).isEqualTo("roster.no-such-proposal");
        assertThat(key(room, CEDAR, withdraw(name))).isEqualTo("roster.no-such-proposal");
    }

    @Test
    void withdrawingOneProposalLeavesTheOthers() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        room = act(room, 2, CEDAR, propose(ChangeKind.REFRESH, CEDAR));
        room = act(room, 3, JUNIPER, consent(first(room).name()));
        room = act(room, 4, JUNIPER, consent(room.roster().proposals().get(1).name()));
        RoomTalk less = act(room, 5, JUNIPER, withdraw(first(room).name()));
        assertThat(less.roster().proposals().get(1))
                .isEqualTo(room.roster().proposals().get(1));
        RoomTalk gone = act(room, 5, CEDAR, withdraw(first(room).name()));
        assertThat(gone.roster().proposals())
                .containsExactly(room.roster().proposals().get(1));
    }

    @Test
    void nobodyFillsTheStateWithProposals() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        room = act(room, 2, CEDAR, propose(ChangeKind.REMOVE, JUNIPER));
        assertThat(key(room, CEDAR, propose(ChangeKind.ADMIT, GAUGE))).isEqualTo("roster.too-many-proposals");
        assertThat(key(room, JUNIPER, propose(ChangeKind.ADMIT, GAUGE))).isEqualTo("done");
        Bytes most = Bytes.wrap(new byte[Roster.MOST_CHANGE_BYTES]);
        Bytes more = Bytes.wrap(new byte[Roster.MOST_CHANGE_BYTES + 1]);
        assertThat(key(plenary(), CEDAR, propose(ChangeKind.MOVE, CEDAR, most))).isEqualTo("done");
        assertThat(key(plenary(), CEDAR, propose(ChangeKind.MOVE, CEDAR, more))).isEqualTo("roster.change-too-large");
    }

    @Test
    void theSameProposalTwiceIsRefusedButAnotherMayProposeTheSame() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        assertThat(key(room, CEDAR, propose(ChangeKind.ADMIT, LANTERN))).isEqualTo("roster.already-proposed");
        assertThat(key(room, JUNIPER, propose(ChangeKind.ADMIT, LANTERN))).isEqualTo("done");
    }

    @Test
    void aFalselyLabelledProposalDoesNotStandInTheWayOfTheHonestOne() {
        Bytes change = Bytes.utf8("remove harbour");
        RoomTalk room = act(plenary(), 1, HARBOUR, propose(ChangeKind.REFRESH, HARBOUR, change));
        room = act(room, 2, CEDAR, propose(ChangeKind.REMOVE, HARBOUR, change));
        room = act(room, 3, JUNIPER, consent(room.roster().proposals().get(1).name()));
        assertThat(room.ratified(Hash.of("proposal", change)))
                .contains(new RoomTalk.Ratified(ChangeKind.REMOVE, HARBOUR, change));
    }

    @Test
    void proposalsHaveNamesOfTheirOwn() {
        Bytes change = Bytes.utf8("change");
        var proposed = new RosterEvent.Proposed(ChangeKind.ADMIT, LANTERN, change, Standing.COMPARED, "");
        Principal renamed = new Principal(LANTERN.id(), "Lamp", LANTERN.role());
        Principal promoted = new Principal(LANTERN.id(), LANTERN.name(), Role.VERIFIER);
        assertThat(List.of(
                        proposed.proposalBy(CEDAR.id()),
                        proposed.proposalBy(JUNIPER.id()),
                        named(ChangeKind.RENEW, LANTERN, change),
                        named(ChangeKind.ADMIT, GAUGE, change),
                        named(ChangeKind.ADMIT, renamed, change),
                        named(ChangeKind.ADMIT, promoted, change),
                        named(ChangeKind.ADMIT, LANTERN, Bytes.utf8("other"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void aNoteIsShort() {
        var most = new RosterActs.Command.Propose(
                ChangeKind.ADMIT, LANTERN, Bytes.hex("01"), Standing.COMPARED, "\u05d0".repeat(Note.MOST_BYTES / 2));
        var more = new RosterActs.Command.Propose(
                ChangeKind.ADMIT,
                LANTERN,
                Bytes.hex("01"),
                Standing.COMPARED,
                "\u05d0".repeat(Note.MOST_BYTES / 2) + "x");
        assertThat(key(plenary(), CEDAR, new RoomCommand.OfRoster(most))).isEqualTo("done");
        assertThat(key(plenary(), CEDAR, new RoomCommand.OfRoster(more))).isEqualTo("note.too-long");
    }

    private static Hash named(ChangeKind kind, Principal subject, Bytes change) {
        return new RosterEvent.Proposed(kind, subject, change, Standing.COMPARED, "").proposalBy(CEDAR.id());
    }

    private static Pending first(RoomTalk room) {
        return room.roster().proposals().getFirst();
    }

    private static boolean ratified(RoomTalk room) {
        return first(room).ratified(room.sitting());
    }

    private static int missing(RoomTalk room, ChangeKind kind, Principal subject) {
        RoomTalk after = act(room, 1, CEDAR, propose(kind, subject));
        return first(after).missing(after.sitting());
    }

    private static String key(RoomTalk room, Principal who, RoomCommand command) {
        return keyOf(room.decide(who.id(), command));
    }
}
