package io.qrpin.rest;

/**
 * Ends a request with a {@link GraphError}; {@link ErrorMapper} writes it. It carries no stack
 * trace.
 */
class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient GraphError error;

  Refusal(GraphError error) {
    super(error.code(), null, false, false);
    this.error = error;
  }

  GraphError error() {
    return error;
  }
}
