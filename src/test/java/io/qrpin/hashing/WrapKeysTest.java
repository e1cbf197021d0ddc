package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrapKeysTest {

  private static final char[] PASSWORD = "not a secret".toCharArray();

  private static KeyStore keyStore(Map<String, SecretKey> entries) throws Exception {
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    keyStore.load(null, null);
    for (Map.Entry<String, SecretKey> entry : entries.entrySet()) {
      keyStore.setKeyEntry(entry.getKey(), entry.getValue(), PASSWORD, null);
    }
    return keyStore;
  }

  @Test
  void oneOfTheKeysIsActive() {
    WrapKeys keys = WrapKeys.of("b", Map.of("a", PinFixtures.key(1), "b", PinFixtures.key(2)));
    assertThat(keys.activeKeyId()).isEqualTo("b");
    assertThat(keys.activeKey()).isEqualTo(PinFixtures.key(2));
    assertThat(keys.key("a")).contains(PinFixtures.key(1));
    assertThat(keys.key("c")).isEmpty();
  }

  @Test
  void laterChangesToTheGivenMapDoNotReachTheKeys() {
    Map<String, SecretKey> given = new LinkedHashMap<>(Map.of("a", PinFixtures.key(1)));
    WrapKeys keys = WrapKeys.of("a", given);
    given.clear();
    assertThat(keys.activeKey()).isEqualTo(PinFixtures.key(1));
  }

  @Test
  void aKeyIdIsTheAliasInLowerCase() {
    WrapKeys keys = WrapKeys.of("QR-2025.I", Map.of("qr-2025.I", PinFixtures.key(1)));
    assertThat(keys.activeKeyId()).isEqualTo("qr-2025.i");
    assertThat(keys.key("qr-2025.i")).isPresent();
  }

  @Test
  void twoAliasesThatDifferInCaseAloneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WrapKeys.of("a", Map.of("a", PinFixtures.key(1), "A", PinFixtures.key(2))))
        .withMessage("there are two wrap keys \"a\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a b", "a_b", "a$b", "a,b", "a=b", "k\u00e4", "a\n"})
  void anIdThatHasNoPlaceInAPhcStringIsRefusedByName(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.of(id, Map.of(id, PinFixtures.key(1))))
        .withMessageStartingWith("the wrap key's id \"" + id + "\" must be");
  }

  @Test
  void anIdHasSixtyFourCharactersAtMost() {
    String longest = "k".repeat(64);
    assertThat(WrapKeys.of(longest, Map.of(longest, PinFixtures.key(1))).activeKeyId())
        .isEqualTo(longest);
    String tooLong = "k".repeat(65);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.of(tooLong, Map.of(tooLong, PinFixtures.key(1))));
  }

  @Test
  void anActiveKeyThatIsNotThereIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.of("B", Map.of("a", PinFixtures.key(1))))
        .withMessage("the active wrap key \"b\" is not among the key store's AES keys");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 31, 33})
  void aKeyOfAnotherLengthIsRefusedByName(int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.of("a", Map.of("a", new SecretKeySpec(new byte[bytes], "AES"))))
        .withMessage("the wrap key \"a\" is not AES of 256 bits");
  }

  @Test
  void aKeyOfAnotherAlgorithmIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WrapKeys.of("a", Map.of("a", new SecretKeySpec(new byte[32], "HmacSHA256"))))
        .withMessage("the wrap key \"a\" is not AES of 256 bits");
  }

  @Test
  void aKeyThatStaysInItsTokenIsTakenAtItsWord() {
    WrapKeys keys =
        WrapKeys.of(
            "a", Map.of("a", new PinFixtures.TokenKey(), "guess-tags", PinFixtures.guessTagKey(1)));
    assertThat(keys.activeKey()).isInstanceOf(PinFixtures.TokenKey.class);
  }

  @Test
  void anActiveKeyThatStaysInItsTokenNeedsAKeyOfGuessTags() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.of("a", Map.of("a", new PinFixtures.TokenKey())))
        .withMessage(
            "the key \"guess-tags\" is missing: the active wrap key does not show its bytes,"
                + " so the key of guess tags cannot be derived from it");
  }

  @Test
  void anotherKeyMayStayInItsTokenWithoutAKeyOfGuessTags() {
    WrapKeys keys =
        WrapKeys.of("a", Map.of("a", PinFixtures.key(1), "b", new PinFixtures.TokenKey()));
    assertThat(keys.guessTagKey().getAlgorithm()).isEqualTo("HmacSHA256");
  }

  @Test
  void aKeyOfGuessTagsThatCannotBeUsedIsRefusedWhenTheKeysAreRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WrapKeys.of(
                    "a", Map.of("a", PinFixtures.key(1), "guess-tags", new PinFixtures.TokenKey())))
        .withMessage("the key \"guess-tags\" cannot be used with HMAC-SHA-256")
        .withCauseInstanceOf(HashingUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"guess-tags", "GUESS-TAGS"})
  void theKeyOfGuessTagsIsNoWrapKeyWhateverItsAlgorithm(String alias) {
    WrapKeys keys = WrapKeys.of("a", Map.of("a", PinFixtures.key(1), alias, PinFixtures.key(2)));
    assertThat(keys.guessTagKey()).isEqualTo(PinFixtures.key(2));
    assertThat(keys.key("guess-tags")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.of(alias, Map.of(alias, PinFixtures.key(2))));
  }

  @Test
  void twoKeysOfGuessTagsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WrapKeys.of(
                    "a",
                    Map.of(
                        "a", PinFixtures.key(1),
                        "guess-tags", PinFixtures.guessTagKey(1),
                        "Guess-Tags", PinFixtures.guessTagKey(2))))
        .withMessage("there are two keys \"guess-tags\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES", "HmacSHA256"})
  void aKeyStoreGivesItsKeyOfGuessTags(String algorithm) throws Exception {
    byte[] bytes = new byte[32];
    bytes[0] = 7;
    KeyStore keyStore =
        keyStore(
            Map.of("a", PinFixtures.key(1), "guess-tags", new SecretKeySpec(bytes, algorithm)));
    WrapKeys keys = WrapKeys.from(keyStore, PASSWORD, "a");
    assertThat(keys.guessTagKey().getEncoded()).isEqualTo(bytes);
    assertThat(keys.key("guess-tags")).isEmpty();
  }

  @Test
  void theBytesThatWereCountedAreZeroed() {
    byte[] shown = new byte[32];
    shown[5] = 1;
    SecretKey key =
        new SecretKey() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getAlgorithm() {
            return "AES";
          }

          @Override
          public String getFormat() {
            return "RAW";
          }

          @Override
          public byte[] getEncoded() {
            return shown;
          }
        };
    WrapKeys.of("a", Map.of("a", key));
    assertThat(shown).containsOnly(0);
  }

  @Test
  void aKeyStoreGivesAllItsAesKeys() throws Exception {
    KeyStore keyStore =
        keyStore(
            Map.of(
                "QR-2024", PinFixtures.key(1),
                "QR-2025", PinFixtures.key(2),
                "tags_hmac", new SecretKeySpec(new byte[32], "HmacSHA256")));
    WrapKeys keys = WrapKeys.from(keyStore, PASSWORD, "QR-2025");
    assertThat(keys.activeKeyId()).isEqualTo("qr-2025");
    assertThat(keys.activeKey().getEncoded()).isEqualTo(PinFixtures.key(2).getEncoded());
    assertThat(keys.key("qr-2024").orElseThrow().getEncoded())
        .isEqualTo(PinFixtures.key(1).getEncoded());
    assertThat(keys.key("tags_hmac")).isEmpty();
  }

  @Test
  void anActiveKeyThatIsNotInTheKeyStoreIsRefusedByName() throws Exception {
    KeyStore keyStore = keyStore(Map.of("a", PinFixtures.key(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.from(keyStore, PASSWORD, "b"))
        .withMessage("the active wrap key \"b\" is not among the key store's AES keys");
  }

  @Test
  void aShortAesKeyInTheKeyStoreIsRefusedByName() throws Exception {
    KeyStore keyStore =
        keyStore(Map.of("a", PinFixtures.key(1), "short", new SecretKeySpec(new byte[16], "AES")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.from(keyStore, PASSWORD, "a"))
        .withMessage("the wrap key \"short\" is not AES of 256 bits");
  }

  @Test
  void aWrongPasswordIsReportedWithTheAliasAndNotWithThePassword() throws Exception {
    KeyStore keyStore = keyStore(Map.of("a", PinFixtures.key(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.from(keyStore, "mistyped".toCharArray(), "a"))
        .withMessage("the key \"a\" cannot be read; is its password right?")
        .withCauseInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aKeyStoreThatWasNotLoadedIsRefused() throws Exception {
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrapKeys.from(keyStore, PASSWORD, "a"))
        .withMessage("the key store was not loaded");
  }
}
