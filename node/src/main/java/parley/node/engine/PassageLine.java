package parley.node.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.node.desk.Line;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.RaisedWords;

/** Says what happened to passages as a line of the record. Pure. */
final class PassageLine {
    private PassageLine() {}

    /**
     * What this node found out about a line, beside what it says.
     *
     * @param sameWords whether a paraphrase is the passage to the word: acts refuse that, and folds can't know it
     */
    record Found(Proof proof, boolean again, boolean afterHour, boolean sameWords, Optional<RaisedWords> raised) {
        static final Found NOTHING = new Found(Proof.ABSENT, false, false, false, Optional.empty());
    }

    /** How far the proof that comes with words that crossed verbatim goes, as a word of the catalogue. */
    enum Proof {
        /** None came. */
        ABSENT(""),
        /** It will be looked at in a moment. */
        WAITING(".waiting"),
        /** This node sits between or wrote the words itself: it is not the one to check. */
        CARRIED(".carried"),
        /** Proofs came, and none for this node. */
        FOR_OTHERS(".for-others"),
        CHECKED(".checked"),
        /** It fits keys that weren't compared. */
        VOUCHED(".vouched"),
        OTHER_KEYS(".other-keys"),
        UNKNOWN(".unknown"),
        FAILS(".fails");

        private final String suffix;

        Proof(String suffix) {
            this.suffix = suffix;
        }
    }

    static Line of(
            long index, LineRecord.Said said, PrincipalId self, ConveyEvent event, Found found, Namesakes names) {
        String author = said.authorName();
        return switch (event) {
            case ConveyEvent.Marked marked ->
                line(
                        index,
                        said,
                        self,
                        "line.convey-marked",
                        List.of(author),
                        marked.passages().stream()
                                .map(one -> beside(one.wording(), one.label()))
                                .toList());
            case ConveyEvent.Relabelled relabelled ->
                line(
                        index,
                        said,
                        self,
                        "line.convey-relabelled." + relabelled.label().caveat().word(),
                        List.of(author, relabelled.label().condition()),
                        List.of());
            case ConveyEvent.Opened opened ->
                line(
                        index,
                        said,
                        self,
                        "line.convey-opened",
                        List.of(author),
                        opened.wordings().stream()
                                .map(one -> beside(one, "beside.opened.paraphrase"))
                                .toList());
            case ConveyEvent.Withdrawn _ ->
                line(index, said, self, "line.convey-withdrawn", List.of(author), List.of());
            case ConveyEvent.Crossed crossed ->
                line(
                        index,
                        said,
                        self,
                        "line.convey-crossed." + crossed.as().word() + (late(said, self, found) ? "-late" : ""),
                        List.of(author, readers(crossed.to(), said.author(), names), crossed.because()),
                        crossed.wording().text().isEmpty()
                                ? List.of()
                                : List.of(beside(
                                        crossed.wording(),
                                        "beside.crossed." + crossed.as().word()
                                                + (found.sameWords() ? ".same-words" : ""),
                                        author)));
            case ConveyEvent.Proved _ -> line(index, said, self, "line.convey-proved", List.of(author), List.of());
            case ConveyEvent.Raised _ ->
                line(
                        index,
                        said,
                        self,
                        found.raised().map(PassageLine::became).orElse("line.convey-raised-sealed"),
                        List.of(author),
                        found.raised().stream()
                                .filter(one -> !one.wording().text().isEmpty())
                                .map(one -> beside(
                                        one.wording(),
                                        one.said()
                                                ? Optional.of(Instant.ofEpochMilli(one.statedAt()))
                                                : Optional.empty(),
                                        besideWhat(one),
                                        author))
                                .toList());
            case ConveyEvent.Conveyed conveyed ->
                line(
                        index,
                        said,
                        self,
                        "line.convey-brought." + conveyed.as().word() + (found.again() ? "-again" : ""),
                        List.of(author, names.shown(conveyed.from())),
                        List.of(beside(
                                conveyed.wording(),
                                "beside.brought." + conveyed.as().word() + found.proof().suffix,
                                author,
                                names.shown(conveyed.from()))));
        };
    }

    /** What became of words after their record. */
    private static String became(RaisedWords words) {
        return switch (words.as()) {
            case OWN -> words.said() ? "line.convey-raised" : "line.convey-not-raised";
            case VERBATIM, PARAPHRASE -> words.said() ? "line.convey-said-later" : "line.convey-not-said";
        };
    }

    private static String besideWhat(RaisedWords words) {
        return switch (words.as()) {
            case OWN -> "beside.raised.own";
            case VERBATIM, PARAPHRASE ->
                (words.said() ? "beside.said-later." : "beside.not-said.")
                        + words.as().word();
        };
    }

    /** Whoever wrote the record knows best when that was. */
    private static boolean late(LineRecord.Said said, PrincipalId self, Found found) {
        return found.afterHour() && !said.author().equals(self);
    }

    static String readers(List<Principal> to, PrincipalId mediator, Namesakes names) {
        return String.join(
                ", ",
                to.stream()
                        .filter(one -> !one.id().equals(mediator))
                        .map(names::shown)
                        .toList());
    }

    private static Line.Beside beside(Wording wording, Label label) {
        return beside(wording, "caveat." + label.caveat().word() + ".note", label.condition());
    }

    private static Line.Beside beside(Wording wording, String key, String... parts) {
        return beside(wording, Optional.empty(), key, parts);
    }

    private static Line.Beside beside(Wording wording, Optional<Instant> when, String key, String... parts) {
        return new Line.Beside(wording.text(), wording.lang(), wording.dir(), key, List.of(parts), when);
    }

    /** A line that says what was done and shows words beside it; how the author is named, and whether it is this node. */
    static Line line(
            long index,
            LineRecord.Said said,
            PrincipalId self,
            String key,
            List<String> parts,
            List<Line.Beside> texts) {
        return new Line.Passages(
                index,
                said.position(),
                said.arrived(),
                said.author(),
                said.authorName(),
                said.author().equals(self),
                key,
                parts,
                texts,
                Optional.empty(),
                said.confirmed(),
                false);
    }
}
