package parley.node.web;

/** Says where a program broke without saying what it was working on: exception messages may quote what people wrote. */
final class Faults {
    private static final int MOST_FRAMES = 3;

    private Faults() {}

    /** The exception's type and the innermost frames of our own code. */
    static String place(Throwable fault) {
        StringBuilder out = new StringBuilder(fault.getClass().getName());
        int frames = 0;
        for (StackTraceElement frame : fault.getStackTrace()) {
            if (frames < MOST_FRAMES && frame.getClassName().contains("parley")) {
                out.append(" at ").append(frame.getClassName()).append(':').append(frame.getLineNumber());
                frames++;
            }
        }
        return out.toString();
    }
}
