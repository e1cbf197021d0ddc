package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointKeyTest {

  @TempDir private static Path folder;

  private static KeyStore store(String arguments) {
    return CheckpointKeys.make(
        folder.resolve(arguments.replace(' ', '_') + ".p12"), arguments.split(" "));
  }

  @Test
  void aStoreWithoutTheAliasHasNoKey() throws Exception {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, CheckpointKeys.PASSWORD);

    assertThat(CheckpointKey.from(empty, CheckpointKeys.PASSWORD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-keyalg EC -groupname secp384r1", "-keyalg RSA -keysize 2048"})
  void aKeyOfAnotherKindIsRefusedByItsAlias(String arguments) {
    KeyStore store = store(arguments);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> CheckpointKeys.key(store))
        .withMessageContaining("audit-checkpoints")
        .withMessageContaining("P-256");
  }

  @Test
  void aKeyThatDoesNotOpenIsRefusedByItsAlias() {
    KeyStore store = store("-keyalg Ed25519");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> CheckpointKey.from(store, "another".toCharArray()))
        .withMessageContaining("audit-checkpoints");
  }

  @Test
  void aKeyWithTheCertificateOfAnotherIsRefused() throws Exception {
    KeyStore store = store("-keyalg EC -groupname secp256r1");
    KeyStore other = store("-keyalg EC -groupname secp256r1 -sigalg SHA384withECDSA");
    store.setKeyEntry(
        CheckpointKey.ALIAS,
        store.getKey(CheckpointKey.ALIAS, CheckpointKeys.PASSWORD),
        CheckpointKeys.PASSWORD,
        List.of(other.getCertificate(CheckpointKey.ALIAS))
            .toArray(java.security.cert.Certificate[]::new));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> CheckpointKeys.key(store))
        .withMessageContaining("do not belong together");
  }
}
