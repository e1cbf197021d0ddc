package io.qrpin.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientTest {

  private final AtomicInteger pauses = new AtomicInteger();

  private int insist(Stream<Integer> statuses) {
    Iterator<Integer> next = statuses.iterator();
    return Client.insist(next::next, pauses::incrementAndGet);
  }

  @Test
  void aRequestOfTheSetUpIsRepeatedWhileTheServerIsBusyOrTheConnectionBreaks() {
    assertThat(insist(Stream.of(503, Answers.NONE, 503, 201))).isEqualTo(201);
    assertThat(pauses).hasValue(3);
  }

  @Test
  void anyOtherStatusIsTakenAtOnce() {
    for (int status : new int[] {200, 201, 400, 401, 409, 500}) {
      assertThat(insist(Stream.of(status))).isEqualTo(status);
    }
    assertThat(pauses).hasValue(0);
  }

  @Test
  void aServerThatStaysBusyIsGivenUpAfterAHundredTries() {
    assertThat(insist(IntStream.range(0, Client.MOST_TRIES).mapToObj(i -> 503))).isEqualTo(503);
    assertThat(pauses).hasValue(Client.MOST_TRIES - 1);
  }

  @Test
  void aConnectionThatCannotBeOpenedIsAnAnswerThatNeverCame() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (Client client = new Client(closed)) {
      assertThat(client.answer(new Request("GET", "/", "", ""))).isEqualTo(Answers.NONE);
    }
  }
}
