package io.qrpin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretBytesTest {

  private static SecretBytes secret(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return SecretBytes.of(bytes, "sample");
  }

  @Test
  void theArrayIsTakenAndNotCopied() {
    byte[] taken = {1, 2};
    SecretBytes.of(taken, "sample").erase();
    assertThat(taken).containsOnly(0);
  }

  @Test
  void aCopyIsLentAndZeroed() {
    SecretBytes secret = secret(1, 2, 3);
    AtomicReference<byte[]> lent = new AtomicReference<>();
    byte[] seen =
        secret.expose(
            bytes -> {
              lent.set(bytes);
              return bytes.clone();
            });
    assertThat(seen).containsExactly(1, 2, 3);
    assertThat(lent.get()).hasSize(3).containsOnly(0);
    assertThat(secret.<byte[]>expose(byte[]::clone)).containsExactly(1, 2, 3);
  }

  @Test
  void theCopyIsZeroedWhenItsUseFails() {
    AtomicReference<byte[]> lent = new AtomicReference<>();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                secret(1, 2, 3)
                    .expose(
                        bytes -> {
                          lent.set(bytes);
                          throw new UnsupportedOperationException();
                        }));
    assertThat(lent.get()).hasSize(3).containsOnly(0);
  }

  @Test
  void aChangeOfTheCopyDoesNotReachTheSecret() {
    SecretBytes secret = secret(1);
    secret.expose(bytes -> bytes[0] = 9);
    assertThat(secret.<byte[]>expose(byte[]::clone)).containsExactly(1);
  }

  @Test
  void theSameBytesAreTheSameSecret() {
    assertThat(secret(1, 2).isSameAs(secret(1, 2))).isTrue();
    assertThat(secret(1, 2).isSameAs(secret(1, 3))).isFalse();
    assertThat(secret(1, 2).isSameAs(secret(1))).isFalse();
  }

  @Test
  void anErasedSecretIsOfNoUseAndKeepsItsLength() {
    SecretBytes erased = secret(1, 2);
    SecretBytes other = secret(1, 2);
    erased.erase();
    erased.erase();
    assertThat(erased.length()).isEqualTo(2);
    assertThatIllegalStateException()
        .isThrownBy(() -> erased.expose(bytes -> bytes.length))
        .withMessage("the sample was erased");
    assertThatIllegalStateException().isThrownBy(() -> erased.isSameAs(other));
    assertThatIllegalStateException().isThrownBy(() -> other.isSameAs(erased));
  }

  @Test
  void aSecretCannotSpeak() {
    assertThat(secret(1)).hasToString("SecretBytes[hidden]").isNotEqualTo(secret(1));
    assertThat(SecretBytes.class).isFinal();
    assertThat(Serializable.class.isAssignableFrom(SecretBytes.class)).isFalse();
  }
}
