package io.qrpin.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryIdTest {

  private static final String LOWER = "0a1b2c3d-ef00-4000-8000-00000000000f";
  private static final String UPPER = "0A1B2C3D-EF00-4000-8000-00000000000F";
  private static final String MIXED = "0a1B2c3D-eF00-4000-8000-00000000000F";

  @Test
  void anIdThatLooksLikeAGuidIsTheSameInAnyCase() {
    for (String one : List.of(LOWER, UPPER, MIXED)) {
      for (String other : List.of(LOWER, UPPER, MIXED)) {
        assertThat(DirectoryId.isSame(one, other)).isTrue();
        assertThat(new SubscriberId(one))
            .isEqualTo(new SubscriberId(other))
            .hasSameHashCodeAs(new SubscriberId(other));
      }
    }
  }

  @Test
  void anIdKeepsItsSpelling() {
    assertThat(new SubscriberId(MIXED).value()).isEqualTo(MIXED);
    assertThat(new SubscriberId(MIXED)).hasToString(MIXED);
  }

  @ParameterizedTest(name = "{index} {0} and {1}")
  @CsvSource({
    "worker, Worker",
    "0a1b2c3def0040008000000000000f, 0A1B2C3DEF0040008000000000000F",
    "{0a1b2c3d-ef00-4000-8000-00000000000f}, {0A1B2C3D-EF00-4000-8000-00000000000F}",
    "0a1b2c3d-ef00-4000-8000-00000000000g, 0A1B2C3D-EF00-4000-8000-00000000000G",
    "0a1b2c3d-ef00-4000-8000-00000000000f1, 0A1B2C3D-EF00-4000-8000-00000000000F1",
    "0a1b2c3de-f00-4000-8000-00000000000f, 0A1B2C3DE-F00-4000-8000-00000000000F",
    "0a1b2c3d-ef00-4000-8000-00000000000f, 0a1b2c3d-ef00-4000-8000-00000000000e"
  })
  void anyOtherIdIsComparedExactly(String one, String other) {
    assertThat(DirectoryId.isSame(one, other)).isFalse();
    assertThat(new SubscriberId(one)).isNotEqualTo(new SubscriberId(other));
    assertThat(DirectoryId.isSame(one, one)).isTrue();
  }

  @Test
  void aSubscriberIdIsNoText() {
    assertThat(new SubscriberId(LOWER).equals((Object) LOWER)).isFalse();
  }

  @Test
  void severalIdsAreComparedInOneForm() {
    assertThat(DirectoryId.comparable(Set.of(UPPER, "Nurses")))
        .containsExactlyInAnyOrder(LOWER, "Nurses");
  }

  @Test
  void theOwnSpellingOfAnIdComesBeforeTheOthers() {
    assertThat(new SubscriberId(MIXED).spellings()).containsExactly(MIXED, LOWER, UPPER);
    assertThat(new SubscriberId(UPPER).spellings()).containsExactly(UPPER, LOWER);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"Worker", "W", "worker@contoso.example"})
  void anyOtherIdHasOneSpelling(String id) {
    assertThat(new SubscriberId(id).spellings()).containsExactly(id);
  }
}
