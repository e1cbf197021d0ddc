package io.qrpin.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.Validity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IssuedQrCodeTest {

  @Test
  void itIsShownUntilItIsClosedAndThenOnlyItsDetailsAre() {
    QrSymbol symbol = BadgeFixtures.symbol("kim", ErrorCorrection.M);
    QrCodeDetails details =
        new QrCodeDetails(
            new UUID(1, 2),
            QrCodeKind.STANDARD,
            Instant.EPOCH,
            new Validity(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
            Optional.empty());

    try (IssuedQrCode issued = new IssuedQrCode(details, symbol)) {
      assertThat(issued.symbol()).isSameAs(symbol);
      assertThat(issued.symbol().svg()).isNotEmpty();
      assertThat(issued.details()).isSameAs(details);
    }

    assertThatIllegalStateException().isThrownBy(symbol::svg);
  }
}
