package parley.node.desk;

/** What a room is for; decides its mark on every page. */
public enum RoomKind {
    /** One party and the mediator. */
    CAUCUS,
    /** All. */
    PLENARY,
    /** Parties only. */
    DIRECT,
    /** Mediators only. */
    MEDIATORS,
    /** Parties and verifier. */
    COMMISSION,
    PROTOCOL
}
