package parley.node.fuzz;

import java.util.List;
import parley.base.fuzz.Target;
import parley.base.fuzz.Targets;
import parley.node.api.ApiTarget;
import parley.node.engine.StatementTarget;
import parley.node.vault.VaultTargets;

/** All of them; those of classes that nobody else sees stand in their packages. Files of bargaining cases come to a node by its pages. */
public final class NodeTargets implements Targets {
    @Override
    public List<Target> all() {
        return List.of(
                new FormTarget(),
                new MultipartTarget(),
                new ApiTarget(),
                new StatementTarget(),
                VaultTargets.keySlot(),
                VaultTargets.backup(),
                new SheetTextTarget(),
                CaseTarget.ofOneFile(),
                CaseTarget.genius(),
                CaseTarget.geniusWeb(),
                CaseTarget.negmas());
    }
}
