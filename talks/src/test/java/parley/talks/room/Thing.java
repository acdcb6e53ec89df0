package parley.talks.room;

import parley.base.Hash;

/**
 * Something that stands in a room and has a name.
 *
 * @param position of the entry that made it stand
 */
record Thing(Kind kind, Scene scene, Hash name, long position) {

    /** What an event may name, or somebody could try to name: where another step counts of it, it is another kind. */
    enum Kind {
        CHANGE,
        RULES,
        MESSAGE,
        MARKED_MESSAGE,
        QUESTION,
        PASSAGE,
        CROSSED_PASSAGE,
        SOUNDING,
        NON_PAPER,
        NON_PAPER_FOR_OTHERS,
        ITEM,
        DELIVERED_ITEM,
        BROUGHT_ITEM,
        MOVE,
        ACCEPTED_MOVE,
        PAST_MOVE,
        MANDATE,
        MANDATE_IN_USE,
        SHEET,
        PACKAGE,
        SCORES,
        OFFER,
        WITHDRAWN_OFFER,
        NOTE_ON_AN_OFFER,
        PUBLISHED,
        WITHDRAWN_PUBLISHED,
        SUSPENSION,
        NOTICE,
        PARTY,
        ROOM
    }

    /** No one room can hold things of every kind at a time. */
    enum Scene {
        /** A caucus under the Rules that most begin with. */
        CAUCUS,
        /** A caucus whose mediator may open passages, and in which a move waits for the mediator's word. */
        OPEN_CAUCUS,
        /** A caucus that stands still. */
        SUSPENDED,
        GALLERY
    }
}
