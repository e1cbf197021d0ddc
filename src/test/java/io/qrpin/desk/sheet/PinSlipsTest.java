package io.qrpin.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.pin.Pin;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PinSlipsTest {

  @ParameterizedTest
  @CsvSource({
    "35387687, 3538 7687",
    "359597861, 359 597 861",
    "0959978612, 0959 978 612",
    "09599786123, 0959 9786 123",
    "35387687095997861234, 3538 7687 0959 9786 1234"
  })
  void aSlipShowsNameUserNameAndTheDigitsInGroups(String pin, String groups) throws IOException {
    assertThat(textOf(List.of(SheetFixtures.slip(pin)), SheetLayout.CARD))
        .containsSubsequence(
            "Kim Nguy\u1ec5n",
            "kim@contoso.example",
            groups,
            "This PIN is temporary. Change it at your first sign-in.");
  }

  @Test
  void theSlipsLieInTheirOrderWhereTheBadgesLie() throws IOException {
    List<PinSlip> slips = SheetFixtures.slips(12);
    try (PrintedSheet sheet =
        PrintedSheet.of(SheetLayout.CARDS_A4, SheetFixtures.printed(slips, SheetLayout.CARDS_A4))) {
      for (int i = 0; i < slips.size(); i++) {
        assertThat(sheet.textOf(i)).contains("worker%d@".formatted(i), "7000 00%02d".formatted(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSlipHasNoSymbolAndWhiteEdges(SheetLayout layout) throws IOException {
    String wide = "W".repeat(20) + " " + "W".repeat(400);
    PinSlip slip =
        new PinSlip(
            SheetFixtures.worker(0, wide, wide), Pin.of("35387687095997861234").orElseThrow());
    byte[] pdf = SheetFixtures.printed(List.of(slip), layout);
    try (PrintedSheet sheet = PrintedSheet.of(layout, pdf)) {
      BufferedImage piece = sheet.piece(0);
      assertThat(PrintedSheet.read(piece)).isEmpty();
      PrintedSheet.assertEdgesAreWhite(piece);
    }
  }

  @Test
  void theDocumentNamesNobodyInItsMetadata() throws IOException {
    byte[] pdf = SheetFixtures.printed(List.of(SheetFixtures.slip("35387687")), SheetLayout.CARD);
    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.CARD, pdf)) {
      assertThat(sheet.document().getDocumentInformation().getTitle()).isEqualTo("PINs");
      assertThat(sheet.document().getDocumentInformation().getMetadataKeys())
          .containsExactly("Title");
    }
  }

  @Test
  void noSlipsAndAnErasedPinAreRefusedAndNothingIsWritten() {
    PinSlips sheet = new PinSlips(SheetLayout.CARDS_A4, SheetFixtures.PLAIN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PinSlip erased = SheetFixtures.slip("35387687");
    erased.pin().erase();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sheet.write(List.of(), out))
        .withMessage("a sheet has at least one slip");
    assertThatIllegalStateException()
        .isThrownBy(() -> sheet.write(List.of(SheetFixtures.slip("09599786"), erased), out));
    assertThat(out.size()).isZero();
  }

  private static String textOf(List<PinSlip> slips, SheetLayout layout) throws IOException {
    try (PrintedSheet sheet = PrintedSheet.of(layout, SheetFixtures.printed(slips, layout))) {
      return new PDFTextStripper().getText(sheet.document());
    }
  }
}
