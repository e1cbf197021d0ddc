package io.qrpin.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.qrpin.badge.BadgeText;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParallelAttemptsTest {

  private static final String CODE = "0199a000-0000-7000-8000-00000000000b";

  private final ParallelAttempts parallel = new ParallelAttempts(2);

  private static Claim badge(String name, String token) {
    return new Claim.ByBadge(BadgeText.parse("qrpin:v1|" + name + "|" + CODE + "|" + token));
  }

  private static Claim kims() {
    return badge("kim", "Qx4".repeat(9));
  }

  private static Claim owner(String id) {
    return new Claim.ByOwner(Subscriber.named(new SubscriberId(id), id + "@example.test"));
  }

  private void assertTurnedAway(Claim claim) {
    assertThat(parallel.enter(claim)).isEmpty();
  }

  private ParallelAttempts.Place enter(Claim claim) {
    return parallel.enter(claim).orElseThrow();
  }

  @Test
  void oneMoreThanAllowedIsTurnedAwayUntilOneEnds() {
    ParallelAttempts.Place one = enter(kims());
    enter(kims());
    assertTurnedAway(kims());
    assertTurnedAway(kims());
    one.close();
    enter(kims());
    assertTurnedAway(kims());
  }

  @Test
  void otherBadgesAndOwnersAreCountedByThemselves() {
    for (int i = 0; i < 2; i++) {
      enter(kims());
      enter(owner("kim"));
    }
    assertTurnedAway(kims());
    assertTurnedAway(owner("kim"));
    enter(badge("kim", "Zy8".repeat(9)));
    enter(owner("lee"));
    assertThat(parallel.size()).isEqualTo(4);
  }

  @Test
  void aBadgeIsTheSameWhateverNameItCarries() {
    enter(kims());
    enter(kims());
    assertTurnedAway(badge("lee", "Qx4".repeat(9)));
  }

  @Test
  void aTextThatIsNoBadgeIsNotCounted() {
    Claim none = new Claim.ByBadge(Optional.empty());
    for (int i = 0; i < 9; i++) {
      enter(none);
    }
    assertThat(parallel.size()).isZero();
    enter(none).close();
  }

  @Test
  void nothingIsKeptOfAttemptsThatHaveEnded() {
    ParallelAttempts.Place one = enter(kims());
    ParallelAttempts.Place other = enter(kims());
    assertTurnedAway(kims());
    one.close();
    assertThat(parallel.size()).isEqualTo(1);
    other.close();
    assertThat(parallel.size()).isZero();
  }

  @Test
  void oneToTenThousandMayBeAllowed() {
    assertThatNoException().isThrownBy(() -> new ParallelAttempts(1));
    assertThatNoException().isThrownBy(() -> new ParallelAttempts(10_000));
    for (int wrong : new int[] {Integer.MIN_VALUE, 0, 10_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ParallelAttempts(wrong))
          .withMessage("atOnce must be 1 to 10000");
    }
  }
}
