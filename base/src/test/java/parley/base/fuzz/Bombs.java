package parley.base.fuzz;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;

/** Inputs of few bytes that say they are many, and inputs of many bytes, for a format with lengths and counts of four bytes. */
public final class Bombs {
    /** What the names of bombs say, of those made here and of those that targets make. */
    private static final List<String> NAMES = List.of("mebibyte", "length at", "unfold", "as many as there may be");

    private static final String NONE = "nothing";

    private static final int LARGE = 1 << 20;
    private static final int LENGTH = 4;
    /** Of the first value, so many bytes have a length put at each of them. */
    private static final int DENSE = 48;

    private Bombs() {}

    /**
     * A mebibyte each of zeros and of ones; and every value with a largest and a large length where one may stand: among the
     * first bytes, where formats have their counts, and at wider and wider steps behind them.
     */
    public static Map<String, Bytes> of(Collection<Bytes> valid) {
        Map<String, Bytes> bombs = new LinkedHashMap<>();
        bombs.put(NONE, Bytes.EMPTY);
        bombs.put("a mebibyte of zeros", filled(LARGE, 0));
        bombs.put("a mebibyte of ones", filled(LARGE, 0xff));
        int number = 0;
        for (Bytes value : valid) {
            if (number == 0) {
                bombs.put("a value and a mebibyte more", Bytes.concat(value, filled(LARGE, 1)));
            }
            int step = 1;
            for (int at = 0; at + LENGTH <= value.size(); at += step) {
                bombs.put("the largest length at " + at + " of " + number, with(value, at, 0x7f));
                bombs.put("a large length at " + at + " of " + number, with(value, at, 0x00));
                step = number == 0 && at < DENSE ? 1 : 1 + at / 4;
            }
            number++;
        }
        return bombs;
    }

    /** Whether a seed of that name is one. */
    public static boolean is(String name) {
        return name.equals(NONE) || NAMES.stream().anyMatch(name::contains);
    }

    public static Bytes filled(int size, int with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return Bytes.wrap(bytes);
    }

    private static Bytes with(Bytes value, int at, int first) {
        byte[] bytes = value.toArray();
        bytes[at] = (byte) first;
        bytes[at + 1] = (byte) 0x7f;
        bytes[at + 2] = (byte) 0xff;
        bytes[at + 3] = (byte) 0xff;
        return Bytes.wrap(bytes);
    }
}
