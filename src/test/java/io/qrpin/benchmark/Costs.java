package io.qrpin.benchmark;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import io.qrpin.it.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Measures the cost of requests: processor time of the server, of PostgreSQL and of the driver of
 * the load, bytes allocated in the server, SQL statements, and transactions that write.
 */
final class Costs implements AutoCloseable {

  /** BEGIN travels with the statement after it; every other line is a round trip. */
  private static final String STATEMENTS =
      "select s.calls || ' ' || regexp_replace(s.query, '\\s+', ' ', 'g')"
          + " from pg_stat_statements s join pg_database d on d.oid = s.dbid"
          + " where d.datname = current_database() and s.query not ilike 'begin%'"
          + " and s.query not like '%pg_stat_statements%' and s.query not like '%pg_backend_pid%'"
          + " and s.query not like '%pg_snapshot_xmax%'";

  private static final String WRITING_TRANSACTIONS =
      "select pg_snapshot_xmax(pg_current_snapshot())::text";

  private static final double EVERY_REQUESTS = 0.05;
  private static final double COMPILERS_AT_REST = 0.03;
  private static final int MOST_WARM_UPS = 8;

  private final ProcessHandle server;
  private final ProcessHandle postgres;
  private final Database database;
  private final JMXConnector connector;
  private final Allocated allocated;
  private final CompilationMXBean compilers;

  Costs(ProcessHandle server, Database database) {
    this.server = server;
    this.database = database;
    this.postgres = postmasterOf(database);
    database.execute("create extension if not exists pg_stat_statements");
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(server.pid()));
      this.connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      machine.detach();
      this.allocated =
          new Allocated(
              ManagementFactory.newPlatformMXBeanProxy(
                  connector.getMBeanServerConnection(),
                  ManagementFactory.THREAD_MXBEAN_NAME,
                  ThreadMXBean.class));
      this.compilers =
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.COMPILATION_MXBEAN_NAME,
              CompilationMXBean.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (com.sun.tools.attach.AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The parent of the process that serves a connection. */
  private static ProcessHandle postmasterOf(Database database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The average cost of a request.
   *
   * @param answers all answers of the run
   * @param serverMillis processor time of the server
   * @param postgresMillis processor time of PostgreSQL, all its processes
   * @param driverMillis processor time of the driver of the load
   * @param allocatedBytes in the server's threads
   * @param writingTransactions commits that wait for the disk
   * @param statements calls by their text; a COMMIT is one
   */
  record Spent(
      Answers answers,
      double serverMillis,
      double postgresMillis,
      double driverMillis,
      double allocatedBytes,
      double writingTransactions,
      Map<String, Double> statements) {

    /**
     * Round trips of a request, without the directory's own query. Occasional statements, as when a
     * connection is opened, do not count.
     */
    long roundTrips() {
      return Math.round(
          statements.entrySet().stream()
              .filter(it -> !it.getKey().startsWith("select * from directory_user"))
              .mapToDouble(Map.Entry::getValue)
              .filter(calls -> calls >= EVERY_REQUESTS)
              .sum());
    }

    /** Commits of a request that wait for the disk. */
    long commits() {
      return Math.round(writingTransactions);
    }

    /** The driver's share of all processors. */
    double driversShare() {
      return driverMillis
          * answers.count()
          / (answers.seconds() * 1e3 * Runtime.getRuntime().availableProcessors());
    }
  }

  Spent of(Supplier<Answers> work) {
    Reading before = read();
    Answers answers = work.get();
    Reading after = read();
    double count = answers.count();
    Map<String, Double> statements = new TreeMap<>();
    after.statements.forEach(
        (text, calls) -> {
          long more = calls - before.statements.getOrDefault(text, 0L);
          if (more > 0) {
            statements.put(text, more / count);
          }
        });
    return new Spent(
        answers,
        millis(after.server.minus(before.server)) / count,
        millis(after.postgres.minus(before.postgres)) / count,
        millis(after.driver.minus(before.driver)) / count,
        (after.allocatedBytes - before.allocatedBytes) / count,
        (after.transactions - before.transactions) / count,
        statements);
  }

  /** Works until the server's compilers are nearly done, for a limited time. */
  void warmUp(Runnable work) {
    for (int times = 0; times < MOST_WARM_UPS && compiling(work) > COMPILERS_AT_REST; times++) {
      System.out.println("warming up");
    }
  }

  /** How busy the server's compilers are during some work: 1 is a whole processor. */
  private double compiling(Runnable work) {
    long before = compilers.getTotalCompilationTime();
    long start = System.nanoTime();
    work.run();
    return (compilers.getTotalCompilationTime() - before) * 1e6 / (System.nanoTime() - start);
  }

  private record Reading(
      Duration server,
      Duration postgres,
      Duration driver,
      long allocatedBytes,
      long transactions,
      Map<String, Long> statements) {}

  private Reading read() {
    Map<String, Long> statements = new TreeMap<>();
    for (String line : database.column(STATEMENTS)) {
      int blank = line.indexOf(' ');
      statements.merge(
          line.substring(blank + 1), Long.parseLong(line.substring(0, blank)), Long::sum);
    }
    return new Reading(
        processorTime(server),
        Stream.concat(Stream.of(postgres), postgres.children())
            .map(Costs::processorTime)
            .reduce(Duration.ZERO, Duration::plus),
        processorTime(ProcessHandle.current()),
        allocated.bytes(),
        Long.parseLong(database.value(WRITING_TRANSACTIONS)),
        statements);
  }

  /**
   * The bytes that all threads have allocated. The JVM forgets the figure of a thread that ends, so
   * the figures are read every second.
   */
  private static final class Allocated implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;

    private final ThreadMXBean threads;
    private final Map<Long, Long> bytesByThread = new ConcurrentHashMap<>();
    private final Timer timer = new Timer("allocated", true);

    Allocated(ThreadMXBean threads) {
      this.threads = threads;
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              look();
            }
          },
          PERIOD_MILLIS,
          PERIOD_MILLIS);
    }

    private synchronized void look() {
      long[] ids = threads.getAllThreadIds();
      long[] bytes = threads.getThreadAllocatedBytes(ids);
      for (int i = 0; i < ids.length; i++) {
        bytesByThread.merge(ids[i], bytes[i], Math::max);
      }
    }

    long bytes() {
      look();
      return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
      timer.cancel();
    }
  }

  private static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  /** Resident memory of the server, from {@code ps}, in MB of a million bytes. */
  double residentMegabytes() {
    return residentMegabytes(server);
  }

  static double residentMegabytes(ProcessHandle server) {
    try {
      Process ps =
          new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(server.pid())).start();
      String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Long.parseLong(kibibytes.strip()) * 1_024 / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    allocated.close();
    try {
      connector.close();
    } catch (IOException e) {
      // The server is gone already.
    }
  }
}
