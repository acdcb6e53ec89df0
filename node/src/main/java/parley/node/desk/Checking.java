package parley.node.desk;

import java.util.List;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;

/**
 * What a file proves that somebody handed over, as {@code parley verify} says it, and whose keys are in it at one's own tables.
 *
 * <p>Nothing of the file is kept or sent.
 */
public interface Checking {
    /** The longest text with its signatures, and the longest proof of a relay's fault, have less. */
    int MOST_FILE_BYTES = 256 * 1024;

    /** Refused when it is neither a signed statement nor the proof of a relay's fault. What doesn't hold is an answer. */
    Result<Found> check(Bytes file);

    /** What a file is. */
    sealed interface Found {
        /** Whether the signatures prove what the file says. */
        boolean holds();

        /** @param signers who is known here with the keys that signed; nobody when nothing was signed, since keys can be copied */
        record Statement(StatementCheck says, List<Signer> signers) implements Found {
            public Statement {
                signers = List.copyOf(signers);
            }

            @Override
            public boolean holds() {
                return says.signed();
            }
        }

        /** @param tables where this relay is used; none when nothing is proven */
        record RelayFault(RelayFaultCheck says, List<Use> tables) implements Found {
            public RelayFault {
                tables = List.copyOf(tables);
            }

            @Override
            public boolean holds() {
                return says.proven();
            }
        }
    }

    /**
     * Somebody, perhaps oneself, whom this node knows with the keys that signed.
     *
     * @param present false for keys of before a renewal, of which the standing says nothing
     */
    record Signer(
            TableId table,
            String coverName,
            PrincipalId person,
            String name,
            Role role,
            People.Standing standing,
            boolean present) {}

    /**
     * A table at which a relay is used.
     *
     * @param rooms names of those whose log it is of which the proof speaks
     */
    record Use(TableId table, String coverName, List<String> rooms) {
        public Use {
            rooms = List.copyOf(rooms);
        }
    }
}
