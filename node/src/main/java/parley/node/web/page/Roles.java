package parley.node.web.page;

import java.util.Locale;
import parley.base.Role;

/** Roles as forms name them. */
final class Roles {
    private Roles() {}

    static Role of(String word, Role otherwise) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
                return role;
            }
        }
        return otherwise;
    }
}
