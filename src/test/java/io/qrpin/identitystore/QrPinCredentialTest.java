package io.qrpin.identitystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.badge.QrToken;
import io.qrpin.pin.Pin;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class QrPinCredentialTest {

  private static final String SECRET = "A".repeat(27);
  private static final String BADGE =
      "qrpin:v1|worker@contoso.example|0198c0de-0000-7000-8000-00000000abcd|" + SECRET;
  private static final String TYPED = "35387687";

  private final QrPinCredential credential = new QrPinCredential(BADGE, TYPED);

  @Test
  void itHoldsTheScannedBadgeAndTheTypedPin() {
    assertThat(text(credential.badge().orElseThrow().token())).isEqualTo(SECRET);
    assertThat(credential.pin().orElseThrow().isSameAs(Pin.of(TYPED).orElseThrow())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\r\n", "%s\t", "  %s "})
  void blanksAroundTheBadgeAreIgnored(String scanned) {
    assertThat(new QrPinCredential(scanned.formatted(BADGE), TYPED).badge()).isPresent();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"4006381333931", "qrpin:v1|"})
  void anotherTextIsNoBadge(String scanned) {
    assertThat(new QrPinCredential(scanned, TYPED).badge()).isEmpty();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"3538768x", "-35387687"})
  void aTextWithOtherCharactersThanDigitsIsNoPin(String typed) {
    assertThat(new QrPinCredential(BADGE, typed).pin()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" 35387687", "3538 7687\n", "\uff135387687"})
  void blanksInThePinAreIgnoredAndDigitsOfAnyScriptAreDigits(String typed) {
    Pin pin = new QrPinCredential(BADGE, typed).pin().orElseThrow();
    assertThat(pin.isSameAs(Pin.of("35387687").orElseThrow())).isTrue();
  }

  @Test
  void itsTextHidesBadgeAndPin() {
    assertThat(credential.toString())
        .isEqualTo("QrPinCredential[hidden]")
        .isEqualTo(new QrPinCredential("another badge", "4028617").toString());
    assertThat(credential).isNotInstanceOf(Serializable.class);
  }

  @Test
  void clearingItErasesBadgeAndPin() {
    QrToken token = credential.badge().orElseThrow().token();
    Pin pin = credential.pin().orElseThrow();
    assertThat(credential.isCleared()).isFalse();

    credential.clear();

    assertThat(credential.isCleared()).isTrue();
    assertThatThrownBy(() -> text(token)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pin.isSameAs(pin)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEmptyCredentialIsClearedToo() {
    QrPinCredential nothing = new QrPinCredential(null, null);

    nothing.clear();

    assertThat(nothing.isCleared()).isTrue();
  }

  private static String text(QrToken token) {
    return token.expose(ascii -> new String(ascii, StandardCharsets.US_ASCII));
  }
}
