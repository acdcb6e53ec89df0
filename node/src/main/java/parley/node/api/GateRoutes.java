package parley.node.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.NodeGate;

/** Routes at the door of a node: its state, making the vault or putting it back, unlocking, locking, signing a browser in, the passphrase, and this description. */
final class GateRoutes {
    private static final String DESCRIPTION = "/openapi.json";

    private GateRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.gate("GET", Api.DESCRIPTION, (gate, asked) -> Result.done(description())),
                Route.gate("GET", "/api/v1/gate", (gate, asked) -> Result.done(state(gate))),
                Route.gate("POST", "/api/v1/gate/create", GateRoutes::create),
                Route.gate("POST", "/api/v1/gate/restore", GateRoutes::restore),
                Route.gate("POST", "/api/v1/gate/unlock", GateRoutes::unlock),
                Route.gate("POST", "/api/v1/gate/lock", GateRoutes::lock),
                Route.pages(
                        "POST",
                        "/api/v1/gate/sign-in",
                        link -> Result.done(Answer.value(new Outputs.SignInLink(link.get())))),
                Route.gate("POST", "/api/v1/gate/passphrase", GateRoutes::change));
    }

    private static Answer state(NodeGate gate) {
        return Answer.value(new Outputs.Gate(gate.state()));
    }

    private static Result<Answer> create(NodeGate gate, Asked asked) throws BadCall, IOException {
        try (Secret passphrase = asked.passphrases(1)[0]) {
            return gate.create(passphrase).map(desk -> state(gate));
        }
    }

    /** The passphrases stand before the backup, so that it is read as it comes and never lies anywhere. */
    private static Result<Answer> restore(NodeGate gate, Asked asked) throws BadCall, IOException {
        try (Secret of = asked.passphraseLine();
                Secret passphrase = asked.passphraseLine()) {
            return gate.restore(asked.rest(), of, passphrase).map(desk -> state(gate));
        }
    }

    private static Result<Answer> unlock(NodeGate gate, Asked asked) throws BadCall, IOException {
        try (Secret passphrase = asked.passphrases(1)[0]) {
            return gate.unlock(passphrase).map(desk -> state(gate));
        }
    }

    private static Result<Answer> lock(NodeGate gate, Asked asked) {
        int waiting = gate.desk().map(desk -> desk.attachments().underWay()).orElse(0);
        gate.lock();
        return Result.done(Answer.value(new Outputs.Locked(gate.state(), waiting)));
    }

    private static Result<Answer> change(NodeGate gate, Asked asked) throws BadCall, IOException {
        Secret[] both = asked.passphrases(2);
        try (Secret present = both[0];
                Secret next = both[1]) {
            return gate.changePassphrase(present, next).map(ok -> new Answer.Nothing());
        }
    }

    private static Answer description() {
        return new Answer.Stream("application/json", OptionalLong.empty(), out -> {
            try (InputStream file = Api.class.getResourceAsStream(DESCRIPTION)) {
                if (file == null) {
                    throw new IllegalStateException(DESCRIPTION + " is missing from the build");
                }
                file.transferTo(out);
            }
        });
    }
}
