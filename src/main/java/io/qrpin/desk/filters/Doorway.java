package io.qrpin.desk.filters;

import io.qrpin.access.PlainHttp;
import io.qrpin.access.TrustedProxies;
import io.qrpin.bulk.BulkList;
import io.qrpin.log.Field;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The first filter of every request, for files and error pages too. It gives the request an id,
 * writes the headers, and refuses plain HTTP from elsewhere, forms of other sites and forms that
 * are too large.
 */
@WebFilter(
    urlPatterns = "/*",
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class Doorway extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String ONLY_OURS =
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String REQUEST_ID = Doorway.class.getName() + ".requestId";

  private static final long MAX_FORM_BYTES = 64 * 1024;

  /** A list of workers, and the other fields of its form. */
  private static final long MAX_LIST_FORM_BYTES = BulkList.MAX_BYTES + MAX_FORM_BYTES;

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  /** Only a connection with TLS has it (Servlet 6.0 §3.10). */
  private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

  @Inject private transient TrustedProxies proxies;
  @Inject private transient PlainHttp plainHttp;
  @Inject private transient RefusalPage refusals;

  /** The id of a request in logs and audit rows, new for each request. */
  static String requestId(HttpServletRequest request) {
    return (String) request.getAttribute(REQUEST_ID);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (requestId(request) == null) {
      request.setAttribute(REQUEST_ID, UUID.randomUUID().toString());
    }
    Field.REQUEST.set(requestId(request));
    try {
      answer(request, response, chain);
    } finally {
      Field.REQUEST.clear();
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Cache-Control", isFile(request) ? "no-cache" : "no-store");
    response.setHeader("Content-Security-Policy", ONLY_OURS);
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(self)");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    if (isReadable(request)) {
      refusals.send(Refusal.readable(), request, response);
    } else if (isForged(request)) {
      refusals.send(Refusal.strangeForm(), request, response);
    } else if (!isDecodable(request)) {
      refusals.send(Refusal.ofStatus(400), request, response);
    } else if (request.getContentLengthLong() > maxBytes(request)) {
      refusals.send(Refusal.ofStatus(413), request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * Whether the server can decode the fields, of the form too. It fails where they are first read,
   * which must not be in a page.
   */
  private static boolean isDecodable(HttpServletRequest request) {
    boolean isFile = String.valueOf(request.getContentType()).startsWith("multipart/");
    if (isFile
        || request.getDispatcherType() == DispatcherType.ERROR
        || request.getContentLengthLong() > maxBytes(request)) {
      return true;
    }
    try {
      request.getParameterMap();
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  private static long maxBytes(HttpServletRequest request) {
    return "/lists".equals(request.getPathInfo()) ? MAX_LIST_FORM_BYTES : MAX_FORM_BYTES;
  }

  private static boolean isFile(HttpServletRequest request) {
    return request.getRequestURI().matches(".*\\.(js|css|svg)");
  }

  private boolean isReadable(HttpServletRequest request) {
    List<String> forwarded = Collections.list(request.getHeaders(proxies.header().protocol()));
    return request.getAttribute(CIPHER_SUITE) == null
        && !plainHttp.accepts(request.getRemoteAddr(), forwarded);
  }

  /** Browsers send {@code Sec-Fetch-Site}, and old ones at least {@code Origin}, with a form. */
  static boolean isForged(HttpServletRequest request) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    return site != null
        ? !site.equals("same-origin")
        : origin != null && !origin.endsWith("://" + request.getHeader("Host"));
  }
}
