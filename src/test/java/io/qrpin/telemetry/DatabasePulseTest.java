package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabasePulseTest {

  private final AtomicLong now = new AtomicLong();
  private final Questions questions = new Questions();
  private final DatabasePulse pulse = new DatabasePulse(() -> true, questions, now::get);

  /** Answers each question as the test says, and takes no time. */
  private static final class Questions extends AbstractExecutorService {
    private final List<Long> patience = new ArrayList<>();
    private CompletableFuture<Object> next;
    private boolean rejecting;
    private int asked;

    @Override
    @SuppressWarnings("unchecked")
    public <T> Future<T> submit(Callable<T> question) {
      if (rejecting) {
        throw new RejectedExecutionException();
      }
      asked++;
      next =
          new CompletableFuture<>() {
            @Override
            public Object get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
              patience.add(unit.toNanos(timeout));
              if (!isDone()) {
                throw new TimeoutException();
              }
              return get();
            }
          };
      answer(question);
      return (Future<T>) next;
    }

    private boolean hanging;
    private RuntimeException failing;

    private void answer(Callable<?> question) {
      if (failing != null) {
        next.completeExceptionally(failing);
      } else if (!hanging) {
        try {
          next.complete(question.call());
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void execute(Runnable command) {
      command.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  private void aSecondPasses() {
    now.addAndGet(DatabasePulse.KEPT_NANOS);
  }

  @Test
  void anAnswerIsKeptForASecond() {
    assertThat(pulse.isBeating()).isTrue();
    now.addAndGet(DatabasePulse.KEPT_NANOS - 1);
    questions.hanging = true;
    assertThat(pulse.isBeating()).isTrue();
    assertThat(questions.asked).isOne();

    now.incrementAndGet();
    assertThat(pulse.isBeating()).isFalse();
    assertThat(questions.asked).isEqualTo(2);
  }

  @Test
  void aQuestionThatHangsIsWaitedForTwoSecondsAndNotAskedAgainBeforeItEnds() {
    questions.hanging = true;
    assertThat(pulse.isBeating()).isFalse();
    assertThat(questions.patience).containsExactly(TimeUnit.SECONDS.toNanos(2));

    aSecondPasses();
    assertThat(pulse.isBeating()).isFalse();
    assertThat(questions.asked).isOne();

    questions.next.complete(true);
    questions.hanging = false;
    aSecondPasses();
    assertThat(pulse.isBeating()).isTrue();
    assertThat(questions.asked).isEqualTo(2);
  }

  @Test
  void aQuestionThatFailsIsANoAndTheNextOneIsAsked() {
    questions.failing = new IllegalStateException("away");
    assertThat(pulse.isBeating()).isFalse();

    questions.failing = null;
    aSecondPasses();
    assertThat(pulse.isBeating()).isTrue();
  }

  @Test
  void aDatabaseThatTakesNoChangesDoesNotServe() {
    assertThat(new DatabasePulse(() -> false, questions, now::get).isBeating()).isFalse();
  }

  @Test
  void withoutAThreadTheAnswerIsNo() {
    questions.rejecting = true;
    assertThat(pulse.isBeating()).isFalse();
  }
}
