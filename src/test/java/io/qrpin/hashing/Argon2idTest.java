package io.qrpin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both providers against outside oracles and against each other. */
class Argon2idTest {

  private static final HexFormat HEX = HexFormat.of();

  static Stream<Argon2id> providers() {
    return Stream.of(SodiumArgon2id.load(), new BouncyArgon2id(1));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /**
   * RFC 9106 §5.3 has four lanes, a key and associated data: only the generator below us takes
   * them.
   */
  @Test
  void bouncyCastleComputesTheVectorOfRfc9106() {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
            .withVersion(0x13)
            .withParallelism(4)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withSalt(filled(16, 2))
            .withSecret(filled(8, 3))
            .withAdditional(filled(12, 4))
            .withBlockPool(new BouncyArgon2id.Arena())
            .build());
    byte[] tag = new byte[32];
    generator.generateBytes(filled(32, 1), tag);
    assertThat(HEX.formatHex(tag))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  /**
   * Computed with the reference implementation's command line, Debian's package argon2 0~20171227:
   * {@code printf %s <secret> | argon2 <salt> -id -k <m> -t <t> -p 1 -l 32 -v 13 -r}.
   */
  static Stream<Arguments> referenceVectors() {
    return Stream.of(
            new String[] {
              "12345678",
              "somesaltsomesalt",
              "64",
              "1",
              "8647b26668505cec816b93e7ca4fa79109a5fd4709f43f11f52543f9f3f5d81f"
            },
            new String[] {
              "00000000",
              "0123456789abcdef",
              "64",
              "3",
              "74faa191ee29aa496eb4fe8ef5fecdd4b07592c3b71ea235367a889506ed71dd"
            },
            new String[] {
              "9999",
              "somesaltsomesalt",
              "1024",
              "2",
              "b043fe5d8ad9792683e4cae5eb1ea5c0474601623dfa5719d725d8ce8ac314f4"
            },
            new String[] {
              "12345678",
              "somesaltsomesalt",
              "7168",
              "5",
              "56d14b29351632281ced9f9d88330e325e923fad96659c8f582dad61f251c3cf"
            },
            new String[] {
              "4071",
              "qrpin-test-salt!",
              "7168",
              "5",
              "41a319aac0d6b0f944083572202c6be6597a288810d84f5ac354469ab9e8da2e"
            },
            new String[] {
              "password",
              "0123456789abcdef",
              "19456",
              "2",
              "d2ab07b39ef7f8b806227cd86fbb11aa5393066a98e17eacacd126eb26e9276d"
            })
        .flatMap(vector -> providers().map(provider -> Arguments.of(provider, vector)));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("referenceVectors")
  void everyProviderComputesTheReferenceVectors(Argon2id provider, String[] vector) {
    byte[] tag =
        provider.tag(
            PinFixtures.ascii(vector[0]),
            PinFixtures.ascii(vector[1]),
            new Argon2Parameters(Integer.parseInt(vector[2]), Integer.parseInt(vector[3])));
    assertThat(HEX.formatHex(tag)).isEqualTo(vector[4]);
  }

  @ParameterizedTest
  @CsvSource({"64, 1, 25", "65, 2, 10", "1000, 3, 5", "7168, 5, 2", "12288, 3, 1"})
  void theProvidersAgree(int memoryKib, int passes, int rounds) {
    Random random = new Random(20_251_003);
    Argon2id sodium = SodiumArgon2id.load();
    Argon2id bouncy = new BouncyArgon2id(1);
    Argon2Parameters parameters = new Argon2Parameters(memoryKib, passes);
    for (int i = 0; i < rounds; i++) {
      byte[] secret = new byte[1 + random.nextInt(20)];
      for (int d = 0; d < secret.length; d++) {
        secret[d] = (byte) ('0' + random.nextInt(10));
      }
      byte[] salt = new byte[16];
      random.nextBytes(salt);
      assertThat(bouncy.tag(secret, salt, parameters))
          .hasSize(32)
          .isEqualTo(sodium.tag(secret, salt, parameters));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void theArgumentsAreLeftAsTheyWere(Argon2id provider) {
    byte[] secret = PinFixtures.ascii("12345678");
    byte[] salt = PinFixtures.ascii("somesaltsomesalt");
    provider.tag(secret, salt, PinFixtures.CHEAP);
    assertThat(secret).isEqualTo(PinFixtures.ascii("12345678"));
    assertThat(salt).isEqualTo(PinFixtures.ascii("somesaltsomesalt"));
  }

  /** libsodium would read past the end of a short array. */
  @ParameterizedTest
  @MethodSource("providers")
  void aSaltOfAnotherLengthIsRefused(Argon2id provider) {
    for (int length : new int[] {0, 8, 15, 17}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.tag(new byte[8], new byte[length], PinFixtures.CHEAP))
          .withMessage("the salt must have 16 bytes");
    }
  }
}
