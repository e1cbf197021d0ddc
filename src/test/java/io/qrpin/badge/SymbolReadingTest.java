package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import io.qrpin.pin.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An independent reader reads what was drawn, from the SVG document as it would be printed: two
 * inches wide at 150 dots an inch.
 */
@Tag("slow")
class SymbolReadingTest {

  private static final int BADGES = 1_000;
  private static final int DOTS_PER_INCH = 150;
  private static final Map<DecodeHintType, Object> HARD = Map.of(DecodeHintType.TRY_HARDER, true);

  private static final List<String> ALPHABETS =
      List.of(
          "abcdefghijklmnopqrstuvwxyz0123456789.-_@'+",
          "0123456789",
          "\u00e4\u00f6\u00fc\u00df\u00e9\u00e8\u00e7\u00f1\u00f8\u0142@.a|b c",
          "\u0430\u0431\u0432\u0433\u0434\u0435\u0436\u0437\u0438\u043a\u043b\u043c\u043d@.",
          "\u5c71\u7530\u592a\u90ce\u738b\u5c0f\u660e\uae40\ubbfc\uc218\u30a2@.",
          "\ud83d\ude00\ud83d\ude80\ud83e\udd84\ud83c\udf55\ud83d\udc69\u200d\ud83d\udd27@");

  /** 300 dots carry three a module, quiet zone included. The longest badge fits at M. */
  private static final int DENSEST_VERSION = 18;

  /** Lengths from 5 to 113, every alphabet at every level. */
  private static QrSymbol symbol(int number) {
    SeededRandom random = new SeededRandom(number);
    int length = 5 + number * 108 / (BADGES - 1);
    int[] alphabet = ALPHABETS.get(number % ALPHABETS.size()).codePoints().toArray();
    String name =
        random
            .ints(length, 0, alphabet.length)
            .map(i -> alphabet[i])
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    UUID codeId = new UUID(random.nextLong(), random.nextLong());
    String badge = BadgeFixtures.firstForm(name, codeId, QrToken.random(random));
    int level = number / ALPHABETS.size() % ErrorCorrection.values().length;
    QrSymbol symbol = drawn(badge, level);
    while (symbol.version() > DENSEST_VERSION) {
      level--;
      symbol = drawn(badge, level);
    }
    return symbol;
  }

  private static QrSymbol drawn(String badge, int level) {
    return BadgeFixtures.symbol(badge, ErrorCorrection.values()[level]);
  }

  private static BinaryBitmap bitmap(PrintedSymbol printed) {
    return new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(printed.image())));
  }

  private static Result firstLook(PrintedSymbol printed) throws ReaderException {
    return new QRCodeReader().decode(bitmap(printed), HARD);
  }

  /** ZXing's reader for several symbols, which tries more than one set of three corners. */
  private static Result secondLook(PrintedSymbol printed) throws ReaderException {
    return Arrays.stream(new QRCodeMultiReader().decodeMultiple(bitmap(printed), HARD))
        .findFirst()
        .orElseThrow(NotFoundException::getNotFoundInstance);
  }

  /** A mark in a report that no secret is in. */
  private static String flaw(int number, QrSymbol symbol, String what) {
    return "badge %d, version %d, level %s: %s"
        .formatted(number, symbol.version(), symbol.errorCorrection(), what);
  }

  private static List<String> flaws(int number, QrSymbol symbol, PrintedSymbol printed) {
    try {
      return flaws(number, symbol, printed, firstLook(printed));
    } catch (ReaderException first) {
      try {
        return flaws(number, symbol, printed, secondLook(printed));
      } catch (ReaderException second) {
        return List.of(flaw(number, symbol, "not read"));
      }
    }
  }

  private static List<String> flaws(
      int number, QrSymbol symbol, PrintedSymbol printed, Result result) {
    Map<ResultMetadataType, Object> metadata = result.getResultMetadata();
    List<String> flaws = new ArrayList<>();
    if (!(metadata.get(ResultMetadataType.BYTE_SEGMENTS) instanceof List<?> segments
        && segments.size() == 1
        && segments.get(0) instanceof byte[] bytes
        && Arrays.equals(bytes, symbol.rawContent()))) {
      flaws.add(flaw(number, symbol, "other bytes"));
    }
    String level = symbol.errorCorrection().name();
    if (!level.equals(metadata.get(ResultMetadataType.ERROR_CORRECTION_LEVEL))) {
      flaws.add(flaw(number, symbol, "another level"));
    }
    if (printed.widthModules() != 17 + 4 * symbol.version() + 8) {
      flaws.add(flaw(number, symbol, "another version"));
    }
    return flaws;
  }

  private static PrintedSymbol printed(QrSymbol symbol) {
    return PrintedSymbol.printed(symbol.svg(), DOTS_PER_INCH);
  }

  private static boolean isReadAtFirstLook(QrSymbol symbol) {
    try {
      return firstLook(printed(symbol)) != null;
    } catch (ReaderException e) {
      return false;
    }
  }

  /** As a label printer of the usual 203 dots an inch prints it, 20 mm wide. */
  @Test
  void aThousandPrintedNumbersAreRead() throws ReaderException {
    for (int number = 0; number < BADGES; number++) {
      BadgeText badge = BadgeText.of(QrToken.random(new SeededRandom(number)));
      ErrorCorrection level = ErrorCorrection.values()[number % 4];
      byte[] svg = badge.expose(digits -> QrSymbol.draw(digits, new SymbolFormat(level, 20)).svg());
      assertThat(firstLook(PrintedSymbol.printed(svg, 203)).getText())
          .isEqualTo(BadgeFixtures.textOf(badge));
    }
  }

  @Test
  void aThousandPrintedBadgesAreReadToTheByte() {
    List<String> flaws = new ArrayList<>();
    for (int number = 0; number < BADGES; number++) {
      QrSymbol symbol = symbol(number);
      flaws.addAll(flaws(number, symbol, printed(symbol)));
    }
    assertThat(flaws).isEmpty();
  }

  /** Were masks chosen by the standard's penalties alone, thirty would fail. */
  @Test
  void hardlyABadgeNeedsASecondLook() {
    assertThat(
            IntStream.range(0, BADGES).filter(number -> !isReadAtFirstLook(symbol(number))).count())
        .isLessThanOrEqualTo(3);
  }

  @Test
  void aHundredBadgesAreReadThoughATenthIsCovered() {
    List<Integer> chosen =
        IntStream.range(0, BADGES)
            .filter(number -> symbol(number).errorCorrection().compareTo(ErrorCorrection.Q) >= 0)
            .boxed()
            .toList();
    List<String> flaws = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = chosen.get(i * (chosen.size() - 1) / 99);
      QrSymbol symbol = symbol(number);
      flaws.addAll(flaws(number, symbol, printed(symbol).blotted(0.1, new Random(number))));
    }
    assertThat(flaws).isEmpty();
  }
}
