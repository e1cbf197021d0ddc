package io.qrpin.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.badge.BadgeFixtures;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ManyCardsTest {

  private static final int CARDS = 1_000;

  @Test
  void everySymbolOfAThousandCardsIsRead() throws IOException {
    byte[] pdf =
        SheetFixtures.printed(
            SheetFixtures.cards(CARDS), SheetLayout.CARDS_A4, SheetFixtures.PLAIN);
    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.CARDS_A4, pdf)) {
      assertThat(sheet.pages()).isEqualTo(100);
      for (int card = 0; card < CARDS; card++) {
        assertThat(PrintedSheet.read(sheet.piece(card)))
            .as("card %d", card)
            .contains(BadgeFixtures.textOf(SheetFixtures.badge(card)));
      }
    }
  }
}
