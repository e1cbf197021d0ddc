package io.qrpin.rest;

import java.util.Map;

/**
 * Ends a request with a {@link GraphError}; {@link ErrorMapper} writes it. It carries no stack
 * trace.
 */
class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient GraphError error;
  private final transient Map<String, Object> headers;

  Refusal(GraphError error) {
    this(error, Map.of());
  }

  /**
   * @param headers of the answer, besides those that every error has
   */
  Refusal(GraphError error, Map<String, Object> headers) {
    super(error.code(), null, false, false);
    this.error = error;
    this.headers = headers;
  }

  GraphError error() {
    return error;
  }

  Map<String, Object> headers() {
    return headers;
  }
}
