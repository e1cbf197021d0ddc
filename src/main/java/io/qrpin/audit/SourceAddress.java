package io.qrpin.audit;

import io.qrpin.PublicApi;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The network address from which a request came. It is an IP address and never another text, so
 * that no row and no log repeats what a client wrote.
 *
 * <p>Thread safety: immutable.
 */
@PublicApi
public final class SourceAddress {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  /** The JDK reads such a text as an address or not at all: it asks no name server. */
  private static final Pattern LIKE_IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*");

  private static final int MAX_LENGTH = 45;

  private final InetAddress address;

  private SourceAddress(InetAddress address) {
    this.address = address;
  }

  /**
   * Reads an IPv4 or IPv6 address, as {@code ServletRequest.getRemoteAddr()} returns it. A zone
   * ({@code %eth0}) is left out, because it means something on one machine only; an IPv4 address
   * that is written as IPv6 is an IPv4 address.
   *
   * @param text any text, or null
   * @return empty if it is no address; no name is looked up
   */
  public static Optional<SourceAddress> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    int zone = text.indexOf('%');
    String literal = zone < 0 ? text : text.substring(0, zone);
    boolean isAddress =
        literal.length() <= MAX_LENGTH
            && (zone < 0 && IPV4.matcher(literal).matches()
                || LIKE_IPV6.matcher(literal).matches());
    try {
      return isAddress
          ? Optional.of(new SourceAddress(InetAddress.getByName(literal)))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The 4 or 16 bytes, in network order. */
  public byte[] bytes() {
    return address.getAddress();
  }

  /** Whether it is this machine itself: 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceAddress that && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  /** The address in its usual form. */
  @Override
  public String toString() {
    return address.getHostAddress();
  }
}
