package parley.node.engine;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;

/** Constants in cells, by their names: reordering them in code changes nothing that is stored. */
final class Constants {
    private static final int MOST_NAME_BYTES = 64;

    private Constants() {}

    static CanonicalWriter write(CanonicalWriter out, Enum<?> constant) {
        return out.text(constant.name());
    }

    static <E extends Enum<E>> E read(CanonicalReader in, Class<E> type) throws Malformed {
        String name = in.text(MOST_NAME_BYTES);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new Malformed("an unknown constant");
    }
}
