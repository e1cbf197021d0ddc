package io.qrpin.rest;

import io.qrpin.audit.Actor;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/** The request at hand, as far as it was proven: who calls, and on whom. */
@RequestScoped
public class Call {

  private RequestIds ids;
  private Caller caller;
  private Subscriber subscriber;
  private String version;
  private URI root;

  void isFrom(Caller who, RequestIds named) {
    this.caller = who;
    this.ids = named;
  }

  void isAt(URI serviceRoot, String graphVersion) {
    this.root = serviceRoot;
    this.version = graphVersion;
  }

  /** {@code beta} or {@code v1.0}. */
  String version() {
    return version;
  }

  void isAbout(Subscriber whom) {
    this.subscriber = whom;
  }

  Caller caller() {
    return caller;
  }

  /**
   * On whom: known to the directory, and the caller may do to them what the resource method does.
   */
  Subscriber subscriber() {
    return subscriber;
  }

  /**
   * Where the subscriber's method is, or with {@code child} what hangs on it, in Graph's own
   * spelling.
   */
  URI addressOfMethod(String... child) {
    return UriBuilder.fromUri(root)
        .path(version)
        .path("users/{user}/authentication/qrCodePinMethod")
        .path(String.join("/", child))
        .build(subscriber.id().value());
  }

  /** An address below the version, with its query. */
  String address(String pathAndQuery) {
    return root + version + "/" + pathAndQuery;
  }

  Actor actor() {
    return caller.actor(ids);
  }
}
