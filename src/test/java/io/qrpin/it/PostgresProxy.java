package io.qrpin.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a server and PostgreSQL, without TLS. It leads each new connection to a port that
 * can be changed, and can lose the answer to a statement that PostgreSQL has carried out.
 */
final class PostgresProxy implements AutoCloseable {

  /** ReadyForQuery, which ends each answer; the status of the transaction follows. */
  private static final byte[] READY = {'Z', 0, 0, 0, 5};

  private final ServerSocket listening;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Loss> nextLoss = new AtomicReference<>();
  private volatile int target;

  /** An answer that gets lost, and when that has happened. */
  private record Loss(String sql, CompletableFuture<Void> done) {}

  PostgresProxy(int target) {
    this.target = target;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    inBackground(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void leadTo(int port) {
    this.target = port;
  }

  /** Ends all connections. */
  void cut() {
    links.forEach(Link::end);
    links.clear();
  }

  /**
   * The next statement with this text reaches PostgreSQL, and its connection ends in place of the
   * answer. The server must send the text each time, and so prepare nothing.
   *
   * @return completes when PostgreSQL has answered and the connection has ended
   */
  CompletableFuture<Void> loseAnswerTo(String sql) {
    Loss loss = new Loss(sql, new CompletableFuture<>());
    nextLoss.set(loss);
    return loss.done();
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
      links.add(link);
      inBackground(link::copyQuestions);
      inBackground(link::copyAnswers);
    }
  }

  /** One connection and where it leads. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile Optional<Loss> loss = Optional.empty();

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void copyQuestions() throws IOException {
      try (InputStream in = client.getInputStream();
          OutputStream out = server.getOutputStream()) {
        byte[] piece = new byte[1 << 16];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
          beginLossAt(new String(piece, 0, length, StandardCharsets.UTF_8));
          out.write(piece, 0, length);
        }
      } finally {
        end();
      }
    }

    private void beginLossAt(String question) {
      Loss next = nextLoss.get();
      if (next != null && question.contains(next.sql()) && nextLoss.compareAndSet(next, null)) {
        loss = Optional.of(next);
      }
    }

    void copyAnswers() throws IOException {
      try (InputStream in = server.getInputStream();
          OutputStream out = client.getOutputStream()) {
        byte[] piece = new byte[1 << 16];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
          if (loss.isEmpty()) {
            out.write(piece, 0, length);
          } else if (isReady(piece, length)) {
            break;
          }
        }
      } finally {
        end();
        loss.ifPresent(it -> it.done().complete(null));
      }
    }

    private static boolean isReady(byte[] piece, int length) {
      int begin = length - READY.length - 1;
      return begin >= 0 && Arrays.equals(piece, begin, length - 1, READY, 0, READY.length);
    }

    void end() {
      for (Socket socket : new Socket[] {client, server}) {
        try {
          socket.close();
        } catch (IOException e) {
          // It has ended.
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The connection has ended.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
