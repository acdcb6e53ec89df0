package parley.simulation.run;

/** What people have their seat do; a report counts how often each was done, as it counts what nodes tell. */
enum Act {
    INVITE,
    MEET,
    FOUND,
    CONSENT,
    DECLINE,
    COMPARE,
    ROOM_WORDS,
    SAY,
    TAKE_BACK,
    DECIDE_LATE,
    CHANGE,
    GRANT,
    RECEIPT,
    ASK_FOR_RENEWAL,
    ERASE,
    LAPSE,
    SIGN_ON_RECORD,
    TAKE_TABLE_OFF
}
