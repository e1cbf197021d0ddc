package io.qrpin.bulk;

import io.qrpin.PublicApi;
import io.qrpin.subscriber.SubscriberId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.function.Function;

/**
 * A run through a list. It goes on while somebody takes its results, and holds only the few that
 * are under way; so a caller that stops stops it.
 *
 * <pre>
 * try (run) {
 *   for (var result = run.next(); result.isPresent(); result = run.next()) {
 *     show(result.get());
 *   }
 * }
 * </pre>
 *
 * <p>Lines are begun in the order of the list, and end in any; a line waits for an earlier one with
 * the same user. A run ends early after the given number of failed lines, and after {@value
 * #MAX_BROKEN} lines in a row that broke, because then the server itself fails.
 *
 * <p>Thread safety: for one thread at a time.
 */
@PublicApi
public final class BulkRun implements BulkStart, AutoCloseable {

  /** An outage breaks every line, and waiting for each would take days. */
  public static final int MAX_BROKEN = 3;

  /** The result of one line. It may hold secrets; see {@link LineOutcome.Done}. */
  public record Result(BulkLine line, LineOutcome outcome) {}

  private final List<BulkLine> lines;
  private final Map<String, SubscriberId> doneBefore;
  private final Function<BulkLine.Asked, LineOutcome> work;
  private final int maxFailed;
  private final int atOnce;
  private final CompletionService<Result> tasks;
  private final Runnable end;

  private final Set<String> usersUnderWay = new HashSet<>();

  private int begun;
  private int underWay;
  private int done;
  private int alreadyDone;
  private int failed;
  private int brokenInARow;
  private boolean isClosed;

  /**
   * @param doneBefore the workers of the lines that an earlier run has done, by the lines' ids
   * @param work carries out a line; it is safe for threads and never throws
   * @param maxFailed ends the run, 1 or more
   * @param atOnce how many lines are under way at once, 1 or more
   * @param executor carries lines out
   * @param end runs once, when the run is closed
   */
  BulkRun(
      BulkList list,
      Map<String, SubscriberId> doneBefore,
      Function<BulkLine.Asked, LineOutcome> work,
      int maxFailed,
      int atOnce,
      Executor executor,
      Runnable end) {
    this.lines = list.lines();
    this.doneBefore = Map.copyOf(doneBefore);
    this.work = work;
    this.maxFailed = maxFailed;
    this.atOnce = atOnce;
    this.tasks = new ExecutorCompletionService<>(executor);
    this.end = end;
  }

  /** Waits for the next result; empty when the run has ended. Close the result's secrets. */
  public Optional<Result> next() {
    while (mayBegin()) {
      BulkLine line = lines.get(begun++);
      Optional<LineOutcome> known = known(line);
      if (known.isPresent()) {
        return Optional.of(counted(new Result(line, known.get())));
      }
      usersUnderWay.add(user(line));
      tasks.submit(() -> new Result(line, work.apply((BulkLine.Asked) line)));
      underWay++;
    }
    return underWay == 0 ? Optional.empty() : Optional.of(counted(taken()));
  }

  /** No line is begun that could fail as one too many. */
  private boolean mayBegin() {
    return !isClosed
        && begun < lines.size()
        && underWay < atOnce
        && failed + underWay < maxFailed
        && brokenInARow < MAX_BROKEN
        && !usersUnderWay.contains(user(lines.get(begun)));
  }

  private static String user(BulkLine line) {
    return line instanceof BulkLine.Asked asked ? asked.user().toLowerCase(Locale.ROOT) : "";
  }

  private Optional<LineOutcome> known(BulkLine line) {
    if (line instanceof BulkLine.Malformed malformed) {
      return Optional.of(new LineOutcome.Malformed(malformed.target(), malformed.problem()));
    }
    return line.id().map(doneBefore::get).map(LineOutcome.AlreadyDone::new);
  }

  private Result counted(Result result) {
    if (result.outcome() instanceof LineOutcome.Done) {
      done++;
    } else if (result.outcome() instanceof LineOutcome.AlreadyDone) {
      alreadyDone++;
    } else {
      failed++;
    }
    brokenInARow = result.outcome() instanceof LineOutcome.Broken ? brokenInARow + 1 : 0;
    return result;
  }

  /** A line that is under way is not left alone, because its result may hold secrets. */
  private Result taken() {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          Result result = tasks.take().get();
          underWay--;
          usersUnderWay.remove(user(result.line()));
          return result;
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } catch (ExecutionException e) {
      underWay--;
      throw new IllegalStateException("a line could not be carried out", e.getCause());
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The state of this run. */
  public BulkSummary summary() {
    return new BulkSummary(done, alreadyDone, failed, lines.size() - done - alreadyDone - failed);
  }

  /** Begins no other line, waits for those under way, and erases their secrets. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try {
      while (underWay > 0) {
        if (counted(taken()).outcome() instanceof LineOutcome.Done unseen) {
          unseen.close();
        }
      }
    } finally {
      end.run();
    }
  }
}
