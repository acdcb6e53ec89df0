package parley.talks;

import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;

/** Every reason for which the domain refuses something. Each names one sentence of the message catalogues. */
public enum Why {
    /** No parts. */
    ROOM_NOT_A_MEMBER("room.not-a-member"),
    /** No parts: the founding's Rules can't be read, or its members can't sit together. */
    ROOM_UNREADABLE("room.unreadable-founding"),
    /** Name of the principal, word of the kind of room. */
    ROOM_NOT_FOR_ROLE("room.not-for-role"),
    /** Word of the kind of room. */
    ROOM_TOO_MANY_PARTIES("room.too-many-parties"),
    /** No parts. */
    ROOM_FOUNDER_MAY_NOT("room.founder-may-not"),
    /** Version of the event, version that the table has pinned. */
    EVENT_LATER_VERSION("event.later-version"),
    /** Size in bytes, most bytes. */
    EVENT_TOO_LARGE("event.too-large"),
    /** Word of the rule. */
    RULES_OUT_OF_RANGE("rules.out-of-range"),
    /** "open" or "answered" of each question of {@code Discretion}, in their order. */
    RULES_TO_ANSWER("rules.to-answer"),
    /** Version that must follow. */
    RULES_NOT_NEXT_VERSION("rules.not-next-version"),
    /** Version of events that is in force. */
    RULES_OLDER_EVENTS("rules.older-events"),
    /** No parts. */
    RULES_SAME("rules.same"),
    /** No parts. */
    RULES_ONE_PROPOSAL_EACH("rules.one-proposal-each"),
    /** No parts. */
    RULES_ALREADY_PROPOSED("rules.already-proposed"),
    /** No parts. */
    RULES_NO_SUCH_PROPOSAL("rules.no-such-proposal"),
    /** No parts. */
    RULES_ALREADY_ACCEPTED("rules.already-accepted"),
    /** No parts. */
    RULES_NOT_ACCEPTED("rules.not-accepted"),
    /** No parts. */
    ROSTER_ROLE_MAY_NOT("roster.role-may-not"),
    /** Name of the principal. */
    ROSTER_ALREADY_SEATED("roster.already-seated"),
    /** Name of the principal. */
    ROSTER_NOT_SEATED("roster.not-seated"),
    /** Most standing proposals of one principal. */
    ROSTER_TOO_MANY_PROPOSALS("roster.too-many-proposals"),
    /** No parts. */
    ROSTER_ALREADY_PROPOSED("roster.already-proposed"),
    /** No parts. */
    ROSTER_NO_SUCH_PROPOSAL("roster.no-such-proposal"),
    /** No parts. */
    ROSTER_CARRIED_OUT("roster.carried-out"),
    ROSTER_ALREADY_CONSENTED("roster.already-consented"),
    /** No parts. */
    ROSTER_NOT_CONSENTED("roster.not-consented"),
    /** No parts: the subject of a removal or renewal has no say in it. */
    ROSTER_SUBJECT_HAS_NO_SAY("roster.subject-has-no-say"),
    /** Name of the newcomer, word of the standing that the Rules ask for. */
    ROSTER_NOT_COMPARED("roster.not-compared"),
    /** Size in bytes, most bytes. */
    ROSTER_CHANGE_TOO_LARGE("roster.change-too-large"),
    /** No parts: not a range of entries. */
    ROSTER_NO_RANGE("roster.no-range"),
    /** Size in bytes, most bytes. */
    NOTE_TOO_LONG("note.too-long"),
    /** No parts. */
    MESSAGE_EMPTY("message.empty"),
    /** Size in bytes, most bytes. */
    MESSAGE_TOO_LONG("message.too-long"),
    /** No parts. */
    MESSAGE_LANGUAGE("message.language"),
    /** Most attachments of one message. */
    MESSAGE_TOO_MANY_ATTACHMENTS("message.too-many-attachments"),
    /** No parts: a file's blobs at the relay would show that something is said. */
    MESSAGE_QUIET_NO_FILES("message.quiet-no-files"),
    /** Name of the file, cleaned. */
    MESSAGE_ATTACHMENT("message.attachment"),
    /** No parts: the Rules allow nothing on the record in this kind of room. */
    MESSAGE_OFF_THE_RECORD_ONLY("message.off-the-record-only"),
    /** No parts. */
    MESSAGE_SIGNATURE("message.signature"),
    /** Word of the standing that the Rules ask of every reader. */
    MESSAGE_READERS_NOT_COMPARED("message.readers-not-compared"),
    /** No parts. */
    MESSAGE_RECORD_NEEDS_COMPARED("message.record-needs-compared"),
    /** No parts. */
    CONVEY_NO_CAUCUS("convey.no-caucus"),
    /** No parts. */
    CONVEY_PARTIES_MARK("convey.parties-mark"),
    /** No parts. */
    CONVEY_MEDIATORS_CONVEY("convey.mediators-convey"),
    /** Most passages marked at once. */
    CONVEY_HOW_MANY("convey.how-many"),
    /** Most passages of one author that haven't crossed. */
    CONVEY_TOO_MANY("convey.too-many"),
    CONVEY_TOO_MANY_KEPT("convey.too-many-kept"),
    /** No parts. */
    CONVEY_EMPTY("convey.empty"),
    /** Size in bytes, most bytes. */
    CONVEY_TOO_LONG("convey.too-long"),
    /** No parts. */
    CONVEY_NO_CONDITION("convey.no-condition"),
    /** No parts: withdrawn, or never marked. */
    CONVEY_NO_SUCH_PASSAGE("convey.no-such-passage"),
    /** No parts. */
    CONVEY_NOT_YOURS("convey.not-yours"),
    /** No parts. */
    CONVEY_HAS_CROSSED("convey.has-crossed"),
    /** No parts. */
    CONVEY_NEVER_TIGHTENED("convey.never-tightened"),
    /** Word of the caveat, word of the form in which it was to cross. */
    CONVEY_AGAINST_CAVEAT("convey.against-caveat"),
    /** No parts. */
    CONVEY_LAPSED("convey.lapsed"),
    /** No parts. */
    CONVEY_NO_REASON("convey.no-reason"),
    /** No parts. */
    CONVEY_NOT_VERBATIM("convey.not-verbatim"),
    /** No parts: what is called a paraphrase is the very words. */
    CONVEY_SAME_WORDS("convey.same-words"),
    /** No parts: a record of an idea raised as the mediator's own says where or in which words. */
    CONVEY_OWN_LINKS("convey.own-links"),
    /** No parts. */
    CONVEY_NO_READERS("convey.no-readers"),
    /** No parts. */
    CONVEY_FROM_A_PARTY("convey.from-a-party"),
    /** No parts. */
    COURIER_NO_CAUCUS("courier.no-caucus"),
    /** No parts. */
    COURIER_PARTIES_HAND_IN("courier.parties-hand-in"),
    /** No parts. */
    COURIER_MEDIATORS_CARRY("courier.mediators-carry"),
    /** No parts. */
    COURIER_EMPTY("courier.empty"),
    /** Most bytes of a name. */
    COURIER_LONG_NAME("courier.long-name"),
    /** Most items that wait. */
    COURIER_TOO_MANY("courier.too-many"),
    /** No parts: called back, or never handed in or brought here. */
    COURIER_NO_SUCH_ITEM("courier.no-such-item"),
    /** No parts. */
    COURIER_HANDED_IN_ALREADY("courier.handed-in-already"),
    /** No parts. */
    COURIER_BROUGHT_ALREADY("courier.brought-already"),
    /** No parts: of what this answers, nothing is here, or it has its answer. */
    COURIER_ANSWERS_NOTHING("courier.answers-nothing"),
    /** No parts. */
    COURIER_NOT_YOURS("courier.not-yours"),
    /** No parts. */
    COURIER_IS_DELIVERED("courier.is-delivered"),
    /** No parts. */
    COURIER_STEP_IS_DONE("courier.step-is-done"),
    /** No parts. */
    COURIER_TO_ANOTHER_PARTY("courier.to-another-party"),
    /** No parts. */
    COURIER_FROM_ANOTHER_PARTY("courier.from-another-party"),
    /** No parts. */
    COURIER_WHOSE_HAND("courier.whose-hand"),
    /** No parts. */
    COURIER_RECEIVERS_ACKNOWLEDGE("courier.receivers-acknowledge"),
    /** No parts. */
    COURIER_NOT_THE_POSTMAN("courier.not-the-postman"),
    /** No parts. */
    CONVEY_PROOF_OF_VERBATIM("convey.proof-of-verbatim"),
    /** Most readers. */
    CONVEY_PROOFS("convey.proofs"),
    /** No parts. */
    CONVEY_NOT_RAISED("convey.not-raised"),
    /** No parts: the Rules let nothing cross without a caveat of its author. */
    CONVEY_DENIED("convey.denied"),
    /** No parts: a mediator took it up under Rules that let it cross, and those in force don't. */
    CONVEY_OTHER_RULES("convey.other-rules"),
    /** No parts: its author has said itself what of this message may cross. */
    CONVEY_LABELLED("convey.labelled"),
    /** No parts: in the courier phase. */
    PHASE_POSTMAN_ONLY("phase.postman-only"),
    /** No parts: in the courier phase. */
    PHASE_NO_CONVEYANCE("phase.no-conveyance"),
    /** No parts: before talks. */
    PHASE_OFF_THE_RECORD("phase.off-the-record"),
    /** No parts. */
    PHASE_NO_PARTY_HERE("phase.no-party-here"),
    /** No parts: a mediator, or a party where all who are asked sit. */
    PHASE_WHO_PROPOSES("phase.who-proposes"),
    /** No parts: each party that sits here is asked, once, under its name. */
    PHASE_WHOM("phase.whom"),
    /** No parts. */
    PHASE_ONE_MOVE("phase.one-move"),
    /** No parts: the phase is reached, or the room is open already. */
    PHASE_IS_OPEN("phase.is-open"),
    /** No parts. */
    PHASE_NO_SUCH_MOVE("phase.no-such-move"),
    /** No parts. */
    PHASE_PARTIES_ACCEPT("phase.parties-accept"),
    /** No parts. */
    PHASE_ACCEPTED("phase.accepted"),
    /** No parts. */
    PHASE_MEDIATOR_SAYS("phase.mediator-says"),
    /** No parts. */
    PHASE_NOT_ALL("phase.not-all"),
    /** No parts. */
    PHASE_NOT_BACK("phase.not-back"),
    /** No parts. */
    NONPAPER_NOT_YOURS("nonpaper.not-yours"),
    /** No parts. */
    NONPAPER_EMPTY("nonpaper.empty"),
    /** Size in bytes, most bytes. */
    NONPAPER_TOO_LONG("nonpaper.too-long"),
    /** No parts. */
    NONPAPER_NOT_PLAIN("nonpaper.not-plain"),
    /** No parts. */
    NONPAPER_NEVER_LAPSES("nonpaper.never-lapses"),
    /** No parts. */
    NONPAPER_MEDIATORS_MARK("nonpaper.mediators-mark"),
    /** No parts. */
    NONPAPER_FOR_OTHERS("nonpaper.for-others-where"),
    /** No parts. */
    NONPAPER_STAYS_HERE("nonpaper.stays-here"),
    /** No parts. */
    NONPAPER_LATER_THERE("nonpaper.later-there"),
    /** Most bytes of a delegate's name. */
    MANDATE_WHOSE("mandate.whose"),
    /** No parts. */
    MANDATE_STANDS("mandate.stands"),
    /** Most mandates of one principal. */
    MANDATE_TOO_MANY("mandate.too-many"),
    /** No parts: none that stands, or another's. */
    MANDATE_NO_SUCH("mandate.no-such"),
    /** No parts. */
    MANDATE_ACTS_ALREADY("mandate.acts-already"),
    /** No parts: mandates were shown here, and nobody acts under one. */
    MANDATE_NOBODY_ACTS("mandate.nobody-acts"),
    /** Name of the delegate, word of the power that is needed. */
    MANDATE_DOES_NOT_COVER("mandate.does-not-cover"),
    /** Issue, fewest, most. */
    SHEET_OPTIONS("sheet.options"),
    /** The name. */
    SHEET_NAME("sheet.name"),
    /** The name. */
    SHEET_NAME_TWICE("sheet.name-twice"),
    /** Most bytes. */
    SHEET_NAME_TOO_LONG("sheet.name-too-long"),
    /** Most issues, most options in all. */
    SHEET_SIZE("sheet.size"),
    /** No parts. */
    SHEET_WHO("sheet.who"),
    /** No parts: what it names is not the version that stands. */
    SHEET_CHANGED("sheet.changed"),
    /** No parts. */
    SHEET_NO_PACKAGE("sheet.no-package"),
    /** No parts. */
    SHEET_ON_THE_TABLE("sheet.on-the-table"),
    /** Most of one author. */
    SHEET_TOO_MANY("sheet.too-many"),
    /** No parts. */
    SHEET_NOT_YOURS("sheet.not-yours"),
    /** No parts: in any other room another side would read them. */
    SHEET_SHARE_IN_CAUCUS("sheet.share-in-caucus"),
    /** No parts. */
    SHEET_SCORES_MISSING("sheet.scores-missing"),
    /** Most points. */
    SHEET_POINTS("sheet.points"),
    /** No parts: only a mediator asks, in the caucus of a party. */
    SOUNDING_IN_CAUCUS("sounding.in-caucus"),
    /** No parts: two parties or more, this caucus's among them, each once. */
    SOUNDING_WHOM("sounding.whom"),
    /** Size in bytes, most bytes. */
    SOUNDING_TOO_LONG("sounding.too-long"),
    /** No parts. */
    SOUNDING_NO_QUESTION("sounding.no-question"),
    /** No parts. */
    SOUNDING_ONE_AT_A_TIME("sounding.one-at-a-time"),
    /** Most times. */
    SOUNDING_TOO_OFTEN("sounding.too-often"),
    /** Least days between the hours of two questions. */
    SOUNDING_TOO_SOON("sounding.too-soon"),
    /** Most questions. */
    SOUNDING_TOO_MANY("sounding.too-many"),
    /** No parts: it has ended, or never was. */
    SOUNDING_NOT_OPEN("sounding.not-open"),
    /** No parts: only the asked party's own seat answers. */
    SOUNDING_NOT_ASKED("sounding.not-asked"),
    /** No parts. */
    SOUNDING_ANSWERED("sounding.answered"),
    /** No parts. */
    SOUNDING_NOT_ASKER("sounding.not-asker"),
    /** No parts. */
    SOUNDING_NOT_ALL_YES("sounding.not-all-yes"),
    /** No parts: supporters offer, withdraw what they offered, and read. */
    SEAT_SUPPORTER("seat.supporter"),
    /** No parts: in a gallery nobody speaks. */
    SEAT_GALLERY("seat.gallery"),
    /** No parts: a witness makes no offers and sets no conditions. */
    SEAT_WITNESS("seat.witness"),
    /** No parts: the room is no gallery. */
    GALLERY_ONLY_THERE("gallery.only-there"),
    /** No parts. */
    GALLERY_SUPPORTERS_OFFER("gallery.supporters-offer"),
    /** No parts: parties and mediators publish and note. */
    GALLERY_TABLE_PUBLISHES("gallery.table-publishes"),
    /** No parts. */
    GALLERY_EMPTY("gallery.empty"),
    /** Size in bytes, most bytes. */
    GALLERY_TOO_LONG("gallery.too-long"),
    /** Most bytes. */
    GALLERY_TITLE("gallery.no-title"),
    /** Most that stand of one author. */
    GALLERY_TOO_MANY("gallery.too-many"),
    /** No parts: the very same stands already. */
    GALLERY_STANDS("gallery.stands"),
    /** No parts: withdrawn, or never made. */
    GALLERY_NO_SUCH_OFFER("gallery.no-such-offer"),
    /** No parts: withdrawn, or never published. */
    GALLERY_NO_SUCH_ITEM("gallery.no-such-item"),
    /** No parts. */
    GALLERY_NOT_YOURS("gallery.not-yours"),
    /** No parts: by the Rules it is not its author's to suspend. */
    SUSPENSION_WHO("suspension.who"),
    /** No parts. */
    SUSPENSION_STANDS("suspension.stands"),
    /** No parts. */
    SUSPENSION_REASON("suspension.reason"),
    /** Most days. */
    SUSPENSION_DAYS("suspension.days"),
    /** No parts: it is over, or never was. */
    SUSPENSION_NONE("suspension.none"),
    /** No parts: parties and mediators, or whoever suspended. */
    SUSPENSION_WHO_RESUMES("suspension.who-resumes"),
    /** No parts. */
    SUSPENSION_AGREED("suspension.agreed"),
    /** No parts: that its date has come is the word of others. */
    SUSPENSION_NOT_YOUR_WORD("suspension.not-your-word"),
    /** No parts: what it closes while it stands. */
    SUSPENSION_CLOSED("suspension.closed"),
    /** No parts. */
    SUSPENSION_PARTIES("suspension.parties"),
    /** No parts. */
    SUSPENSION_NOTICE_STANDS("suspension.notice-stands"),
    /** Fewest days, most days. */
    SUSPENSION_NOTICE_DAYS("suspension.notice-days"),
    /** No parts. */
    SUSPENSION_NO_NOTICE("suspension.no-notice"),
    /** Days of notice: a party leaves after it gave notice. */
    SUSPENSION_NOTICE_FIRST("suspension.notice-first"),
    /** No parts: whoever gave it is leaving already. */
    SUSPENSION_NOTICE_IN_EFFECT("suspension.notice-in-effect");

    private final String key;

    Why(String key) {
        this.key = key;
    }

    /** The catalogue's key. */
    public String key() {
        return key;
    }

    public Refusal refusal(Object... parts) {
        return Refusal.of(key, parts);
    }

    /** As an objection: present, so that it refuses. */
    public Optional<Refusal> refuses(Object... parts) {
        return Optional.of(refusal(parts));
    }

    public <T> Result<T> result(Object... parts) {
        return Result.refused(refusal(parts));
    }
}
