package io.qrpin.rest;

import io.qrpin.audit.Actor;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.RequestScoped;

/** The request at hand, as far as it was proven: who calls, and on whom. */
@RequestScoped
public class Call {

  private RequestIds ids;
  private Caller caller;
  private Subscriber subscriber;

  void isFrom(Caller who, RequestIds named) {
    this.caller = who;
    this.ids = named;
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

  Actor actor() {
    return caller.actor(ids);
  }
}
