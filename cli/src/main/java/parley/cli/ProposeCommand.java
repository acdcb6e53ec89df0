package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Changes;
import parley.node.desk.RoomRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley propose}: proposes a change of a room's roster, keys or relay, after saying what it means. */
@Command(
        name = "propose",
        description = {
            "Propose a change of a room: admit PERSON, remove PERSON, renew PERSON, refresh, move HOST:PORT#KEY, or rules FILE.",
            "Prints what it means and what can't be undone."
        },
        mixinStandardHelpOptions = true)
final class ProposeCommand extends AtNode {
    /** What can be proposed. */
    enum What {
        ADMIT,
        REMOVE,
        RENEW,
        REFRESH,
        MOVE,
        RULES
    }

    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private What what;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "WHOM",
            description =
                    "Person; relay for move; file for rules, as parley rules --next prints them; nothing for refresh.")
    private @Nullable String whom;

    @Option(names = "--note", description = "Why, for the other members.")
    private String note = "";

    @Option(names = "--preview", description = "Only say what it would mean.")
    private boolean previewOnly;

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        RoomRef at = room.at(node);
        propose(this, node, at, new Inputs.Wished(wish(places, at), note), previewOnly);
    }

    private Changes.Wish wish(Places places, RoomRef at) throws IOException {
        return switch (what) {
            case ADMIT -> new Changes.Wish.Admit(places.person(at, whom()).id());
            case REMOVE -> new Changes.Wish.Remove(places.person(at, whom()).id());
            case RENEW -> new Changes.Wish.Renew(places.person(at, whom()).id());
            case REFRESH -> new Changes.Wish.Refresh();
            case MOVE -> new Changes.Wish.Move(TablesCommand.relay(whom()));
            case RULES -> new Changes.Wish.NewRules(RulesFile.read(Path.of(whom())));
        };
    }

    private String whom() {
        if (whom == null) {
            throw Stop.bad("say whom; for move the relay, for rules the file");
        }
        return whom;
    }

    static void propose(AtNode command, NodeClient node, RoomRef at, Inputs.Wished wished, boolean previewOnly)
            throws IOException {
        String path = Places.path(at) + "/proposals";
        Changes.Preview preview = node.post(path + "/preview", wished, Changes.Preview.class);
        if (!command.json()) {
            preview.learns().forEach(each -> command.out().println(Sentences.say(each.key(), each.parts())));
            preview.keeps().forEach(each -> command.out().println(Sentences.say(each.key(), each.parts())));
            command.out().println("Consents needed, one's own included: " + preview.consents());
        } else if (previewOnly) {
            command.printJson(preview);
        }
        if (previewOnly) {
            return;
        }
        Outputs.Proposed proposed = node.post(path, wished, Outputs.Proposed.class);
        if (command.json()) {
            command.printJson(proposed);
        } else {
            command.out().println("proposal " + Shown.line(proposed.proposal().toHex()));
        }
    }
}
