package io.qrpin.desk;

import static io.qrpin.access.Operation.ENROL;
import static io.qrpin.access.Operation.RESET_PIN;

import io.qrpin.credential.ChoiceForbidden;
import io.qrpin.credential.Enrolment;
import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.PinIssuance;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.credential.PinRefused;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.AllowsOnWorker;
import io.qrpin.desk.filters.Refusal;
import io.qrpin.desk.page.Problem;
import io.qrpin.pin.Pin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Enrols a worker, and resets a PIN. The two forms that make a PIN. */
@Path("worker")
@RequestScoped
public class PinResource {

  private static final String ENROL_FORM = "enrol";
  private static final String PIN_FORM = "pin";

  @Inject private Call call;
  @Inject private Form form;
  @Inject private MethodLifecycle methods;
  @Inject private PinLifecycle pins;
  @Inject private Moments moments;

  @GET
  @Path(ENROL_FORM)
  @AllowsOnWorker(ENROL)
  public Response askToEnrol() {
    return ask(ENROL_FORM, List.of());
  }

  @POST
  @Path(ENROL_FORM)
  @AllowsOnWorker(ENROL)
  public Response enrol() {
    return withPin(
        ENROL_FORM,
        chosen ->
            methods
                .enrol(call.worker(), Optional.empty(), Optional.empty(), chosen, call.actor())
                .match(new EnrolmentAnswer()));
  }

  @GET
  @Path(PIN_FORM)
  @AllowsOnWorker(RESET_PIN)
  public Response askToReset() {
    return ask(PIN_FORM, List.of());
  }

  @POST
  @Path(PIN_FORM)
  @AllowsOnWorker(RESET_PIN)
  public Response reset() {
    return withPin(
        PIN_FORM,
        chosen -> pins.issue(call.worker(), chosen, call.actor()).match(new IssuanceAnswer()));
  }

  private Response ask(String template, List<Problem> problems) {
    return form.ask(template, Map.of("choiceAllowed", pins.allowsChoice()), problems);
  }

  /** Reads the PIN, if one was chosen, and erases it after the answer. */
  private Response withPin(String template, Function<Optional<Pin>, Response> change) {
    List<Problem> problems = form.problems();
    boolean isChosen = call.field("pin-from").filter("person"::equals).isPresent();
    if (!isChosen && call.field(PinProblems.FIELD).isPresent()) {
      // A PIN that was typed must not be dropped in silence, and another one be set.
      problems.addAll(PinProblems.problem("Choose whether you type a PIN or one is drawn."));
    }
    Optional<Pin> chosen =
        isChosen ? call.field(PinProblems.FIELD).flatMap(Pin::typed) : Optional.empty();
    if (isChosen && chosen.isEmpty()) {
      problems.addAll(PinProblems.problem("Type a PIN of digits."));
    }
    try {
      return problems.isEmpty() ? change.apply(chosen) : ask(template, problems);
    } finally {
      chosen.ifPresent(Pin::erase);
    }
  }

  private final class IssuanceAnswer implements PinIssuance.Cases<Response> {

    @Override
    public Response issued(IssuedPin issued) {
      try (issued) {
        return form.reveal("The new PIN", "", Optional.empty(), Optional.of(issued.pin()));
      }
    }

    @Override
    public Response refused(PinRefused refused) {
      return ask(PIN_FORM, refused.refusal().match(new PinProblems()));
    }

    @Override
    public Response choiceForbidden(ChoiceForbidden forbidden) {
      return ask(PIN_FORM, PinProblems.problem("Nobody chooses a PIN here. Let one be drawn."));
    }
  }

  private final class EnrolmentAnswer implements Enrolment.Cases<Response> {

    @Override
    public Response enrolled(Enrolment.Enrolled enrolled) {
      try (enrolled) {
        return form.reveal(
            "Enrolled",
            moments.inWords(enrolled.badge().details().validity().expiry()),
            Optional.of(enrolled.badge().symbol()),
            Optional.of(enrolled.pin().pin()));
      }
    }

    @Override
    public Response alreadyActive(Enrolment.AlreadyActive active) {
      throw Refusal.outdated("The worker is enrolled already. Nothing has changed.");
    }

    /** Only people who enrol themselves get it, and nobody does so here. */
    @Override
    public Response enrolledBefore(Enrolment.EnrolledBefore before) {
      throw Refusal.outdated("The worker has had a PIN before. Nothing has changed.");
    }

    /** The dates are ours, so only the configuration can be at fault. */
    @Override
    public Response invalidValidity(Enrolment.InvalidValidity invalid) {
      throw Refusal.outdated("The configured lifetime of badges is not possible.");
    }

    @Override
    public Response pinRefused(PinRefused refused) {
      return ask(ENROL_FORM, refused.refusal().match(new PinProblems()));
    }

    @Override
    public Response choiceForbidden(ChoiceForbidden forbidden) {
      return ask(ENROL_FORM, PinProblems.problem("Nobody chooses a PIN here. Let one be drawn."));
    }
  }
}
