package io.qrpin.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qrpin.desk.sheet.SheetDesign.Field;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetDesignTest {

  @TempDir private Path folder;

  @Test
  void aLineHasOneTo80Characters() {
    assertThatCode(() -> designWith("x", List.of())).doesNotThrowAnyException();
    assertThatCode(() -> designWith("x".repeat(80), List.of())).doesNotThrowAnyException();
    for (String line : List.of("", "  ", "x".repeat(81))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> designWith(line, List.of()))
          .withMessage("the line on a card has 1 to 80 characters");
    }
  }

  @Test
  void aLineNeedsAFontThatDrawsIt() throws IOException {
    String line = "Contoso " + FontFixtures.ONE;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> designWith(line, List.of()))
        .withMessage("the line on a card has a character that no font can draw");
    List<FontFile> fonts = List.of(FontFile.read(FontFixtures.write(folder)));
    assertThatCode(() -> designWith(line, fonts)).doesNotThrowAnyException();
  }

  private static SheetDesign designWith(String line, List<FontFile> fonts) {
    return new SheetDesign(
        Set.of(Field.values()),
        Optional.of(line),
        Optional.empty(),
        fonts,
        Locale.ENGLISH,
        ZoneId.of("UTC"));
  }

  @Test
  void aCharacterThatOnlyAFontOfTheDesignHasIsPrinted() throws IOException {
    FontFile font = FontFile.read(FontFixtures.write(folder));
    SheetDesign design = designWith("Contoso " + FontFixtures.ONE, List.of(font));
    byte[] pdf = SheetFixtures.printed(SheetFixtures.cards(1), SheetLayout.CARD, design);
    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.CARD, pdf)) {
      assertThat(sheet.textOf(0)).contains("Contoso " + FontFixtures.ONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void aLogoIsAPngOrJpegPictureOfAtMost2000PixelsASide(String format) throws IOException {
    Path file = LogoFixtures.write(folder, format, 2_000, 10);
    assertThat(Logo.read(file).picture().getWidth()).isEqualTo(2_000);

    Path wider = LogoFixtures.write(folder, format, 2_001, 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Logo.read(wider))
        .withMessage("the logo " + wider + " is larger than 2000 by 2000 pixels");

    Path higher = LogoFixtures.write(folder, format, 10, 2_001);
    assertThatIllegalArgumentException().isThrownBy(() -> Logo.read(higher));
  }

  @Test
  void aLogoIsOnEveryStandardCardAndOnceInTheDocument() throws IOException {
    SheetDesign design =
        new SheetDesign(
            Set.of(),
            Optional.empty(),
            Optional.of(Logo.read(LogoFixtures.write(folder, "png", 100, 50))),
            List.of(),
            Locale.ENGLISH,
            ZoneId.of("UTC"));
    byte[] pdf = SheetFixtures.printed(SheetFixtures.cards(2), SheetLayout.CARD, design);
    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.CARD, pdf)) {
      Set<Object> pictures = new HashSet<>();
      for (PDPage page : sheet.document().getPages()) {
        for (COSName name : page.getResources().getXObjectNames()) {
          pictures.add(page.getResources().getXObject(name).getCOSObject());
        }
      }
      assertThat(pictures).hasSize(1);
      for (int card = 0; card < 2; card++) {
        // 16 by 8 mm in the upper left corner
        BufferedImage piece = sheet.piece(card);
        assertThat(PrintedSheet.gray(piece, mm(5.5), mm(5.5))).isZero();
        assertThat(PrintedSheet.gray(piece, mm(20.5), mm(12.5))).isZero();
        assertThat(PrintedSheet.gray(piece, mm(21.5), mm(5.5))).isEqualTo(255);
        assertThat(PrintedSheet.gray(piece, mm(5.5), mm(13.5))).isEqualTo(255);
      }
    }
  }

  private static int mm(double mm) {
    return (int) (mm * PrintedSheet.DOTS_IN_A_MM);
  }

  @Test
  void anotherFileIsNoLogo() throws IOException {
    Path gif = LogoFixtures.write(folder, "gif", 10, 10);
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Path large = Files.write(folder.resolve("large.png"), new byte[Logo.MAX_BYTES + 1]);
    byte[] png = Files.readAllBytes(LogoFixtures.write(folder, "png", 100, 100));
    Path half = Files.write(folder.resolve("half.png"), Arrays.copyOf(png, 60));
    Path missing = folder.resolve("missing.png");

    assertThatLogoIsRefused(gif, "the logo %s is neither PNG nor JPEG");
    assertThatLogoIsRefused(text, "the logo %s is neither PNG nor JPEG");
    assertThatLogoIsRefused(large, "the logo %s has more than 1048576 bytes");
    assertThatLogoIsRefused(half, "the logo %s cannot be read");
    assertThatLogoIsRefused(missing, "the logo %s cannot be read");
  }

  private static void assertThatLogoIsRefused(Path file, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Logo.read(file))
        .withMessage(message.formatted(file));
  }

  @Test
  void aFontIsATrueTypeFile() throws IOException {
    byte[] ttf = Files.readAllBytes(FontFixtures.write(folder));
    Path text = Files.writeString(folder.resolve("text.ttf"), "no font");
    Path half = Files.write(folder.resolve("half.ttf"), Arrays.copyOf(ttf, 600));
    Path large = Files.write(folder.resolve("large.ttf"), new byte[FontFile.MAX_BYTES + 1]);
    Path missing = folder.resolve("missing.ttf");

    assertThatFontIsRefused(text, "the font %s is no TrueType font that may be embedded");
    assertThatFontIsRefused(half, "the font %s is no TrueType font that may be embedded");
    assertThatFontIsRefused(
        FontFixtures.writeBroken(folder), "the font %s is no TrueType font that may be embedded");
    assertThatFontIsRefused(large, "the font %s has more than 33554432 bytes");
    assertThatFontIsRefused(missing, "the font %s cannot be read");
  }

  /** Bits of {@code fsType}: no embedding, and no embedding of a part. */
  @ParameterizedTest
  @ValueSource(ints = {0x0002, 0x0100})
  void aFontThatMayNotBeEmbeddedIsRefused(int licence) throws IOException {
    assertThatFontIsRefused(
        FontFixtures.write(folder, FontFixtures.ONE, licence),
        "the font %s is no TrueType font that may be embedded");
  }

  private static void assertThatFontIsRefused(Path file, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FontFile.read(file))
        .withMessage(message.formatted(file));
  }
}
