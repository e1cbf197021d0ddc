package io.qrpin.desk.filters;

import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.access.DeskPolicy;
import io.qrpin.access.Operation;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SourceAddress;
import io.qrpin.desk.page.Frame;
import io.qrpin.desk.page.Pages;
import io.qrpin.subscriber.Subscriber;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The facts that the filter has proven about the current request, and the way to answer it. */
@RequestScoped
public class Call {

  /** The status of a form with a problem (RFC 9110 §15.5.21). RESTEasy escapes pages with 400. */
  public static final int UNPROCESSABLE = 422;

  @Inject private HttpServletRequest request;
  @Inject private Pages pages;
  @Inject private DeskPolicy policy;
  @Inject private AccessSettings settings;

  private Person person;
  private Caller caller;
  private Optional<SourceAddress> source;
  private Subscriber worker;
  private boolean onOneself;

  void begin(Person somebody, Caller asking, Optional<SourceAddress> address) {
    this.person = somebody;
    this.caller = asking;
    this.source = address;
  }

  void setWorker(Subscriber subscriber, boolean isCaller) {
    this.worker = subscriber;
    this.onOneself = isCaller;
  }

  /** The worker in the address; the person may do to them what the resource does. */
  public Subscriber worker() {
    return worker;
  }

  /** Whether the person may do it to the worker; pages show only what is possible. */
  public boolean allows(Operation operation) {
    return !onOneself && operation.allowsOnOther(worker, caller, settings);
  }

  /** The person, for the permission table. */
  public Caller caller() {
    return caller;
  }

  /** Whether the person may do it at all. */
  public boolean allowsSomewhere(Operation operation) {
    return operation.allowsOnTenant(caller);
  }

  /** A field of the form, without blanks at its ends; empty if nothing is in it. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(request.getParameter(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** Whether a change needs a reason. */
  public boolean isReasonRequired() {
    return policy.reasonRequired();
  }

  /** The person who asks for a change, with the reason in the form. */
  public Actor actor() {
    return field("reason").map(asker()::because).orElseGet(this::asker);
  }

  /** The same without the reason, which may be malformed before a form has looked at it. */
  Actor asker() {
    return caller.actor(Doorway.requestId(request)).from(source);
  }

  /** Sends the browser to another page. */
  public static Response goTo(String pageAndQuery) {
    return Response.seeOther(URI.create(pageAndQuery)).build();
  }

  /** Answers with a page, as bytes: RESTEasy escapes a text that has the status 400. */
  public Response page(int status, String template, Map<String, Object> shown) {
    return Response.status(status)
        .type("text/html; charset=UTF-8")
        .entity(pages.render(template, frame(), shown).getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private Frame frame() {
    return new Frame(request.getContextPath() + "/", Optional.of(person.name()), person.formKey());
  }
}
