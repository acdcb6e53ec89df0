package parley.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Galleries;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Taking;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley gallery}: what supporters offer in a gallery and what is published there; offering, noting, publishing, taking back. */
@Command(
        name = "gallery",
        description =
                "Show the offers of a supporters' gallery and what is published there; or offer, note, publish, take back."
                        + " Words are read from standard input unless --text gives them.",
        mixinStandardHelpOptions = true)
final class GalleryCommand extends AtNode {
    private static final int SHOWN_DIGITS = 12;

    @Mixin
    private InRoom room = new InRoom();

    @Mixin
    private TypedWords words = new TypedWords();

    @Mixin
    private MeantFor meant = new MeantFor();

    @Option(
            names = "--days",
            paramLabel = "N",
            description =
                    "How many days an offer is good or a publication holds; 0 until it is withdrawn (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--instead",
            paramLabel = "OFFER",
            description = "With --offer: your own offer in whose place this one comes: the beginning of its id.")
    private @Nullable String instead;

    @Option(
            names = "--as",
            paramLabel = "TAKING",
            description = "With --note: how the offer is taken: one of ${COMPLETION-CANDIDATES}.")
    private @Nullable Taking taking;

    @ArgGroup
    private @Nullable Act act;

    /** One act at a time. */
    private static final class Act {
        @Option(
                names = "--offer",
                paramLabel = "KIND",
                description =
                        "As a supporter, offer something: one of ${COMPLETION-CANDIDATES}. Everyone in the room reads it.")
        private @Nullable OfferKind offer;

        @Option(
                names = "--note",
                paramLabel = "OFFER",
                description = "As a party or mediator, note how an offer is taken: the beginning of its id.")
        private @Nullable String note;

        @Option(
                names = "--publish",
                paramLabel = "TITLE",
                description = "As a party or mediator, publish something under this title to all who sit in the room.")
        private @Nullable String publish;

        @Option(
                names = "--back",
                paramLabel = "ID",
                description = "Take back your offer, or what you published: the beginning of its id.")
        private @Nullable String back;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/gallery";
        if (act == null && json()) {
            print(node.raw(path));
            return;
        }
        Galleries.GalleryView gallery = node.get(path, Galleries.GalleryView.class);
        if (act == null) {
            show(gallery);
        } else if (act.offer != null) {
            Optional<Hash> replaced = instead == null
                    ? Optional.empty()
                    : Optional.of(offer(gallery, instead).id());
            node.post(
                    path + "/offers" + meant.query(),
                    new Galleries.Offering(
                            replaced, act.offer, words.text(), words.language(), words.direction(), days));
        } else if (act.note != null) {
            if (taking == null) {
                throw Stop.bad("--note needs --as");
            }
            node.post(
                    path + "/offers/" + offer(gallery, act.note).id().toHex() + "/note" + meant.query(),
                    new Galleries.Noting(taking, words.text(), words.language(), words.direction()));
        } else if (act.publish != null) {
            node.post(
                    path + "/items" + meant.query(),
                    new Galleries.Publishing(
                            TypedWords.argument(act.publish), words.text(), words.language(), words.direction(), days));
        } else if (act.back != null) {
            back(node, path, gallery, act.back);
        }
    }

    private static Galleries.OfferView offer(Galleries.GalleryView gallery, String beginning) {
        return ById.one("offer", beginning, gallery.offers(), one -> one.id().toHex());
    }

    /** Nobody has both offers and items here, so a beginning is looked for among one's own kind. */
    private static void back(NodeClient node, String path, Galleries.GalleryView gallery, String beginning)
            throws IOException {
        if (gallery.mayOffer()) {
            node.delete(path + "/offers/" + offer(gallery, beginning).id().toHex());
            return;
        }
        Galleries.ItemView item = ById.one(
                "published item", beginning, gallery.items(), one -> one.id().toHex());
        node.delete(path + "/items/" + item.id().toHex());
    }

    private void show(Galleries.GalleryView gallery) {
        for (Galleries.ItemView item : gallery.items()) {
            out().printf(
                            "published %s  %s  %s%s%n",
                            digits(item.id()),
                            Shown.line(item.title()),
                            Shown.line(item.authorName()),
                            state(item.withdrawn(), item.over(), item.until().map(Object::toString)));
            words(item.words());
        }
        for (Galleries.OfferView offer : gallery.offers()) {
            out().printf(
                            "offer %s  %s  %s%s%n",
                            digits(offer.id()),
                            offer.kind().map(OfferKind::word).orElse("-"),
                            Shown.line(offer.authorName()),
                            state(offer.withdrawn(), offer.over(), offer.until().map(Object::toString)));
            words(offer.words());
            offer.note().ifPresent(note -> {
                out().println("  " + note.taking().word() + ", says " + Shown.line(note.authorName()) + ":");
                words(Optional.of(note.words()));
            });
        }
        List<String> others = gallery.supporters().stream().map(Shown::line).toList();
        if (!others.isEmpty()) {
            out().println("supporters who read this too: " + String.join(", ", others));
        }
    }

    private static String digits(Hash id) {
        return id.toHex().substring(0, SHOWN_DIGITS);
    }

    private static String state(boolean withdrawn, boolean over, Optional<String> until) {
        if (withdrawn) {
            return "  (withdrawn)";
        }
        return until.map(hour -> (over ? "  (was good until " : "  (until ") + hour + ")")
                .orElse("");
    }

    private void words(Optional<Galleries.Words> words) {
        words.ifPresentOrElse(
                said -> said.text().lines().forEach(line -> out().println("    " + Shown.line(line))),
                () -> out().println("    (erased when its time under the Rules was over)"));
    }
}
