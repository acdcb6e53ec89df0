package parley.node.engine;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.node.desk.Attachments.Hidden;

/** What files of a kind may give away besides what they show, by the ending of their names: a warning, not an examination. */
final class HiddenData {
    private static final Map<String, Hidden> BY_ENDING = endings();

    private HiddenData() {}

    static Optional<Hidden> of(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_ENDING.get(ending));
    }

    private static Map<String, Hidden> endings() {
        return Stream.of(
                        named(
                                Hidden.IMAGE_METADATA,
                                "jpg jpeg jpe heic heif tif tiff png webp gif mp4 mov m4v avi mkv mp3 m4a wav ogg flac"),
                        named(Hidden.PDF_METADATA, "pdf ps eps"),
                        named(
                                Hidden.OFFICE_METADATA,
                                "doc docx docm dot dotx xls xlsx xlsm ppt pptx pptm odt ods odp odg rtf pages numbers key"),
                        named(Hidden.CONTAINER, "zip rar 7z tar gz tgz bz2 xz eml msg mbox iso"))
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Hidden> named(Hidden kind, String endings) {
        return Stream.of(endings.split(" ")).collect(Collectors.toMap(ending -> ending, ending -> kind));
    }
}
