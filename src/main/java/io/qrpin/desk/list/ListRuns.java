package io.qrpin.desk.list;

import io.qrpin.Qrpin;
import io.qrpin.audit.Actor;
import io.qrpin.bulk.BulkEnrolment;
import io.qrpin.bulk.BulkList;
import io.qrpin.bulk.BulkRun;
import io.qrpin.bulk.BulkStart;
import io.qrpin.bulk.BulkTargets;
import io.qrpin.bulk.IdempotencyKey;
import io.qrpin.log.Field;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The runs of this server, those under way and those that ended lately. Thread safety: safe. */
@ApplicationScoped
public class ListRuns {

  /** How long badges and PINs wait to be printed after the end of their run. */
  public static final Duration KEPT = Duration.ofMinutes(15);

  /** How long the failures of a run can be read after its end. */
  private static final Duration SHOWN = Duration.ofHours(8);

  private static final Log LOG = Log.of(ListRuns.class);

  @Resource private ManagedScheduledExecutorService executor;

  private final Map<UUID, ListRun> runs = new ConcurrentHashMap<>();

  private BulkEnrolment enrolment;
  private UserDirectory directory;
  private Clock clock;

  protected ListRuns() {}

  @Inject
  ListRuns(BulkEnrolment enrolment, UserDirectory directory, @Qrpin Clock clock) {
    this.enrolment = enrolment;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Begins a run.
   *
   * @param targets decides on whom the run may act
   * @param key lets the person send the same list again; what is done then is not done twice
   * @param maxFailed the run ends after so many failed lines, 1 or more
   * @return empty if the key was used for another list
   * @throws io.qrpin.hashing.Overloaded if too many runs are under way on this server
   */
  public Optional<ListRun> begin(
      BulkList list, BulkTargets targets, Optional<IdempotencyKey> key, int maxFailed, Actor by) {
    BulkStart start = enrolment.begin(list, targets, key, maxFailed, by);
    if (!(start instanceof BulkRun bulk)) {
      return Optional.empty();
    }
    ListRun run = new ListRun(by.id(), list.lines().size(), clock);
    runs.put(run.id(), run);
    executor.submit(() -> follow(run, bulk, by.requestId()));
    return Optional.of(run);
  }

  private void follow(ListRun run, BulkRun bulk, String requestId) {
    Field.REQUEST.set(requestId);
    try {
      run.follow(bulk, this::named);
    } catch (RuntimeException e) {
      LOG.add(Message.LIST_ENDED_EARLY.with("request", requestId).because(e));
    } finally {
      Field.REQUEST.clear();
      executor.schedule(run::erase, KEPT.toSeconds(), TimeUnit.SECONDS);
      executor.schedule(() -> runs.remove(run.id()), SHOWN.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** A badge is printed also for somebody whom the directory does not find at this moment. */
  private Subscriber named(SubscriberId id) {
    try {
      return directory.findById(id).orElseGet(() -> Subscriber.named(id, id.value()));
    } catch (RuntimeException e) {
      LOG.add(Message.BADGE_WITHOUT_NAME.because(e));
      return Subscriber.named(id, id.value());
    }
  }

  /** The run with an id, if that person began it. */
  public Optional<ListRun> find(UUID id, String person) {
    return Optional.ofNullable(runs.get(id)).filter(run -> run.isOf(person));
  }

  /** The runs that a person began, the latest one first. */
  public List<ListRun> of(String person) {
    return runs.values().stream()
        .filter(run -> run.isOf(person))
        .sorted(Comparator.comparing(ListRun::begunAt).reversed())
        .toList();
  }

  @PreDestroy
  void eraseAll() {
    runs.values().forEach(ListRun::erase);
  }
}
