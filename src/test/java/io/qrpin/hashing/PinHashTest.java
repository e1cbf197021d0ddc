package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinHashTest {

  /** Put together outside Java; {@link PinHasherTest} opens it. */
  static final String STORED =
      "$argon2id-a256gcm$v=19$m=7168,t=5,p=1,keyid=2025-10$cXJwaW4tdGVzdC1zYWx0IQ"
          + "$ZGVmZ2hpamtsbW5vCbjHzLk/5md6amqa+kkBGxu4LoKbtLwoZIXq0kJLf2YjXfsyP+vVgkpDUa3G8lRZ";

  private static final String START =
      "$argon2id-a256gcm-2$v=19$m=7168,t=5,p=1,keyid=2025-10$cXJwaW4tdGVzdC1zYWx0IQ"
          + "$ZGVmZ2hpamtsbW5vCbjHzLk/5md6amqa+kkBGxu4LoKbtLwoZIXq0kJLf2";

  /** The same PIN in today's format, put together outside Java; {@link PinTermsTest} opens it. */
  static final String OWN = START + "ax3RAExs/UBbb86WwwbHhd";

  /** It must be changed, and expires at 2026-03-02T12:00:00.123456Z. */
  static final String TEMPORARY = START + "a0wOb6q7R/BbMpNbXU7yf1";

  /** In the history. */
  static final String REMEMBERED = START + "bX8x6ZSk/AYj8xA+EYwzsK";

  private static void refused(String stored, String because) {
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> PinHash.parse(stored))
        .withMessage("the stored PIN hash " + because);
  }

  @Test
  void itHasItsParametersAndItsKey() {
    PinHash hash = PinHash.parse(STORED);
    assertThat(hash.keyId()).isEqualTo("2025-10");
    assertThat(hash.parameters()).isEqualTo(Argon2Parameters.OWASP);
    assertThat(hash.salt()).isEqualTo(PinFixtures.ascii("qrpin-test-salt!"));
    assertThat(hash.sealed()).hasSize(60).startsWith(100, 101, 102);
  }

  @Test
  void whatWasReadIsWrittenTheSame() {
    assertThat(PinHash.parse(STORED).encoded()).isEqualTo(STORED);
    assertThat(PinHash.parse(OWN).encoded()).isEqualTo(OWN);
  }

  @Test
  void theFunctionSaysWhetherTheSealCoversTheTerms() {
    assertThat(PinHash.parse(STORED).coversTerms()).isFalse();
    assertThat(PinHash.parse(OWN).coversTerms()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m=64,t=1,p=1,keyid=a",
        "m=262144,t=64,p=1,keyid=a",
        "m=100,t=10,p=1,keyid=0",
        "m=7168,t=5,p=1,keyid=.-az09",
        "m=7168,t=5,p=1,keyid=kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
      })
  void everyParameterWithinBoundsIsReadAndWrittenTheSame(String parameters) {
    String stored = STORED.replace("m=7168,t=5,p=1,keyid=2025-10", parameters);
    assertThat(PinHash.parse(stored).encoded()).isEqualTo(stored);
  }

  @Test
  void nothingIsNotAHash() {
    refused(null, "is missing");
    refused("", "does not have its five parts");
  }

  @Test
  void fiveHundredAndTwelveCharactersAreTheMost() {
    refused("$".repeat(512), "does not have its five parts");
    refused("$".repeat(513), "is longer than 512 characters");
    refused(STORED + "A".repeat(1_000_000), "is longer than 512 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "$argon2id-a256gcm|argon2id-a256gcm|does not have its five parts",
        "$argon2id-a256gcm|x$argon2id-a256gcm|does not have its five parts",
        "$argon2id-a256gcm| $argon2id-a256gcm|does not have its five parts",
        "$argon2id-a256gcm|$$argon2id-a256gcm|does not have its five parts",
        "$v=19||does not have its five parts",
        "$argon2id-a256gcm|$argon2id|names another function",
        "$argon2id-a256gcm|$argon2id-a256gcm-1|names another function",
        "$argon2id-a256gcm|$argon2id-a256gcm-3|names another function",
        "$argon2id-a256gcm|$argon2id-a256gcm-|names another function",
        "$argon2id-a256gcm|$ARGON2ID-A256GCM|names another function",
        "$argon2id-a256gcm|$argon2i-a256gcm|names another function",
        "$argon2id-a256gcm|$|names another function",
        "v=19|v=16|names another version of Argon2",
        "v=19|v=019|names another version of Argon2",
        "v=19|v=19 |names another version of Argon2",
        "v=19|19|names another version of Argon2",
        "v=19|v=19,keyid=a|names another version of Argon2",
        "m=7168|m=07168|has malformed parameters",
        "m=7168|m=+7168|has malformed parameters",
        "m=7168|m=-7168|has malformed parameters",
        "m=7168|m=|has malformed parameters",
        "m=7168|m= 7168|has malformed parameters",
        "m=7168|m=0|has malformed parameters",
        "m=7168|m=7168k|has malformed parameters",
        "m=7168|m=99999999|has malformed parameters",
        "m=7168|m=99999999999999999999|has malformed parameters",
        "m=7168|M=7168|has malformed parameters",
        "m=7168|m=\u0667\u0661\u0666\u0668|has malformed parameters",
        "m=7168,t=5|t=5,m=7168|has malformed parameters",
        "m=7168,t=5|m=7168,m=7168,t=5|has malformed parameters",
        "t=5|t=05|has malformed parameters",
        "t=5|t=0|has malformed parameters",
        "t=5|t=1000|has malformed parameters",
        "t=5,|t=5;|has malformed parameters",
        "p=1|p=2|has malformed parameters",
        "p=1|p=01|has malformed parameters",
        ",p=1||has malformed parameters",
        ",keyid=2025-10||has malformed parameters",
        ",keyid=2025-10|,keyid=a,data=a|has malformed parameters",
        ",keyid=2025-10|,keyid=a,|has malformed parameters",
        ",keyid=2025-10|,keyid=|has a malformed key id",
        ",keyid=2025-10|,keyid=K|has a malformed key id",
        ",keyid=2025-10|,keyid=a_b|has a malformed key id",
        ",keyid=2025-10|,keyid=a b|has a malformed key id",
        ",keyid=2025-10|,keyid=\u00e4|has a malformed key id",
        "2025-10|kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk|has a malformed key id",
        "m=7168|m=63|has parameters out of bounds",
        "m=7168|m=262145|has parameters out of bounds",
        "m=7168|m=9999999|has parameters out of bounds",
        "t=5|t=65|has parameters out of bounds",
        "t=5|t=999|has parameters out of bounds",
        "zdC1zYWx0IQ|zdC1zYWx0IR|has a malformed salt", // stray last bits
        "zdC1zYWx0IQ|zdC1zYWx0IQ==|has a malformed salt",
        "zdC1zYWx0IQ|zdC1zYWx0I|has a malformed salt",
        "zdC1zYWx0IQ|zdC1zYWx0IQA|has a malformed salt",
        "zdC1zYWx0IQ|zdC1zYWx0IQAA|has a malformed salt",
        "zdC1zYWx0IQ|zdC1zYWx0|has a malformed salt",
        "zdC1zYWx0IQ|zdC1zYWx0_Q|has a malformed salt", // Base64url
        "zdC1zYWx0IQ|zdC1zYWx0 Q|has a malformed salt",
        "cXJwaW4tdGVzdC1zYWx0IQ||has a malformed salt",
        "DUa3G8lRZ|DUa3G8lR|has a malformed sealed tag",
        "DUa3G8lRZ|DUa3G8l|has a malformed sealed tag",
        "DUa3G8lRZ|DUa3G8lRZA|has a malformed sealed tag",
        "DUa3G8lRZ|DUa3G8lRZAAA|has a malformed sealed tag",
        "DUa3G8lRZ|DUa3G8lR=|has a malformed sealed tag",
        "DUa3G8lRZ|DUa3G8lRZ |has a malformed sealed tag",
        "DUa3G8lRZ|DUa3G8lR-|has a malformed sealed tag",
        "DUa3G8lRZ|DUa3G8lRZ$|does not have its five parts"
      })
  void whateverDiffersIsRefusedAndTheMessageNamesThePart(
      String part, String replacement, String because) {
    assertThat(STORED).containsOnlyOnce(part);
    refused(STORED.replace(part, replacement == null ? "" : replacement), because);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", " ", "\u0000", "="})
  void nothingMayFollow(String rest) {
    refused(STORED + rest, "has a malformed sealed tag");
  }

  /**
   * Seeded damage: one character replaced anywhere. Accepted or not, never two texts for one hash.
   */
  @Test
  void noTwoTextsAreTheSameHash() {
    String alphabet = "$=,.-+/ Aa0mtpv19\u0661";
    for (int i = 0; i < STORED.length(); i++) {
      for (int c = 0; c < alphabet.length(); c++) {
        String damaged = STORED.substring(0, i) + alphabet.charAt(c) + STORED.substring(i + 1);
        String written;
        try {
          written = PinHash.parse(damaged).encoded();
        } catch (UnreadablePinHash e) {
          continue;
        }
        assertThat(written).isEqualTo(damaged);
      }
    }
  }
}
