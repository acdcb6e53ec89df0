package parley.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Conveying.Reader;
import parley.node.desk.RoomRef;
import parley.talks.convey.Caveat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley passages}: what of a room may cross; withdrawing or proving one's own passage, or giving it another caveat. */
@Command(
        name = "passages",
        description =
                "List the passages of a room that may cross; withdraw one, prove it to a party, or give it another caveat.",
        mixinStandardHelpOptions = true)
final class PassagesCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Option(names = "--withdraw", paramLabel = "PASSAGE", description = "Withdraw it: the beginning of its id.")
    private @Nullable String withdraw;

    @Option(names = "--relabel", paramLabel = "PASSAGE", description = "Give it --caveat: the beginning of its id.")
    private @Nullable String relabel;

    @Option(names = "--prove", paramLabel = "PASSAGE", description = "Prove it to --to: the beginning of its id.")
    private @Nullable String prove;

    @Option(names = "--to", paramLabel = "PARTY", description = "Name of the party, or the beginning of its id.")
    private @Nullable String to;

    @Option(names = "--caveat", description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable Caveat caveat;

    @Option(names = "--condition", description = "What must be asked or given first.")
    private String condition = "";

    @Option(names = "--lapses-days", paramLabel = "DAYS", description = "It can't cross any more after so many days.")
    private @Nullable Integer days;

    @Override
    protected void run(NodeClient node) throws IOException {
        RoomRef at = room.at(node);
        String path = Places.path(at) + "/passages";
        if (withdraw == null && relabel == null && prove == null && json()) {
            print(node.raw(path));
            return;
        }
        List<PassageView> passages = node.get(path, Outputs.Passages.class).passages();
        if (withdraw != null) {
            node.delete(PassageTexts.path(PassageTexts.find(passages, withdraw)));
        } else if (relabel != null) {
            if (caveat == null) {
                throw Stop.bad("say which caveat with --caveat");
            }
            node.post(
                    PassageTexts.path(PassageTexts.find(passages, relabel)) + "/label",
                    new Label(caveat, condition, lapses(days)));
        } else if (prove != null) {
            prove(node, PassageTexts.find(passages, prove));
        } else {
            passages.forEach(one -> out().println(PassageTexts.of(one)));
        }
    }

    private void prove(NodeClient node, PassageView passage) throws IOException {
        if (to == null) {
            throw Stop.bad("say to whom with --to");
        }
        // By the whole name that is shown: of two of one name only one may be left to prove it to.
        String wanted = to;
        Reader reader = passage.mayProveTo().stream()
                .filter(one -> one.name().equals(wanted))
                .findFirst()
                .orElseGet(() -> ById.one(
                        "party", wanted, passage.mayProveTo(), each -> each.id().toHex()));
        node.post(PassageTexts.path(passage) + "/prove", new Inputs.ProvePassage(reader.id()));
    }

    static Optional<Instant> lapses(@Nullable Integer days) {
        if (days != null && days < 1) {
            throw Stop.bad("--lapses-days is 1 or more");
        }
        return Optional.ofNullable(days).map(count -> Instant.now().plus(Duration.ofDays(count)));
    }
}
