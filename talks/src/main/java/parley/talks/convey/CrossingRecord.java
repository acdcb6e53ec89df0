package parley.talks.convey;

import java.util.Optional;
import parley.base.Principal;
import parley.base.Refusal;
import parley.talks.Why;
import parley.talks.convey.ConveyEvent.Crossed;
import parley.talks.rules.Language;
import parley.talks.rules.Rules;

/** Judges what a mediator's record of a crossing tells the source: which words go, and who reads them. Pure. */
final class CrossingRecord {
    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    private CrossingRecord() {}

    static Optional<Refusal> objection(Principal mediator, Passage passage, Crossed crossed) {
        return switch (crossed.as()) {
            case VERBATIM ->
                Passage.hashOf(crossed.wording()).equals(passage.wording())
                        ? readers(mediator, passage, crossed)
                        : Why.CONVEY_NOT_VERBATIM.refuses();
            case PARAPHRASE -> Conveyance.wording(crossed.wording()).or(() -> readers(mediator, passage, crossed));
            case OWN ->
                crossed.wording().text().isEmpty()
                                && Language.isTag(crossed.wording().lang())
                                && crossed.to().isEmpty()
                        ? NO_OBJECTION
                        : Why.CONVEY_OWN_LINKS.refuses();
        };
    }

    /** Somebody who is neither the source nor the mediator: else the source can't know to whom its words went. */
    private static Optional<Refusal> readers(Principal mediator, Passage passage, Crossed crossed) {
        boolean others = crossed.to().size() <= Rules.MOST_SEATS
                && crossed.to().stream()
                        .map(Principal::id)
                        .anyMatch(one -> !one.equals(passage.author()) && !one.equals(mediator.id()));
        return others ? NO_OBJECTION : Why.CONVEY_NO_READERS.refuses();
    }
}
