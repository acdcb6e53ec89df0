package parley.settlement.file;

/** Carries the place and the cure out of nested parsing; {@link Cases} makes a value of it. */
final class BadInput extends Exception {
    /** What still fits on a line; names in a hostile file can be long. */
    private static final int MOST = 300;

    private static final long serialVersionUID = 1L;

    private final String file;
    private final String place;

    BadInput(String file, String place, String cure) {
        super(oneLine(cure), null, false, false);
        this.file = file;
        this.place = oneLine(place);
    }

    Reading.Bad toBad() {
        return new Reading.Bad(file, place, String.valueOf(getMessage()));
    }

    private static String oneLine(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() > MOST ? plain.substring(0, MOST) + "…" : plain;
    }
}
