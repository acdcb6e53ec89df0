package parley.settlement.file;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Parses XML into elements and attributes. Document types and entities are refused, so nothing outside the file is read and nothing in
 * it unfolds; depth and number of elements are bounded.
 */
final class XmlTree {
    /** GENIUS nests objectives in objectives, a few deep. */
    private static final int MOST_DEPTH = 32;
    /** The largest profile seen has some thousand. */
    private static final int MOST_ELEMENTS = 500_000;

    /** What some editors put before a text in UTF-8, which it is then, whatever is declared. */
    private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    /** A comment may stand before the declaration. */
    private static final int LONGEST_START = 4_000;

    /** What stands before it is never given back: else blanks or comments without a declaration behind them take a stack or for ever. */
    private static final Pattern DECLARATION = Pattern.compile(
            "\\s*+(?:<!--.*?-->\\s*+)*+<\\?xml(?:\\s[^>]*?\\bencoding\\s*=\\s*[\"'](?<encoding>[A-Za-z0-9._-]+)[\"'])?[^>]*?\\?>",
            Pattern.DOTALL);

    private static final List<Cure> CURES = List.of(
            new Cure("reference to entity|entity name must", "write & as &amp;"),
            new Cure("not contain the '<'", "write < as &lt;"),
            new Cure("[Qq]uote is expected", "put the value in quotation marks"),
            new Cure(
                    "not allowed in prolog",
                    "this is no XML: give a domain or a profile of GENIUS, or name the file for what it is"),
            new Cure(
                    "start and end within",
                    "the file ends before all that was opened is closed: give the whole of it, or close it"),
            new Cure("matching end-tag", "close it, or delete it"),
            new Cure("stands twice", "delete one of the two"));

    private XmlTree() {}

    /**
     * An element.
     *
     * @param line where it begins
     */
    record Element(String file, String name, int line, Map<String, String> attributes, List<Element> children) {
        BadInput bad(String cure) {
            return new BadInput(file, "line " + line + ", <" + name + ">", cure);
        }

        Optional<String> maybe(String attribute) {
            return Optional.ofNullable(attributes.get(attribute));
        }

        String need(String attribute) throws BadInput {
            String value = attributes.get(attribute);
            if (value == null || value.isBlank()) {
                throw bad("the attribute \"" + attribute + "\" is missing or blank; add it");
            }
            return value;
        }

        List<Element> all(String child) {
            return children.stream().filter(one -> one.name.equals(child)).toList();
        }

        Optional<Element> first(String child) {
            return children.stream().filter(one -> one.name.equals(child)).findFirst();
        }
    }

    static Element parse(Source source) throws BadInput {
        String text = withoutDeclaration(source);
        if (text.isBlank()) {
            throw new BadInput(source.name(), "", "the file is empty; give a domain or a profile of GENIUS");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            XMLStreamReader in = factory.createXMLStreamReader(new StringReader(text));
            try {
                return read(source.name(), in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            Location at = e.getLocation();
            String message = String.valueOf(e.getMessage())
                    .lines()
                    .reduce((one, last) -> last)
                    .orElse("");
            throw new BadInput(
                    source.name(),
                    at == null ? "" : "line " + at.getLineNumber() + ", column " + at.getColumnNumber(),
                    Cure.of(
                            message.replaceFirst("^Message: ", "")
                                    .replaceFirst("[.]$", "")
                                    .replaceFirst(
                                            "^http.*#AttributeNotUnique[?].*&(.*)", "the attribute \"$1\" stands twice")
                                    .replaceAll(" +", " "),
                            CURES,
                            "mend the XML there"));
        }
    }

    private static Element read(String file, XMLStreamReader in) throws XMLStreamException, BadInput {
        Deque<Element> open = new ArrayDeque<>();
        Element root = null;
        int count = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Map<String, String> attributes = new LinkedHashMap<>();
                    for (int at = 0; at < in.getAttributeCount(); at++) {
                        attributes.put(in.getAttributeLocalName(at), in.getAttributeValue(at));
                    }
                    Element one = new Element(
                            file, in.getLocalName(), in.getLocation().getLineNumber(), attributes, new ArrayList<>());
                    if (++count > MOST_ELEMENTS || open.size() >= MOST_DEPTH) {
                        throw one.bad("there are more than " + MOST_ELEMENTS + " elements, or more than " + MOST_DEPTH
                                + " in one another; give a smaller file");
                    }
                    Element parent = open.peek();
                    if (parent == null) {
                        root = one;
                    } else {
                        parent.children().add(one);
                    }
                    open.push(one);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BadInput(
                            file,
                            "line " + in.getLocation().getLineNumber(),
                            "document types and entities are not read; delete <!DOCTYPE…> and write characters as they are");
                default -> {}
            }
        }
        if (root == null) {
            throw new BadInput(file, "", "there is no element; give a domain or a profile");
        }
        return root;
    }

    /**
     * The text, decoded strictly. The declaration is taken off: files of GENIUS may have blank lines or a comment before it, which XML
     * forbids and its reader takes. Its lines stay, so that places are right.
     */
    private static String withoutDeclaration(Source source) throws BadInput {
        boolean marked = Arrays.equals(Arrays.copyOf(source.bytes(), MARK.length), MARK);
        int from = marked ? MARK.length : 0;
        int length = source.bytes().length - from;
        String start = new String(source.bytes(), from, Math.min(length, LONGEST_START), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(start);
        boolean declared = declaration.lookingAt();
        String encoding =
                !marked && declared && declaration.group("encoding") != null ? declaration.group("encoding") : "UTF-8";
        String text = Encoded.text(source, from, charset(source, encoding));
        return declared
                ? "\n".repeat((int) declaration.group().lines().count() - 1) + text.substring(declaration.end())
                : text;
    }

    private static Charset charset(Source source, String encoding) throws BadInput {
        try {
            return Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    source.name(),
                    "",
                    "it declares the encoding " + encoding + ", which is not known; save it in UTF-8");
        }
    }
}
