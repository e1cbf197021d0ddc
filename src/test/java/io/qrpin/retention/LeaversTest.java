package io.qrpin.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.subscriber.DirectoryUnavailable;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaversTest {

  private static final SubscriberId ADA = new SubscriberId("ada");
  private static final SubscriberId BEN = new SubscriberId("ben");
  private static final SubscriberId CLEO = new SubscriberId("cleo");

  private final Logger logger = Logger.getLogger(Leavers.class.getName());
  private final List<SubscriberId> asked = new ArrayList<>();

  @BeforeEach
  void quiet() {
    logger.setLevel(Level.OFF);
  }

  @AfterEach
  void loud() {
    logger.setLevel(null);
  }

  /** A directory that knows some people and fails on others. */
  private Leavers leavers(Set<SubscriberId> known, Set<SubscriberId> failing) {
    return new Leavers(
        new UserDirectory() {
          @Override
          public Optional<Subscriber> findById(SubscriberId id) {
            asked.add(id);
            if (failing.contains(id)) {
              throw new DirectoryUnavailable("away");
            }
            return known.contains(id)
                ? Optional.of(Subscriber.named(id, id.value()))
                : Optional.empty();
          }

          @Override
          public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
            throw new UnsupportedOperationException();
          }
        });
  }

  private static Set<SubscriberId> inOrder(SubscriberId... people) {
    return new LinkedHashSet<>(List.of(people));
  }

  @Test
  void aPersonWithoutAMethodHasLeftAndIsNotLookedUp() {
    assertThat(leavers(Set.of(ADA), Set.of()).among(List.of(ADA), Set.of())).containsExactly(ADA);
    assertThat(asked).isEmpty();
  }

  @Test
  void ofPeopleWithAMethodThoseHaveLeftWhomTheDirectoryDoesNotKnow() {
    assertThat(leavers(Set.of(BEN), Set.of()).among(List.of(ADA, BEN, CLEO), inOrder(BEN, CLEO)))
        .containsExactlyInAnyOrder(ADA, CLEO);
    assertThat(asked).containsExactly(BEN, CLEO);
  }

  @Test
  void aDirectoryThatDoesNotAnswerMakesNobodyUnknownAndIsNotAskedAgain() {
    Leavers leavers = leavers(Set.of(), Set.of(BEN));

    assertThat(leavers.among(List.of(ADA, BEN, CLEO), inOrder(CLEO, BEN))).containsExactly(ADA);
    assertThat(leavers.among(List.of(CLEO), Set.of(CLEO))).isEmpty();
    assertThat(asked).containsExactly(CLEO, BEN);
  }
}
