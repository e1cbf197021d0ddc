package io.qrpin.access;

import io.qrpin.access.TrustedProxies.Range;
import io.qrpin.audit.SourceAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * From where requests may come over plain HTTP: from this machine itself, and from proxies that end
 * TLS. From elsewhere others can read a PIN or token on its way.
 *
 * <p>Thread safety: immutable.
 *
 * @param proxies the addresses of the proxies that end TLS
 */
public record PlainHttp(List<Range> proxies) {

  /** The setting that names the proxies. */
  public static final String SETTING = "qrpin.http.tls-proxies";

  /** The first hop, which the client asked: {@code http}, or {@code proto=http} (RFC 7239 §5.4). */
  private static final Pattern CLIENT_USED_IT =
      Pattern.compile("\\s*+http\\s*+(,.*)?|[^,]*?proto=\"?http\"?\\s*+([;,].*)?");

  public PlainHttp {
    proxies = List.copyOf(proxies);
  }

  /**
   * Whether a request over plain HTTP is served.
   *
   * @param peer the other end of the connection
   * @param forwarded the values of the header in which a proxy says how the client asked it, in the
   *     order of the request; what a client writes there itself can only lead to a refusal
   */
  public boolean accepts(String peer, List<String> forwarded) {
    String hops = String.join(",", forwarded).toLowerCase(Locale.ROOT);
    return SourceAddress.parse(peer).filter(this::isNear).isPresent()
        && !CLIENT_USED_IT.matcher(hops).matches();
  }

  private boolean isNear(SourceAddress address) {
    return address.isLoopback() || proxies.stream().anyMatch(range -> range.contains(address));
  }
}
