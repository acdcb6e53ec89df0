package parley.node.engine;

import java.util.List;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.node.desk.Line;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Wording;

/** Says what happened to passages as a line of the record. Pure. */
final class PassageLine {
    private PassageLine() {}

    static Line of(long index, LineRecord.Said said, PrincipalId self, ConveyEvent event) {
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
            case ConveyEvent.Withdrawn _ ->
                line(index, said, self, "line.convey-withdrawn", List.of(author), List.of());
            case ConveyEvent.Crossed crossed ->
                line(
                        index,
                        said,
                        self,
                        "line.convey-crossed." + crossed.as().word(),
                        List.of(author, readers(crossed.to(), said.author()), crossed.because()),
                        crossed.wording().text().isEmpty()
                                ? List.of()
                                : List.of(beside(
                                        crossed.wording(),
                                        "beside.crossed." + crossed.as().word())));
            case ConveyEvent.Conveyed conveyed ->
                line(
                        index,
                        said,
                        self,
                        "line.convey-brought." + conveyed.as().word(),
                        List.of(author, conveyed.from().name()),
                        List.of(beside(
                                conveyed.wording(),
                                "beside.brought." + conveyed.as().word(),
                                author,
                                conveyed.from().name())));
        };
    }

    private static String readers(List<Principal> to, PrincipalId mediator) {
        return String.join(
                ", ",
                to.stream()
                        .filter(one -> !one.id().equals(mediator))
                        .map(Principal::name)
                        .toList());
    }

    private static Line.Beside beside(Wording wording, Label label) {
        return beside(wording, "caveat." + label.caveat().word() + ".note", label.condition());
    }

    private static Line.Beside beside(Wording wording, String key, String... parts) {
        return new Line.Beside(wording.text(), wording.lang(), wording.dir(), key, List.of(parts));
    }

    private static Line line(
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
                texts);
    }
}
