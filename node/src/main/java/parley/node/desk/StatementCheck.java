package parley.node.desk;

import parley.base.Role;

/**
 * What {@code parley verify} says of a statement on the record: whether both signatures hold, over what text, by which keys.
 *
 * @param signed whether the Ed25519 and the ML-DSA-65 signature both verify over exactly this text
 * @param text the canonical text that was signed
 * @param keyGroups a hash of both on-record keys in groups of four digits: whoever compared them knows who signed
 */
public record StatementCheck(
        boolean signed, String instrument, String form, Role role, String text, java.util.List<String> keyGroups) {
    public StatementCheck {
        keyGroups = java.util.List.copyOf(keyGroups);
    }
}
