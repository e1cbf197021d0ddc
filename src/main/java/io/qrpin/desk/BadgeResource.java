package io.qrpin.desk;

import static io.qrpin.access.Operation.DELETE_CODE;
import static io.qrpin.access.Operation.ENROL;
import static io.qrpin.access.Operation.UNLOCK;
import static io.qrpin.badge.QrCodeKind.STANDARD;
import static io.qrpin.badge.QrCodeKind.TEMPORARY;

import io.qrpin.Qrpin;
import io.qrpin.attempts.SignInLocks;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.CodeChange;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.AllowsOnWorker;
import io.qrpin.desk.filters.Refusal;
import io.qrpin.desk.page.LifetimeWords;
import io.qrpin.desk.page.Problem;
import io.qrpin.desk.page.Worker;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lends, takes back, extends and replaces badges, and ends a lock: everything that leaves the PIN
 * as it is.
 */
@Path("worker")
@RequestScoped
public class BadgeResource {

  private static final String LEND_FORM = "lend";
  private static final String TAKE_BACK_FORM = "take-back";
  private static final String EXTEND_FORM = "extend";
  private static final String REPLACE_FORM = "replace";
  private static final String UNLOCK_FORM = "unlock";
  private static final String HOURS = "hours";
  private static final String UNTIL = "until";
  private static final String USUAL_HOURS = "8";

  @Inject private Call call;
  @Inject private Form form;
  @Inject private MethodLifecycle methods;
  @Inject private SignInLocks locks;
  @Inject private Moments moments;
  @Inject @Qrpin private Clock clock;

  @GET
  @Path(LEND_FORM)
  @AllowsOnWorker(ENROL)
  public Response askToLend() {
    return askToLend(List.of());
  }

  private Response askToLend(List<Problem> problems) {
    return form.ask(
        LEND_FORM,
        Map.of(
            HOURS,
            call.field(HOURS).orElse(USUAL_HOURS),
            "least",
            TEMPORARY.minLifetime().toHours(),
            "most",
            TEMPORARY.maxLifetime().toHours()),
        problems);
  }

  @POST
  @Path(LEND_FORM)
  @AllowsOnWorker(ENROL)
  public Response lend() {
    List<Problem> problems = form.problems();
    Optional<Duration> time =
        call.field(HOURS)
            .filter(text -> text.matches("[0-9]{1,2}"))
            .map(text -> Duration.ofHours(Long.parseLong(text)))
            .filter(it -> it.compareTo(TEMPORARY.minLifetime()) >= 0)
            .filter(it -> it.compareTo(TEMPORARY.maxLifetime()) <= 0);
    if (time.isEmpty()) {
      problems.add(new Problem(HOURS, LifetimeWords.of(TEMPORARY)));
    }
    if (!problems.isEmpty()) {
      return askToLend(problems);
    }
    Instant now = clock.instant();
    return methods
        .issueTemporaryCode(
            call.worker(), new Validity(now, now.plus(time.orElseThrow())), call.actor())
        .match(new Answer("The lent badge", LEND_FORM));
  }

  @GET
  @Path(TAKE_BACK_FORM)
  @AllowsOnWorker(DELETE_CODE)
  public Response askToTakeBack() {
    return form.ask(TAKE_BACK_FORM, Map.of());
  }

  @POST
  @Path(TAKE_BACK_FORM)
  @AllowsOnWorker(DELETE_CODE)
  public Response takeBack() {
    List<Problem> problems = form.problems();
    if (!problems.isEmpty()) {
      return form.ask(TAKE_BACK_FORM, Map.of(), problems);
    }
    if (!methods.revokeCode(call.worker().id(), TEMPORARY, call.actor())) {
      throw Refusal.outdated("The worker has no lent badge.");
    }
    return done("taken-back");
  }

  @GET
  @Path(EXTEND_FORM)
  @AllowsOnWorker(ENROL)
  public Response askToExtend() {
    return askToExtend(List.of());
  }

  private Response askToExtend(List<Problem> problems) {
    String until =
        methods
            .find(call.worker().id())
            .flatMap(MethodDetails::standard)
            .map(code -> moments.day(code.validity().expiry()))
            .orElseThrow(BadgeResource::noBadge);
    return form.ask(
        EXTEND_FORM,
        Map.of(UNTIL, call.field(UNTIL).orElse(until), "mostDays", STANDARD.maxLifetime().toDays()),
        problems);
  }

