package parley.node.web.page;

import java.util.Locale;
import parley.base.Result;
import parley.base.Role;

/** Roles as forms name them. */
final class Roles {
    private Roles() {}

    /** Refused when none was chosen: who is taken for a party by a slip could be let in as one. */
    static Result<Role> of(String word) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Result.done(role);
            }
        }
        return Result.refused("web.choose-role");
    }
}
