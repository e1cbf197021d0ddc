package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.log.Field;
import io.qrpin.rest.wire.RequestIds;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;

/**
 * Names the request in every line that is logged while it is answered. {@code web.xml} puts it in
 * front; a filter of Jakarta REST would end before an answer that is written in parts.
 */
public class LoggedRequest extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject @Qrpin private transient Clock clock;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws IOException, ServletException {
    Field.REQUEST.set(RequestIds.of(request, clock).requestId());
    try {
      next.doFilter(request, response);
    } finally {
      Field.REQUEST.clear();
    }
  }
}
