package parley.node.web;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Result;
import parley.node.desk.Checking;
import parley.node.desk.RelayFaultCheck;
import parley.node.desk.StatementCheck;
import parley.node.engine.StatementFile;
import parley.protocol.crypto.RelayFault;

/** Looks at files as a node does; who is known with their keys {@link FakeDesk} says. */
final class FakeChecking implements Checking {
    private final FakeDesk desk;

    FakeChecking(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public Result<Found> check(Bytes file) {
        Optional<Found> fault = RelayFault.ofFile(file).map(RelayFaultCheck::of).map(this::found);
        if (fault.isPresent()) {
            return Result.done(fault.get());
        }
        return switch (StatementFile.check(file)) {
            case Result.Done<StatementCheck>(StatementCheck says) -> Result.done(found(says));
            case Result.Refused<StatementCheck> _ -> Result.refused("verify.unknown-file");
        };
    }

    private Found found(RelayFaultCheck says) {
        return new Found.RelayFault(says, desk.uses);
    }

    private Found found(StatementCheck says) {
        return new Found.Statement(says, desk.signers);
    }
}
