package io.qrpin.rest.errors;

import java.util.Map;

/** Ends a request with a {@link GraphError}. It carries no stack trace. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient GraphError error;
  private final transient Map<String, Object> headers;

  public Refusal(GraphError error) {
    this(error, Map.of());
  }

  /** The answer has these headers besides those of every error. */
  public Refusal(GraphError error, Map<String, Object> headers) {
    super(error.code(), null, false, false);
    this.error = error;
    this.headers = Map.copyOf(headers);
  }

  public static Refusal accessDenied() {
    return new Refusal(GraphError.of(403));
  }

  public static Refusal notFound() {
    return new Refusal(GraphError.of(404));
  }

  public static Refusal required(String member) {
    return new Refusal(GraphError.badRequest(member, "The member " + member + " is required."));
  }

  /** The 400 for a member that is not {@code what} it must be. */
  public static Refusal wrong(String member, String what) {
    return new Refusal(
        GraphError.badRequest(member, "The member " + member + " must be " + what + "."));
  }

  public GraphError error() {
    return error;
  }

  public Map<String, Object> headers() {
    return headers;
  }
}
