package io.qrpin.rest.filters;

import io.qrpin.access.Caller;
import io.qrpin.access.Operation;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SourceAddress;
import io.qrpin.rest.wire.RequestIds;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;

/** The facts that the filters have proven about the current request. */
@RequestScoped
public class Call {

  private Caller caller;
  private RequestIds ids;
  private Optional<SourceAddress> source;
  private URI root;
  private String version;
  private Subscriber subscriber;
  private boolean onOneself;
  private Operation operation;
  private boolean asksForMethods;

  void begin(
      Caller caller, RequestIds ids, Optional<SourceAddress> source, URI root, String version) {
    this.caller = caller;
    this.ids = ids;
    this.source = source;
    this.root = root;
    this.version = version;
  }

  void setSubscriber(Subscriber subscriber, boolean onOneself) {
    this.subscriber = subscriber;
    this.onOneself = onOneself;
  }

  void setOperation(Operation operation) {
    this.operation = operation;
  }

  /** The row of the permission table; empty before the resource method is found. */
  Optional<Operation> operation() {
    return Optional.ofNullable(operation);
  }

  /** Marks an OPTIONS request; it needs the permission to read. */
  void askForMethods() {
    this.asksForMethods = true;
  }

  boolean asksForMethods() {
    return asksForMethods;
  }

  public Caller caller() {
    return caller;
  }

  public Actor actor() {
    return caller.actor(ids.requestId()).from(source);
  }

  /** The user in the address; the caller may do to them what the resource method does. */
  public Subscriber subscriber() {
    return subscriber;
  }

  /** Whether the caller is the user in the address. */
  public boolean isOnOneself() {
    return onOneself;
  }

  /** {@code beta} or {@code v1.0}. */
  public String version() {
    return version;
  }

  /** The address of the subscriber's method, or of a part of it, in Graph's own spelling. */
  public URI addressOfMethod(String... part) {
    return UriBuilder.fromUri(root)
        .path(version)
        .path("users/{user}/authentication/qrCodePinMethod")
        .path(String.join("/", part))
        .build(subscriber.id().value());
  }

  /** The address of a path below the version, with its query. */
  public String address(String pathAndQuery) {
    return root + version + "/" + pathAndQuery;
  }
}