  @POST
  @Path(EXTEND_FORM)
  @AllowsOnWorker(ENROL)
  public Response extend() {
    List<Problem> problems = form.problems();
    Optional<Instant> until = call.field(UNTIL).flatMap(moments::endOf);
    if (until.isEmpty()) {
      problems.add(new Problem(UNTIL, "Choose a day, such as 2027-06-30."));
    }
    return problems.isEmpty()
        ? methods
            .changeStandardCode(call.worker(), Optional.empty(), until, call.actor())
            .match(new Answer("The new badge", EXTEND_FORM))
        : askToExtend(problems);
  }

  @GET
  @Path(REPLACE_FORM)
  @AllowsOnWorker(ENROL)
  public Response askToReplace() {
    return form.ask(REPLACE_FORM, Map.of());
  }

  @POST
  @Path(REPLACE_FORM)
  @AllowsOnWorker(ENROL)
  public Response replace() {
    List<Problem> problems = form.problems();
    return problems.isEmpty()
        ? methods
            .replaceStandardCode(call.worker(), Optional.empty(), Optional.empty(), call.actor())
            .match(new Answer("The new badge", REPLACE_FORM))
        : form.ask(REPLACE_FORM, Map.of(), problems);
  }

  @GET
  @Path(UNLOCK_FORM)
  @AllowsOnWorker(UNLOCK)
  public Response askToUnlock() {
    return form.ask(UNLOCK_FORM, Map.of());
  }

  @POST
  @Path(UNLOCK_FORM)
  @AllowsOnWorker(UNLOCK)
  public Response unlock() {
    List<Problem> problems = form.problems();
    if (!problems.isEmpty()) {
      return form.ask(UNLOCK_FORM, Map.of(), problems);
    }
    return switch (locks.unlock(call.worker().id(), call.actor())) {
      case UNLOCKED -> done("unlocked");
      case NOT_LOCKED -> throw Refusal.outdated("The worker is not locked.");
      case RESET_REQUIRED ->
          throw Refusal.outdated("The PIN was guessed wrongly too often. Only a new PIN helps.");
    };
  }

  /** Answers a form that made no secret with the worker's page, which the browser asks for. */
  private Response done(String what) {
    String page = "worker" + Worker.query(call.worker().id().value()) + "&done=" + what;
    return Call.goTo(page);
  }

  private static Refusal noBadge() {
    return Refusal.outdated("The worker has no badge.");
  }

  /**
   * @param title what a new badge is called
   * @param page the form that asked
   */
  private final class Answer implements CodeChange.Cases<Response> {

    private final String title;
    private final String page;

    Answer(String title, String page) {
      this.title = title;
      this.page = page;
    }

    @Override
    public Response issued(IssuedQrCode issued) {
      try (issued) {
        return form.reveal(
            title,
            moments.inWords(issued.details().validity().expiry()),
            Optional.of(issued.symbol()),
            Optional.empty());
      }
    }

    @Override
    public Response extended(CodeChange.Extended extended) {
      return done("extended");
    }

    @Override
    public Response activeExists(CodeChange.ActiveExists exists) {
      throw Refusal.outdated("The worker has a lent badge already. Take it back first.");
    }

    @Override
    public Response nothingAsked(CodeChange.NothingAsked nothing) {
      throw Refusal.outdated("The badge stays as it is.");
    }

    @Override
    public Response noMethod(CodeChange.NoMethod none) {
      throw Refusal.outdated("The worker is not enrolled. Enrol them first.");
    }

    @Override
    public Response invalidValidity(CodeChange.InvalidValidity invalid) {
      return page.equals(EXTEND_FORM)
          ? askToExtend(List.of(new Problem(UNTIL, sentence(STANDARD, invalid.problem()))))
          : askToLend(List.of(new Problem(HOURS, sentence(TEMPORARY, invalid.problem()))));
    }

    private String sentence(QrCodeKind kind, Validity.Problem problem) {
      return switch (problem) {
        case TOO_LONG -> "That is too long. " + LifetimeWords.of(kind);
        case TOO_SHORT -> "That is too short. " + LifetimeWords.of(kind);
        case INVALID_RANGE, NONE -> "Choose a later end.";
      };
    }
  }
}
