package parley.node.web.page;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import parley.base.Bytes;

/** A comparison code as a square to scan, drawn as one SVG path. */
final class Qr {
    /** Blank modules around the code that scanners need. */
    private static final int QUIET = 4;

    private Qr() {}

    /** @param label what the drawing is, for those who don't see it; plain text, escaped here */
    static Content of(Bytes code, String label) {
        String svg = svg(code, label);
        return out -> out.writeContent(svg);
    }

    static String svg(Bytes code, String label) {
        BitMatrix matrix;
        try {
            matrix = new QRCodeWriter()
                    .encode(
                            new String(code.toArray(), StandardCharsets.ISO_8859_1),
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    0,
                                    EncodeHintType.CHARACTER_SET,
                                    "ISO-8859-1",
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M));
        } catch (WriterException e) {
            throw new IllegalStateException("a comparison code fits every QR code", e);
        }
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                if (matrix.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        int size = matrix.getWidth() + 2 * QUIET;
        return "<svg class=\"qr\" viewBox=\"-%d -%d %d %d\" role=\"img\" aria-label=\"%s\" shape-rendering=\"crispEdges\">"
                        .formatted(QUIET, QUIET, size, size, Shown.escape(label))
                + "<path fill=\"currentColor\" d=\"" + path + "\"/></svg>";
    }
}
