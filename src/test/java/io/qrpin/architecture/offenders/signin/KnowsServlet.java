package io.qrpin.architecture.offenders.signin;

import jakarta.servlet.http.HttpServletRequest;

/** Offends: a servlet request outside of its door. */
public class KnowsServlet {
  private HttpServletRequest request;
}
