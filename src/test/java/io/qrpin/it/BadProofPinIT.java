package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static io.qrpin.it.GraphErrors.assertSilentAbout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed badges and PINs where a PIN is proven, and new PINs that are refused there. */
class BadProofPinIT extends BadProof {

  BadProofPinIT(Shop shop) {
    super(shop);
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(
      value = Door.class,
      names = {"SIGN_IN", "CHANGE"})
  void aScannedTextMayHave1024CharactersAndNotOneMore(Door door) {
    Claimant claimant = new Claimant(door);
    String badge = claimant.right.get("qrCode");

    for (String scanned :
        List.of("x".repeat(1_025), "\ud83d\ude00".repeat(513), badge + " ".repeat(1_000))) {
      Api.Answer answer = claimant.refused(() -> claimant.sendWith("qrCode", scanned));
      assertThat(assertError(answer, 400, "badRequest").getString("target")).isEqualTo("qrCode");
      assertSilentAbout(badge, answer);
    }
    for (String scanned :
        List.of("x".repeat(1_024), "\ud83d\ude00".repeat(512), "x" + " ".repeat(1_023))) {
      assertError(
          claimant.refused(() -> claimant.sendWith("qrCode", scanned)), 401, "invalidCredentials");
    }
    String padded = badge + " ".repeat(1_024 - badge.length());
    whileEnabled(() -> assertThat(claimant.sendWith("qrCode", padded).status()).isIn(200, 204));
  }

  static Stream<UnaryOperator<String>> waysToType() {
    return Stream.of(
        pin -> shifted(pin, '\u0660'),
        pin -> shifted(pin, '\uff10'),
        pin -> pin + " ",
        pin -> pin.substring(0, 4) + " " + pin.substring(4));
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void thePinMayBeTypedInDigitsOfAnyScriptAndWithBlanks(Door door) {
    whileEnabled(
        () ->
            waysToType()
                .forEach(
                    way -> {
                      Claimant claimant = new Claimant(door);
                      Api.Answer answer =
                          claimant.sendWith(door.proof(), way.apply(claimant.pin()));
                      assertThat(answer.status()).isIn(200, 204);
                    }));
  }

  @Test
  void theNewPinMayBeTypedInDigitsOfAnyScriptAndWithBlanks() {
    whileEnabled(
        () ->
            waysToType()
                .forEach(
                    way -> {
                      for (Door door : List.of(Door.UPDATE, Door.CHANGE)) {
                        Claimant claimant = new Claimant(door);
                        Api.Answer answer = claimant.sendWith("newPin", way.apply(GOOD));
                        assertThat(answer.status()).isEqualTo(204);
                        assertThat(shop.verifier.isPinOf(claimant.worker.id(), GOOD)).isTrue();
                      }
                    }));
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void aTextThatIsNobodysPinIsRefusedAsAWrongPinAndDoesNotCount(Door door) {
    whileEnabled(
        () -> {
          Claimant claimant = new Claimant(door);
          String pin = claimant.pin();
          for (String wrong : List.of("letters", pin + "x", pin.substring(1), "7".repeat(21))) {
            Api.Answer answer = claimant.sendWith(door.proof(), wrong);
            if (door == Door.UPDATE) {
              JsonObject error = assertError(answer, 400, "invalidPin");
              assertThat(error.getString("target")).isEqualTo("currentPin");
            } else {
              assertError(answer, 401, "invalidCredentials");
            }
            assertSilentAbout(pin, answer);
            assertThat(claimant.failures()).isEqualTo("0 0");
          }
          assertThat(claimant.send("{" + claimant.rightMembers() + "}").status()).isIn(200, 204);
        });
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void aPinOfSixtyThousandDigitsIsWrongAndDoesNotFailTheServer(Door door) {
    whileEnabled(
        () -> {
          Claimant claimant = new Claimant(door);

          Api.Answer answer = claimant.sendWith(door.proof(), "7".repeat(60_000));

          if (door == Door.UPDATE) {
            assertError(answer, 400, "invalidPin");
          } else {
            assertError(answer, 401, "invalidCredentials");
          }
          assertThat(claimant.failures()).isEqualTo("0 0");
        });
  }

  static Stream<Arguments> newPins() {
    return Stream.of(
        arguments("letters", "abcdefgh", "pinTooShort"),
        arguments("7 digits", "0959978", "pinTooShort"),
        arguments("7 digits and blanks", " 095 9978 ", "pinTooShort"),
        arguments("7 Arabic-Indic digits", shifted("0959978", '\u0660'), "pinTooShort"),
        arguments("21 digits", "095997863538768756745", "pinTooLong"),
        arguments("60,000 digits", "0959978635387687".repeat(3_750), "pinTooLong"),
        arguments("a sequence", "12345678", "pinTooWeak"),
        arguments("digits of the phone number", "30555082", "pinTooWeak"));
  }

  @ParameterizedTest(name = "{index} {0}: {2}")
  @MethodSource("newPins")
  void aNewPinThatIsRefusedCostsNoAttemptAndTheOldOneStays(
      String kind, String digits, String code) {
    whileEnabled(
        () -> {
          for (Door door : List.of(Door.UPDATE, Door.CHANGE)) {
            Claimant claimant = new Claimant(door);

            Api.Answer answer = claimant.sendWith("newPin", digits);

            assertThat(assertError(answer, 400, code).getString("target")).isEqualTo("newPin");
            assertSilentAbout(digits.substring(0, Math.min(21, digits.length())), answer);
            assertThat(claimant.failures()).isEqualTo("0 0");
            assertThat(shop.verifier.isPinOf(claimant.worker.id(), claimant.pin())).isTrue();
          }
        });
  }

  @ParameterizedTest(name = "{index} {0}: {2}")
  @MethodSource("newPins")
  void aNewPinIsNotJudgedBeforeTheOldOneIsProven(String kind, String digits, String code) {
    whileEnabled(
        () -> {
          for (Door door : List.of(Door.UPDATE, Door.CHANGE)) {
            Claimant claimant = new Claimant(door);
            String wrong = Ward.otherThan(claimant.pin());

            Api.Answer answer =
                claimant.send(
                    claimant
                        .with("newPin", Json.createValue(digits).toString())
                        .replace(
                            "\"currentPin\":\"" + claimant.pin(), "\"currentPin\":\"" + wrong));

            if (door == Door.UPDATE) {
              assertError(answer, 400, "invalidPin");
            } else {
              assertError(answer, 401, "invalidCredentials");
            }
            assertThat(claimant.failures()).isEqualTo("1 0");
          }
        });
  }

  /** The same digits of another script. */
  private static String shifted(String digits, char zero) {
    return digits
        .chars()
        .map(digit -> digit - '0' + zero)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
