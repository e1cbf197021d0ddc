package io.qrpin.rest.filters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An address in its canonical form: without the version, with fixed segments in lower case, and
 * with keys in segments of their own. Nothing else reads the raw path.
 *
 * @param version {@code beta} or {@code v1.0}
 * @param segments decoded once, in canonical case
 */
record GraphPath(String version, List<String> segments) {

  private static final String DEFAULT_VERSION = "beta";
  private static final List<String> VERSIONS = List.of(DEFAULT_VERSION, "v1.0");
  private static final Pattern A_TO_Z = Pattern.compile("[A-Z]+");

  /** A key follows these, as a segment or in parentheses. */
  private static final List<String> WITH_KEYS = List.of("users", "methods");

  /** This has a fixed segment in the place of a key. */
  private static final String CONFIGURATIONS = "authenticationmethodconfigurations";

  /** A key in parentheses (OData 4.01 Part 2 §4.3.1); a quote in it is doubled. */
  private static final Pattern KEYED = Pattern.compile("([A-Za-z]++)\\('((?:[^']|'')*+)'\\)");

  /** Printable ASCII without blank and percent sign, or two hexadecimal digits after one. */
  private static final Pattern ENCODED = Pattern.compile("(?:[!-$&-~]|%[0-9A-Fa-f]{2})*+");

  /**
   * Reads the raw path below the service root, with its leading slash, or empty.
   *
   * @throws Refusal 400 if a segment could be taken for a separator, a parameter or a step up, in
   *     any encoding; 404 if a segment is empty
   */
  static GraphPath parse(String rawPath) {
    if (rawPath.isEmpty()) {
      throw Refusal.notFound();
    }
    if (!rawPath.startsWith("/")) {
      throw malformed();
    }
    List<String> segments =
        Stream.of(rawPath.substring(1).split("/", -1)).map(raw -> safe(decodeOnce(raw))).toList();
    String first = segments.get(0).toLowerCase(Locale.ROOT);
    boolean versioned = VERSIONS.contains(first);
    return new GraphPath(
        versioned ? first : DEFAULT_VERSION,
        inCanonicalCase(versioned ? segments.subList(1, segments.size()) : segments));
  }

  /** Whether a raw path is percent-encoded UTF-8, which frameworks take for granted. */
  static boolean isDecodable(String rawPath) {
    return decoded(rawPath).isPresent();
  }

  boolean isMe() {
    return !segments.isEmpty() && segments.get(0).equals("me");
  }

  /** The same resource of {@code userId}, for a path that begins with {@code me}. */
  GraphPath ofUser(String userId) {
    return new GraphPath(
        version, Stream.concat(Stream.of("users", userId), segments.stream().skip(1)).toList());
  }

  /** The path that selects a resource: percent-encoded, without version and leading slash. */
  String encoded() {
    return segments.stream()
        .map(segment -> URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private static List<String> inCanonicalCase(List<String> segments) {
    List<String> canonical = new ArrayList<>();
    boolean isKey = false;
    for (String segment : segments) {
      isKey = !isKey && !canonical.isEmpty() && WITH_KEYS.contains(last(canonical));
      Matcher keyed = KEYED.matcher(segment);
      String name = keyed.matches() ? lowerCaseAscii(keyed.group(1)) : "";
      if (isKey) {
        canonical.add(segment);
      } else if (WITH_KEYS.contains(name) || name.equals(CONFIGURATIONS)) {
        String key = safe(keyed.group(2).replace("''", "'"));
        canonical.add(name);
        canonical.add(name.equals(CONFIGURATIONS) ? lowerCaseAscii(key) : key);
        isKey = true;
      } else {
        canonical.add(lowerCaseAscii(segment));
      }
    }
    return List.copyOf(canonical);
  }

  private static String last(List<String> segments) {
    return segments.get(segments.size() - 1);
  }

  /** Changes only A to Z: the Kelvin sign must not become a k. */
  private static String lowerCaseAscii(String segment) {
    return A_TO_Z.matcher(segment).replaceAll(it -> it.group().toLowerCase(Locale.ROOT));
  }

  private static String safe(String segment) {
    if (segment.isEmpty()) {
      throw Refusal.notFound();
    }
    boolean misleading =
        segment.equals(".")
            || segment.equals("..")
            || segment.chars().anyMatch(c -> c == '/' || c == '\\' || c == ';')
            || segment.chars().anyMatch(Character::isISOControl);
    if (misleading) {
      throw malformed();
    }
    return segment;
  }

  private static String decodeOnce(String raw) {
    return decoded(raw).orElseThrow(GraphPath::malformed);
  }

  /** Strict, unlike {@link URLDecoder}, which also reads a plus as a blank. */
  private static Optional<String> decoded(String raw) {
    if (!ENCODED.matcher(raw).matches()) {
      return Optional.empty();
    }
    byte[] utf8 = URLDecoder.decode(raw.replace("+", "%2B"), ISO_8859_1).getBytes(ISO_8859_1);
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Refusal malformed() {
    return new Refusal(GraphError.badRequest("The address is malformed."));
  }
}
