package parley.node.api;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;

/**
 * The JSON API of one node, independent of what carries it: finds the route, does it, says what came of it.
 *
 * <p>Purpose: all that a person can do at the desk, for programs. Guarantees that an unknown route, parameter or property
 * is refused and changes nothing, and that no fault's cause reaches a caller. Doesn't check who calls: {@link ApiHandler} does,
 * and a command that opened the vault itself needs no check. Follows {@code docs/api.md}. Thread-safe.
 */
public final class Api {
    /** Where the API's description is. */
    public static final String DESCRIPTION = "/api/openapi.json";

    static final String BYTES = "application/octet-stream";
    static final String JSON_LINES = "application/x-ndjson";
    static final String EVENTS = "text/event-stream";

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private static final List<Route> ROUTES = Stream.of(
                    GateRoutes.all(),
                    TableRoutes.all(),
                    PeopleRoutes.all(),
                    RoomRoutes.all(),
                    MessageRoutes.all(),
                    QuestionRoutes.all(),
                    AttachmentRoutes.all(),
                    ConveyRoutes.all(),
                    CourierRoutes.all(),
                    PhaseRoutes.all(),
                    MandateRoutes.all(),
                    NonPaperRoutes.all(),
                    SheetRoutes.all(),
                    AskingRoutes.all(),
                    GalleryRoutes.all(),
                    SuspensionRoutes.all(),
                    SoundingRoutes.all(),
                    KeepingRoutes.all())
            .flatMap(List::stream)
            .toList();

    private final NodeGate gate;
    private final Function<Refusal, String> sentences;
    private final Optional<Supplier<String>> signInLink;

    /**
     * Of a vault without pages.
     *
     * @param sentences a refusal's sentence in English, as people read it
     */
    public Api(NodeGate gate, Function<Refusal, String> sentences) {
        this(gate, sentences, Optional.empty());
    }

    /** @param signInLink a fresh link that signs one browser in, once, where there are pages; it voids the one before */
    public Api(NodeGate gate, Function<Refusal, String> sentences, Optional<Supplier<String>> signInLink) {
        this.gate = gate;
        this.sentences = sentences;
        this.signInLink = signInLink;
    }

    /** Every method and path template, such as {@code GET /api/v1/tables}. */
    static Set<String> routes() {
        Set<String> names = new HashSet<>();
        ROUTES.forEach(route -> names.add(route.method() + " " + route.template()));
        return names;
    }

    /** Answers one call. What an {@link Answer.Stream} writes is only done when it is written. */
    public Answer answer(Call call) {
        try {
            return answered(call);
        } catch (BadCall e) {
            return problem(
                    e.kind(),
                    Refusal.of("api." + e.kind().name().toLowerCase(java.util.Locale.ROOT)),
                    String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return problem(Problem.Kind.MALFORMED, Refusal.of("api.malformed"), "The body ended too early.");
        } catch (RuntimeException e) {
            LOG.error("A call of {} failed: {}", call.method(), e.getClass().getName());
            return problem(Problem.Kind.FAULT, Refusal.of("api.fault"), "A fault of this node; its log says where.");
        }
    }

    private Answer answered(Call call) throws BadCall, IOException {
        List<String> path = Route.parts(call.path());
        boolean otherMethod = false;
        for (Route route : ROUTES) {
            Optional<Map<String, String>> parameters = route.match(path);
            if (parameters.isEmpty()) {
                continue;
            }
            if (!route.method().equals(call.method())) {
                otherMethod = true;
                continue;
            }
            return answered(route, new Asked(call, parameters.get(), sentences));
        }
        return otherMethod
                ? problem(
                        Problem.Kind.METHOD, Refusal.of("api.method"), "This route doesn't take " + call.method() + ".")
                : problem(Problem.Kind.NOT_FOUND, Refusal.of("api.not_found"), "There is no such route.");
    }

    private Answer answered(Route route, Asked asked) throws BadCall, IOException {
        if (!route.method().equals("GET")) {
            gate.touch();
        }
        Result<Answer> result = switch (route.act()) {
            case Route.AtGate act -> act.answer(gate, asked);
            case Route.AtPages act ->
                signInLink.isPresent() ? act.answer(signInLink.get()) : Result.refused("gate.no-pages");
            case Route.AtDesk act -> {
                Optional<Desk> desk = gate.desk();
                yield desk.isPresent() ? act.answer(desk.get(), asked) : Result.refused(LOCKED);
            }
        };
        return switch (result) {
            case Result.Done<Answer>(Answer answer) -> answer;
            case Result.Refused<Answer>(Refusal why) -> refused(why, sentences.apply(why));
        };
    }

    static Answer refused(Refusal why, String sentence) {
        return problem(why.key().equals(LOCKED) ? Problem.Kind.LOCKED : Problem.Kind.REFUSED, why, sentence);
    }

    private static final String LOCKED = "gate.locked";

    private static Answer problem(Problem.Kind kind, Refusal why, String sentence) {
        return new Answer.Value(kind.status(), new Problem(kind, why.key(), why.parts(), sentence));
    }
}
