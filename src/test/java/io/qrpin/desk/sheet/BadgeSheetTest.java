package io.qrpin.desk.sheet;

import static io.qrpin.desk.sheet.PrintedSheet.DOTS_IN_A_MM;
import static io.qrpin.desk.sheet.PrintedSheet.gray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.offset;

import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.desk.sheet.SheetDesign.Field;
import io.qrpin.subscriber.Subscriber;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BadgeSheetTest {

  /** A number at H has version 3. */
  private static final int SYMBOL_MODULES = 29;

  private static final int DOTS_PER_MODULE = 8;

  private static final SheetDesign NOTHING_BUT_SYMBOLS =
      new SheetDesign(
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Locale.ENGLISH,
          ZoneId.of("UTC"));

  @ParameterizedTest
  @EnumSource
  void everySymbolOnAPageIsRead(SheetLayout layout) throws IOException {
    int pieces = layout.piecesPerPage();

    try (PrintedSheet sheet = printed(SheetFixtures.cards(pieces + 1), layout)) {
      assertThat(sheet.pages()).isEqualTo(2);
      for (int piece = 0; piece <= pieces; piece++) {
        assertThat(PrintedSheet.read(sheet.piece(piece)))
            .as("piece %d", piece)
            .contains(BadgeFixtures.textOf(SheetFixtures.badge(piece)));
      }
    }
  }

  private static PrintedSheet printed(List<Card> cards, SheetLayout layout) throws IOException {
    return PrintedSheet.of(layout, SheetFixtures.printed(cards, layout, SheetFixtures.PLAIN));
  }

  @ParameterizedTest
  @CsvSource({
    "CARDS_A4, 210, 297",
    "CARDS_LETTER, 215.9, 279.4",
    "CARD, 85.6, 53.98",
    "LABELS_A4, 210, 297",
    "LABELS_LETTER, 215.9, 279.4",
    "LABEL, 50.8, 50.8"
  })
  void aPageIsAsLargeAsThePaper(SheetLayout layout, float widthMm, float heightMm)
      throws IOException {
    try (PrintedSheet sheet = printed(SheetFixtures.cards(1), layout)) {
      var page = sheet.document().getPage(0).getMediaBox();
      assertThat(page.getWidth() * 25.4f / 72).isCloseTo(widthMm, offset(0.01f));
      assertThat(page.getHeight() * 25.4f / 72).isCloseTo(heightMm, offset(0.01f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aModuleIsEightWholeDotsOfALabelPrinter(SheetLayout layout) throws IOException {
    byte[] pdf = SheetFixtures.printed(SheetFixtures.cards(2), layout, NOTHING_BUT_SYMBOLS);
    try (PrintedSheet sheet = PrintedSheet.of(layout, pdf)) {
      BufferedImage piece = sheet.piece(0);
      Rectangle symbol = darkPart(piece);

      assertThat(symbol.getSize().width).isEqualTo(SYMBOL_MODULES * DOTS_PER_MODULE);
      assertThat(symbol.getSize().height).isEqualTo(SYMBOL_MODULES * DOTS_PER_MODULE);
      for (int y = symbol.y; y < symbol.y + symbol.height; y++) {
        for (int x = symbol.x; x < symbol.x + symbol.width; x++) {
          int moduleX = symbol.x + (x - symbol.x) / DOTS_PER_MODULE * DOTS_PER_MODULE;
          int moduleY = symbol.y + (y - symbol.y) / DOTS_PER_MODULE * DOTS_PER_MODULE;
          assertThat(gray(piece, x, y)).isIn(0, 255).isEqualTo(gray(piece, moduleX, moduleY));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 232", "38, 238"})
  void aSymbolIsAtLeastAsWideAsItsFormatAsks(int widthMm, int darkDots) throws IOException {
    List<Card> cards = List.of(cardWith(new SymbolFormat(ErrorCorrection.H, widthMm)));
    byte[] pdf = SheetFixtures.printed(cards, SheetLayout.LABEL, NOTHING_BUT_SYMBOLS);
    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.LABEL, pdf)) {
      assertThat(darkPart(sheet.piece(0)).width).isBetween(darkDots, darkDots + 1);
    }
  }

  private static Card cardWith(SymbolFormat format) {
    QrSymbol symbol = SheetFixtures.badge(0).expose(digits -> QrSymbol.draw(digits, format));
    return new Card(SheetFixtures.worker("Kim"), QrCodeKind.STANDARD, Optional.empty(), symbol);
  }

  @Test
  void aSymbolThatIsWiderThanItsPlaceIsRefusedAndNothingIsWritten() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BadgeSheet sheet = new BadgeSheet(SheetLayout.CARDS_A4, SheetFixtures.PLAIN);
    List<Card> cards =
        List.of(SheetFixtures.card(0), cardWith(new SymbolFormat(ErrorCorrection.H, 51)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sheet.write(cards, out))
        .withMessage("the symbol is at least 51.0 mm wide, and CARDS_A4 has room for 38.0 mm");
    assertThat(out.size()).isZero();
  }

  /** Every part is as large as it can be, and the badge is temporary or not. */
  @ParameterizedTest
  @EnumSource
  void theQuietZoneAndTheEdgesOfAPieceStayWhite(SheetLayout layout, @TempDir Path folder)
      throws IOException {
    SheetDesign full =
        new SheetDesign(
            Set.of(Field.values()),
            Optional.of("W".repeat(SheetDesign.MAX_LINE_CHARACTERS)),
            Optional.of(Logo.read(LogoFixtures.write(folder, "png", 300, 300))),
            List.of(),
            Locale.GERMANY,
            ZoneId.of("UTC"));
    Subscriber owner =
        SheetFixtures.worker(0, "W".repeat(20) + " " + "W".repeat(400), "W".repeat(400));
    List<Card> cards =
        Stream.of(QrCodeKind.values()).map(kind -> SheetFixtures.card(owner, kind)).toList();
    byte[] pdf = SheetFixtures.printed(cards, layout, full);
    byte[] bare = SheetFixtures.printed(SheetFixtures.cards(2), layout, NOTHING_BUT_SYMBOLS);
    try (PrintedSheet sheet = PrintedSheet.of(layout, pdf);
        PrintedSheet symbols = PrintedSheet.of(layout, bare)) {
      for (int i = 0; i < cards.size(); i++) {
        Rectangle symbol = darkPart(symbols.piece(i));
        PrintedSheet.assertIsWhiteAround(symbol, 4 * DOTS_PER_MODULE - 1, sheet.piece(i));
        PrintedSheet.assertEdgesAreWhite(sheet.piece(i));
      }
    }
  }

  /** The lines to cut along are not as dark. */
  private static Rectangle darkPart(BufferedImage piece) {
    Rectangle dark = new Rectangle(-1, -1);
    for (int y = 0; y < piece.getHeight(); y++) {
      for (int x = 0; x < piece.getWidth(); x++) {
        if (gray(piece, x, y) < 64) {
          dark.add(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return dark;
  }

  @Test
  void aSheetHasLinesToCutAlongWhereItsPiecesAre() throws IOException {
    try (PrintedSheet sheet = printed(SheetFixtures.cards(3), SheetLayout.CARDS_A4)) {
      BufferedImage page = sheet.page(0);
      int middle = (int) (105 * DOTS_IN_A_MM);
      int belowTwoRows = (int) ((SheetLayout.CARDS_A4.topMm(2)) * DOTS_IN_A_MM);

      assertThat(darkest(page, new Rectangle(middle - 2, belowTwoRows - 40, 4, 1))).isLessThan(230);
      assertThat(darkest(page, new Rectangle(middle - 40, belowTwoRows - 2, 1, 4))).isLessThan(230);
      assertThat(darkest(page, new Rectangle(0, belowTwoRows + 30, page.getWidth(), 100)))
          .isEqualTo(255);
    }
  }

  private static int darkest(BufferedImage page, Rectangle part) {
    int darkest = 255;
    for (int y = part.y; y < part.y + part.height; y++) {
      for (int x = part.x; x < part.x + part.width; x++) {
        darkest = Math.min(darkest, gray(page, x, y));
      }
    }
    return darkest;
  }

  @ParameterizedTest
  @EnumSource(names = {"CARD", "LABEL"})
  void aPieceNamesTheWorkerAndTheExpiry(SheetLayout layout) throws IOException {
    Card card = SheetFixtures.card(SheetFixtures.worker(7, "Kim Lee", "kim@contoso.example"));

    assertThat(textOf(card, layout, SheetFixtures.PLAIN))
        .containsSubsequence(
            "Kim Lee", "kim@contoso.example", "No. 400007", "Valid until 1 Mar 2027")
        .doesNotContain("TEMPORARY", "13:30");
  }

  @ParameterizedTest
  @EnumSource(names = {"CARD", "LABEL"})
  void aTemporaryBadgeSaysSoAndNamesTheTime(SheetLayout layout) throws IOException {
    Card temporary = SheetFixtures.card(SheetFixtures.worker("Kim Lee"), QrCodeKind.TEMPORARY);

    assertThat(textOf(temporary, layout, SheetFixtures.PLAIN))
        .contains("TEMPORARY", "1 Mar 2027, 13:30");
    assertThat(textOf(temporary, layout, NOTHING_BUT_SYMBOLS)).isEqualTo("TEMPORARY");
  }

  @Test
  void theTextBelowTheMarkOfATemporaryCardIsBlack() throws IOException {
    Card card = SheetFixtures.card(SheetFixtures.worker("Kim Lee"), QrCodeKind.TEMPORARY);
    byte[] pdf = SheetFixtures.printed(List.of(card), SheetLayout.CARD, SheetFixtures.PLAIN);
    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.CARD, pdf)) {
      int belowTheMark = (int) (14 * DOTS_IN_A_MM);
      int leftOfTheSymbol = (int) (46 * DOTS_IN_A_MM);
      Rectangle names = new Rectangle(0, belowTheMark, leftOfTheSymbol, belowTheMark);
      assertThat(darkest(sheet.piece(0), names)).isLessThan(32);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFieldThatTheDesignLeavesOutIsNotPrinted(Field field) throws IOException {
    List<String> parts = List.of("Kim Lee", "kim@contoso.example", "No. 400000", "1 Mar 2027");
    Set<Field> others =
        Set.copyOf(Stream.of(Field.values()).filter(other -> other != field).toList());
    SheetDesign design =
        new SheetDesign(
            others, Optional.empty(), Optional.empty(), List.of(), Locale.UK, ZoneId.of("UTC"));

    String text = textOf(SheetFixtures.card(SheetFixtures.worker("Kim Lee")), design);

    for (Field each : Field.values()) {
      assertThat(text.contains(parts.get(each.ordinal()))).isEqualTo(each != field);
    }
  }

  @Test
  void aUserNameThatReplacesANameIsPrintedOnce() throws IOException {
    Card card = SheetFixtures.card(SheetFixtures.worker("\u0645\u062d\u0645\u062f"));

    assertThat(textOf(card, SheetFixtures.PLAIN)).containsOnlyOnce("kim@contoso.example");
  }

  /** A badge that expires at midnight is not valid on the new day. */
  @ParameterizedTest
  @CsvSource({
    "2027-03-01T00:00:00Z, UTC, 28 Feb 2027",
    "2027-03-01T00:00:01Z, UTC, 1 Mar 2027",
    "2027-02-28T23:30:00Z, Europe/Berlin, 1 Mar 2027"
  })
  void theExpiryIsTheLastDayInTheZone(Instant expiry, String zone, String date) throws IOException {
    Card card =
        new Card(
            SheetFixtures.worker("Kim"),
            QrCodeKind.STANDARD,
            Optional.of(expiry),
            SheetFixtures.symbol(0));

    assertThat(textOf(card, SheetDesign.plain(Locale.UK, ZoneId.of(zone)))).contains(date);
  }

  @ParameterizedTest
  @CsvSource({
    "de-DE, de, Ausweise, G\u00fcltig bis 01.03.2027",
    "fr-FR, fr, Badges, Valable jusqu\u2019au 1 ",
    "es-ES, es, Tarjetas, V\u00e1lida hasta 1 ",
    "pl-PL, pl, Identyfikatory, Wa\u017cny do 1 ",
    "en-GB, en, Badges, Valid until 1 Mar 2027",
    "ja-JP, en, Badges, Valid until 2027/03/01",
    "hi-IN, en, Badges, Valid until 2027-03-01"
  })
  void theLocaleDecidesAboutWordsAndDates(
      String locale, String language, String title, String expiry) throws IOException {
    SheetDesign design = SheetDesign.plain(Locale.forLanguageTag(locale), ZoneId.of("UTC"));
    Card card = SheetFixtures.card(SheetFixtures.worker("Kim"));
    byte[] pdf = SheetFixtures.printed(List.of(card), SheetLayout.CARD, design);
    try (PrintedSheet sheet = PrintedSheet.of(SheetLayout.CARD, pdf)) {
      assertThat(sheet.document().getDocumentCatalog().getLanguage()).isEqualTo(language);
      assertThat(sheet.document().getDocumentInformation().getTitle()).isEqualTo(title);
      assertThat(new PDFTextStripper().getText(sheet.document())).contains(expiry);
    }
  }

  private static String textOf(Card card, SheetDesign design) throws IOException {
    return textOf(card, SheetLayout.CARD, design);
  }

  private static String textOf(Card card, SheetLayout layout, SheetDesign design)
      throws IOException {
    byte[] pdf = SheetFixtures.printed(List.of(card), layout, design);
    try (PrintedSheet sheet = PrintedSheet.of(layout, pdf)) {
      return new PDFTextStripper().getText(sheet.document()).strip();
    }
  }

  @Test
  void aPrinterChangesNoSizeAndLeavesTheBackBlank() throws IOException {
    try (PrintedSheet sheet = printed(SheetFixtures.cards(1), SheetLayout.CARDS_A4)) {
      var preferences = sheet.document().getDocumentCatalog().getViewerPreferences();
      assertThat(preferences.getPrintScaling()).isEqualTo("None");
      assertThat(preferences.getDuplex()).isEqualTo("Simplex");
      assertThat(preferences.displayDocTitle()).isTrue();
    }
  }

  @Test
  void theMetadataIsTheTitleAlone() throws IOException {
    try (PrintedSheet sheet = printed(SheetFixtures.cards(1), SheetLayout.CARDS_A4)) {
      PDDocument document = sheet.document();
      assertThat(document.getDocumentInformation().getMetadataKeys()).containsExactly("Title");
      assertThat(document.getDocumentCatalog().getMetadata()).isNull();
    }
  }

  @Test
  void symbolsAreVectorsAndFontsAreEmbedded() throws IOException {
    try (PrintedSheet sheet = printed(SheetFixtures.cards(1), SheetLayout.CARDS_A4)) {
      PDResources resources = sheet.document().getPage(0).getResources();
      assertThat(resources.getXObjectNames()).isEmpty();
      for (COSName font : resources.getFontNames()) {
        assertThat(resources.getFont(font).isEmbedded()).isTrue();
        assertThat(resources.getFont(font).getName()).matches("[A-Z]{6}\\+LiberationSans");
      }
    }
  }

  @Test
  void aSheetWithoutCardsIsRefused() {
    BadgeSheet sheet = new BadgeSheet(SheetLayout.LABEL, SheetFixtures.PLAIN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sheet.write(List.of(), out))
        .withMessage("a sheet has at least one card");
    assertThat(out.size()).isZero();
  }

  @Test
  void anErasedSymbolIsNotPrinted() {
    Card card = SheetFixtures.card(0);
    card.symbol().erase();
    BadgeSheet sheet = new BadgeSheet(SheetLayout.LABEL, SheetFixtures.PLAIN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatIllegalStateException().isThrownBy(() -> sheet.write(List.of(card), out));
    assertThat(out.size()).isZero();
  }

  /** When PDFBox has a file for a document, it is there until the document is written. */
  @Test
  void aDocumentIsInMemoryOnlyAndTheStreamStaysOpen() throws IOException {
    Set<Path> before = filesOfPdfBox();
    Set<Path> meanwhile = new HashSet<>();
    boolean[] closed = {false};
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            meanwhile.addAll(filesOfPdfBox());
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };

    new BadgeSheet(SheetLayout.CARD, SheetFixtures.PLAIN).write(SheetFixtures.cards(2), out);

    assertThat(meanwhile).isEqualTo(before);
    assertThat(closed).containsExactly(false);
  }

  private static Set<Path> filesOfPdfBox() {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return Set.copyOf(
          files.filter(file -> file.getFileName().toString().startsWith("PDFBox")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
