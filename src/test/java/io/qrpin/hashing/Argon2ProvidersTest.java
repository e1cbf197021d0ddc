package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qrpin.hashing.Argon2Providers.Choice;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2ProvidersTest {

  private static final Supplier<Argon2id> BOUNCY = () -> new BouncyArgon2id(1);
  private static final Supplier<Argon2id> DOES_NOT_LOAD =
      () -> {
        throw new HashingUnavailable("libsodium does not load: a\n  b");
      };
  private static final Supplier<Argon2id> MISCOMPUTES =
      () ->
          new Argon2id() {
            @Override
            public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
              return new byte[32];
            }

            @Override
            public String name() {
              return "junk";
            }
          };

  @Test
  void theFastestIsLibsodiumWhereItLoads() {
    Choice choice = Argon2Providers.choose(Argon2Providers.AUTO, 1);
    assertThat(choice.argon2id().name()).isEqualTo(Argon2Providers.LIBSODIUM);
    assertThat(choice.libsodiumRefusal()).isEmpty();
  }

  @Test
  void whereLibsodiumDoesNotLoadItIsBouncyCastleAndOneLineSaysWhy() {
    Choice choice = Argon2Providers.choose("auto", DOES_NOT_LOAD, BOUNCY);
    assertThat(choice.argon2id().name()).isEqualTo(Argon2Providers.BOUNCY_CASTLE);
    assertThat(choice.libsodiumRefusal()).contains("libsodium does not load: a b");
  }

  @Test
  void aProviderMayAlsoFailToLink() {
    Choice choice =
        Argon2Providers.choose(
            "auto",
            () -> {
              throw new NoClassDefFoundError("com/sun/jna/Native");
            },
            BOUNCY);
    assertThat(choice.libsodiumRefusal()).contains("com/sun/jna/Native");
  }

  @Test
  void aLibsodiumThatMiscomputesIsPassedOver() {
    Choice choice = Argon2Providers.choose("auto", MISCOMPUTES, BOUNCY);
    assertThat(choice.argon2id().name()).isEqualTo(Argon2Providers.BOUNCY_CASTLE);
    assertThat(choice.libsodiumRefusal()).contains("junk miscomputes Argon2id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libsodium", "bouncycastle"})
  void aProviderCanBeDemandedByName(String name) {
    Choice choice = Argon2Providers.choose(name, 1);
    assertThat(choice.argon2id().name()).isEqualTo(name);
    assertThat(choice.libsodiumRefusal()).isEmpty();
  }

  @Test
  void aDemandedLibsodiumThatDoesNotLoadIsNotReplaced() {
    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> Argon2Providers.choose("libsodium", DOES_NOT_LOAD, BOUNCY))
        .withMessageStartingWith("libsodium does not load");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libsodium", "bouncycastle"})
  void aDemandedProviderThatMiscomputesIsRefused(String name) {
    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> Argon2Providers.choose(name, MISCOMPUTES, MISCOMPUTES))
        .withMessage("junk miscomputes Argon2id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AUTO", "sodium", "argon2-jvm"})
  void anUnknownNameIsRefusedWithTheKnownOnes(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Argon2Providers.choose(name, 1))
        .withMessage("the Argon2 provider must be one of: auto, libsodium, bouncycastle");
  }

  @Test
  void fewerThanOnePermitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Argon2Providers.choose("bouncycastle", 0));
  }
}
