package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.talks.room.RoomTalk;

/** Who is who at a table, and what the recorder asks of rooms that stand there. */
interface Directory {
    /** Oneself, and whom one knows there. */
    List<Principal> people(TableId table);

    default Optional<Principal> find(TableId table, PrincipalId who) {
        return people(table).stream().filter(one -> one.id().equals(who)).findFirst();
    }

    Optional<PrincipalId> self(TableId table);

    /** The name, or a few signs of the id of somebody who is not known there. */
    default String name(TableId table, PrincipalId who) {
        return find(table, who).map(Principal::name).orElseGet(() -> who.hash().brief());
    }

    /** The same, told apart from others of that name: for words that are read as they stand. */
    default String shown(TableId table, PrincipalId who) {
        return shown(table, who, name(table, who));
    }

    /** The same of somebody who may not be known there yet, or not any more. */
    default String shown(TableId table, PrincipalId who, String name) {
        return Namesakes.among(people(table)).shown(who, name);
    }

    /** The terms of a room that stands here. */
    Optional<Bytes> terms(RoomRef room);

    /** Who sits in a room that stands here. */
    Optional<List<Principal>> roster(RoomRef room);

    /** The talk in a room as this node folded it last. */
    Optional<RoomTalk> talk(RoomRef room);
}
