package io.qrpin.rest.filters;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * An address in its canonical form: without the version, with fixed segments in lower case. Nothing
 * else reads the raw path.
 *
 * @param version {@code beta} or {@code v1.0}
 * @param segments decoded once, in canonical case
 */
record GraphPath(String version, List<String> segments) {

  private static final String DEFAULT_VERSION = "beta";
  private static final List<String> VERSIONS = List.of(DEFAULT_VERSION, "v1.0");

  /**
   * Reads the raw path below the service root.
   *
   * @param rawPath percent-encoded, with its leading slash; or empty
   * @throws Refusal 400 if a segment could be taken for a separator, a parameter or a step up, in
   *     whatever encoding; 404 if a segment is empty
   */
  static GraphPath parse(String rawPath) {
    if (rawPath.isEmpty()) {
      throw new Refusal(GraphError.resourceNotFound());
    }
    List<String> segments = new ArrayList<>();
    for (String raw : rawPath.substring(1).split("/", -1)) {
      segments.add(safe(decodeOnce(raw)));
    }
    String first = segments.get(0).toLowerCase(Locale.ROOT);
    boolean versioned = VERSIONS.contains(first);
    return new GraphPath(
        versioned ? first : DEFAULT_VERSION,
        inCanonicalCase(versioned ? segments.subList(1, segments.size()) : segments));
  }

  boolean isMe() {
    return !segments.isEmpty() && segments.get(0).equals("me");
  }

  /** The same resource of {@code userId}, for a path that begins with {@code me}. */
  GraphPath ofUser(String userId) {
    List<String> named = new ArrayList<>(List.of("users", userId));
    named.addAll(segments.subList(1, segments.size()));
    return new GraphPath(version, named);
  }

  /**
   * The path that resources are matched with: percent-encoded, without version and leading slash.
   */
  String encoded() {
    List<String> encoded = new ArrayList<>();
    for (String segment : segments) {
      encoded.add(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return String.join("/", encoded);
  }

  private static List<String> inCanonicalCase(List<String> segments) {
    List<String> canonical = new ArrayList<>();
    boolean isKey = false;
    for (int i = 0; i < segments.size(); i++) {
      isKey = i > 0 && !isKey && List.of("users", "methods").contains(canonical.get(i - 1));
      canonical.add(isKey ? segments.get(i) : lowerCaseAscii(segments.get(i)));
    }
    return List.copyOf(canonical);
  }

  /** Changes only A to Z: the Kelvin sign must not become a k. */
  private static String lowerCaseAscii(String segment) {
    StringBuilder lower = new StringBuilder(segment);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  private static String safe(String segment) {
    if (segment.isEmpty()) {
      throw new Refusal(GraphError.resourceNotFound());
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
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' && i + 2 < raw.length() && isHex(raw, i + 1) && isHex(raw, i + 2)) {
        bytes.put((byte) Integer.parseInt(raw.substring(i + 1, i + 3), 16));
        i += 2;
      } else if (c == '%' || c > 0x7e || c <= ' ') {
        throw malformed();
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static boolean isHex(String raw, int at) {
    return HexFormat.isHexDigit(raw.charAt(at));
  }

  private static Refusal malformed() {
    return new Refusal(GraphError.badRequest("The address is malformed."));
  }
}
