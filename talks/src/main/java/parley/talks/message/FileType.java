package parley.talks.message;

import java.util.List;
import java.util.Locale;
import parley.talks.event.Word;

/** As what an attachment is handed to its reader: a fixed list, so that no sender chooses what a reader's machine runs. */
public enum FileType implements Word {
    /** Anything else. */
    BYTES("application/octet-stream", ""),
    TEXT("text/plain", "txt md csv log"),
    PDF("application/pdf", "pdf"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg jpeg"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ODT("application/vnd.oasis.opendocument.text", "odt"),
    AUDIO("audio/mpeg", "mp3"),
    VIDEO("video/mp4", "mp4");

    private final String mediaType;
    private final String endings;

    FileType(String mediaType, String endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    /** The media type, for instance {@code text/plain}. */
    @Override
    public String word() {
        return mediaType;
    }

    /** By the ending of the file's name; contents are never looked at. */
    public static FileType ofName(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (FileType type : values()) {
            if (List.of(type.endings.split(" ", -1)).contains(ending)) {
                return type;
            }
        }
        return BYTES;
    }
}
