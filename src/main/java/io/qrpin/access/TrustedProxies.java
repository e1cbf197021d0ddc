package io.qrpin.access;

import io.qrpin.audit.SourceAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies that are believed when they say for whom they forward a request. By default there are
 * none, and the address of a request is that of the connection.
 *
 * <p>Only one header is read. A proxy that writes one of them passes on the other as the client
 * wrote it. Thread safety: immutable.
 *
 * @param ranges the addresses of the proxies
 * @param header the header in which they name the address
 */
public record TrustedProxies(List<Range> ranges, Header header) {

  public static final TrustedProxies NONE = new TrustedProxies(List.of(), Header.X_FORWARDED_FOR);

  /** More hops than any real path has; the rest is not looked at. */
  private static final int MAX_HOPS = 32;

  /** {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}, {@code 2001:db8::1}. */
  private static final Pattern NODE =
      Pattern.compile("\\[([^\\]]*)\\](?::\\w*)?|([^:\\[]*)(?::\\w*)?|([^\\[\\]]*)");

  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  /** The headers that proxies write. */
  public enum Header {
    /** Written by nearly all proxies; no standard defines it. */
    X_FORWARDED_FOR("X-Forwarded-For", "X-Forwarded-Proto"),
    /** RFC 7239. */
    FORWARDED("Forwarded", "Forwarded");

    private final String text;
    private final String protocol;

    Header(String text, String protocol) {
      this.text = text;
      this.protocol = protocol;
    }

    /** The name of the header. */
    public String text() {
      return text;
    }

    /** The name of the header in which the same proxies say how they were asked. */
    public String protocol() {
      return protocol;
    }
  }

  /**
   * The addresses whose first bits are the same.
   *
   * @param first the lowest of them
   * @param bits the number of bits that all of them share, 1 to 32, or to 128 for IPv6
   */
  public record Range(SourceAddress first, int bits) {

    /**
     * @throws IllegalArgumentException when {@code bits} is out of bounds or {@code first} is not
     *     the lowest address
     */
    public Range {
      byte[] bytes = first.bytes();
      if (bits < 1 || bits > bytes.length * Byte.SIZE) {
        throw new IllegalArgumentException("a range shares 1 to 32 bits, or to 128 for IPv6");
      }
      if (!Arrays.equals(bytes, cut(bytes, bits))) {
        throw new IllegalArgumentException("a range begins with its lowest address");
      }
    }

    /**
     * Reads an address, or a range such as {@code 10.0.0.0/8} (RFC 4632 §3.1, RFC 4291 §2.3).
     *
     * @return empty if the text is neither
     */
    public static Optional<Range> parse(String text) {
      int slash = text.indexOf('/');
      String bits = slash < 0 ? "" : text.substring(slash + 1);
      if (slash >= 0 && !bits.matches("\\d{1,3}")) {
        return Optional.empty();
      }
      try {
        return SourceAddress.parse(slash < 0 ? text : text.substring(0, slash))
            .map(it -> new Range(it, slash < 0 ? it.bytes().length * 8 : Integer.parseInt(bits)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    boolean contains(SourceAddress address) {
      byte[] bytes = address.bytes();
      return bytes.length == first.bytes().length && Arrays.equals(cut(bytes, bits), first.bytes());
    }

    private static byte[] cut(byte[] bytes, int bits) {
      byte[] cut = bytes.clone();
      for (int i = 0; i < cut.length; i++) {
        int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
        cut[i] &= (byte) (0xff << (Byte.SIZE - kept));
      }
      return cut;
    }
  }

  /**
   * From where a request came: the nearest address that is not a trusted proxy's. Each proxy
   * appends the address that it was asked from, so the header is read from its end, and what stands
   * before the first stranger is ignored.
   *
   * @param peer the other end of the connection
   * @param values the header's values, in the order of the request
   * @return the nearest address that is known, if a trusted proxy names none; empty if {@code peer}
   *     is no address
   */
  public Optional<SourceAddress> source(String peer, List<String> values) {
    Optional<SourceAddress> nearest = SourceAddress.parse(peer);
    String rest = String.join(",", values);
    for (int hop = 0; hop < MAX_HOPS && nearest.filter(this::trusts).isPresent(); hop++) {
      int comma = rest.lastIndexOf(',');
      Optional<SourceAddress> named = named(rest.substring(comma + 1));
      if (named.isEmpty()) {
        return nearest;
      }
      nearest = named;
      rest = rest.substring(0, Math.max(0, comma));
    }
    return nearest;
  }

  private boolean trusts(SourceAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Splits at every comma, also in quotes: a client's open quote must not hide what follows. */
  private Optional<SourceAddress> named(String hop) {
    return header == Header.FORWARDED
        ? Arrays.stream(hop.split(";"))
            .map(String::strip)
            .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
            .findFirst()
            .flatMap(pair -> node(pair.substring("for=".length()).replace("\"", "")))
        : node(hop.strip());
  }

  private static Optional<SourceAddress> node(String text) {
    Matcher node = NODE.matcher(text);
    if (!node.matches()) {
      return Optional.empty();
    }
    for (int group = 1; group <= node.groupCount(); group++) {
      if (node.group(group) != null) {
        return SourceAddress.parse(node.group(group));
      }
    }
    return Optional.empty();
  }
}
