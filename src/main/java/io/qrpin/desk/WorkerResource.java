package io.qrpin.desk;

import static io.qrpin.access.Operation.DELETE_CODE;
import static io.qrpin.access.Operation.ENROL;
import static io.qrpin.access.Operation.READ;
import static io.qrpin.access.Operation.RESET_PIN;
import static io.qrpin.access.Operation.UNLOCK;

import io.qrpin.Qrpin;
import io.qrpin.attempts.LockState;
import io.qrpin.attempts.SignInLocks;
import io.qrpin.audit.CredentialHistory;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.AllowsOnWorker;
import io.qrpin.desk.page.Worker;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All about one worker, and what can be done. */
@Path("worker")
@RequestScoped
public class WorkerResource {

  private static final int LATEST_EVENTS = 20;

  @Inject private Call call;
  @Inject private MethodLifecycle methods;
  @Inject private SignInLocks locks;
  @Inject private CredentialHistory history;
  @Inject private UserDirectory directory;
  @Inject private Moments moments;
  @Inject @Qrpin private Clock clock;

  @GET
  @AllowsOnWorker(READ)
  public Response show() {
    Subscriber worker = call.worker();
    Optional<MethodDetails> method = methods.find(worker.id());
    LockState lock = locks.find(worker.id());
    Instant now = clock.instant();
    EventWords words = new EventWords(moments, worker.id(), new Names(directory)::of);
    return call.page(
        200,
        "worker",
        Map.of(
            "worker", Worker.of(worker),
            "facts", new WorkerFacts(moments, now).of(method, lock),
            "actions", actions(method, lock, now),
            "events", history.latest(worker.id(), LATEST_EVENTS).stream().map(words::of).toList(),
            "done", done()));
  }

  /** The result of the form before, as its answer wrote it into the address. */
  private String done() {
    return switch (call.field("done").orElse("")) {
      case "extended" -> "The badge is extended.";
      case "taken-back" -> "The lent badge is void.";
      case "unlocked" -> "The worker is unlocked, and the PIN is as before.";
      default -> "";
    };
  }

  /** The actions that are possible now, by the name of the page. */
  private List<String> actions(Optional<MethodDetails> method, LockState lock, Instant now) {
    boolean hasBadge = isActive(method.flatMap(MethodDetails::standard), now);
    boolean isLent = isActive(method.flatMap(MethodDetails::temporary), now);
    List<String> actions = new ArrayList<>();
    if (call.allows(ENROL) && !hasBadge && !isLent) {
      actions.add("enrol");
    }
    if (call.allows(RESET_PIN) && method.isPresent()) {
      actions.add("pin");
    }
    if (call.allows(ENROL) && method.isPresent()) {
      actions.add("replace");
      if (hasBadge) {
        actions.add("extend");
      }
      if (!isLent) {
        actions.add("lend");
      }
    }
    if (call.allows(DELETE_CODE) && isLent) {
      actions.add("take-back");
    }
    if (call.allows(UNLOCK) && !lock.resetRequired() && lock.failures() > 0) {
      actions.add("unlock");
    }
    return actions;
  }

  private static boolean isActive(Optional<QrCodeDetails> code, Instant now) {
    return code.filter(it -> it.isActiveAt(now)).isPresent();
  }

  /** The directory is asked once for each person who acted. */
  private record Names(UserDirectory directory, Map<String, String> known) {

    Names(UserDirectory directory) {
      this(directory, new HashMap<>());
    }

    String of(String id) {
      return known.computeIfAbsent(
          id,
          key ->
              Optional.of(key)
                  .filter(SubscriberId::isValid)
                  .flatMap(it -> directory.findById(new SubscriberId(it)))
                  .flatMap(Subscriber::displayName)
                  .orElse(key));
    }
  }
}
