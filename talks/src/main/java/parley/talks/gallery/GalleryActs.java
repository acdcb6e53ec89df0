package parley.talks.gallery;

import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.message.MessageActs;
import parley.talks.practice.Sitting;
import parley.talks.rules.Standing;

/** Decides what people ask in a gallery. Pure. */
public final class GalleryActs {
    private GalleryActs() {}

    /**
     * What a person can ask. {@code leastKnown} is how well the asking node knows the reader that it knows least; times are
     * milliseconds since 1970 UTC, 0 for none.
     */
    public sealed interface Command {
        record MakeOffer(
                Hash nonce, Optional<Hash> replaces, OfferKind kind, Wording words, long until, Standing leastKnown)
                implements Command {}

        record TakeBack(Hash offer) implements Command {}

        record Note(Hash offer, Taking taking, Wording words, Standing leastKnown) implements Command {}

        record Publish(Hash nonce, String title, Wording words, long until, Standing leastKnown) implements Command {}

        record Unpublish(Hash item) implements Command {}
    }

    /** Decides. That the readers are known well enough is checked here only: what a node knows of its peers is in no log. */
    public static Result<GalleryEvent> decide(Sitting sitting, Gallery state, PrincipalId who, Command command) {
        return switch (command) {
            case Command.MakeOffer offer ->
                known(
                        sitting,
                        offer.leastKnown(),
                        state.judged(
                                sitting,
                                who,
                                new GalleryEvent.Offered(
                                        offer.nonce(),
                                        offer.replaces(),
                                        offer.kind(),
                                        canonical(offer.words()),
                                        Math.max(0, offer.until()))));
            case Command.TakeBack(Hash offer) -> state.judged(sitting, who, new GalleryEvent.OfferWithdrawn(offer));
            case Command.Note note ->
                known(
                        sitting,
                        note.leastKnown(),
                        state.judged(
                                sitting,
                                who,
                                new GalleryEvent.Noted(note.offer(), note.taking(), canonical(note.words()))));
            case Command.Publish publish ->
                known(
                        sitting,
                        publish.leastKnown(),
                        state.judged(
                                sitting,
                                who,
                                new GalleryEvent.Published(
                                        publish.nonce(),
                                        MessageActs.canonical(publish.title()),
                                        canonical(publish.words()),
                                        Math.max(0, publish.until()))));
            case Command.Unpublish(Hash item) -> state.judged(sitting, who, new GalleryEvent.ItemWithdrawn(item));
        };
    }

    private static Wording canonical(Wording words) {
        return new Wording(MessageActs.canonical(words.text()), words.lang(), words.dir());
    }

    private static Result<GalleryEvent> known(Sitting sitting, Standing leastKnown, Result<GalleryEvent> judged) {
        Standing least = sitting.rules().readers();
        return leastKnown.atLeast(least)
                ? judged
                : judged.then(_ -> Why.MESSAGE_READERS_NOT_COMPARED.result(least.word()));
    }
}
