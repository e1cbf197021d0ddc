package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;

import io.qrpin.InsideSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class QrSymbolTest {

  /** Largest contents in byte mode, ISO/IEC 18004 table 7. */
  @ParameterizedTest
  @CsvSource({
    "L, 17, 1",
    "M, 14, 1",
    "Q, 11, 1",
    "H, 7, 1",
    "L, 18, 2",
    "M, 15, 2",
    "Q, 12, 2",
    "H, 8, 2",
    "L, 2953, 40",
    "M, 2331, 40",
    "Q, 1663, 40",
    "H, 1273, 40"
  })
  void theVersionIsTheSmallestThatHoldsTheBytes(ErrorCorrection level, int bytes, int version) {
    QrSymbol symbol = BadgeFixtures.symbol("k".repeat(bytes), level);
    assertThat(symbol.version()).isEqualTo(version);
    assertThat(symbol.errorCorrection()).isEqualTo(level);
    assertThat(PrintedSymbol.inModules(symbol.svg()).widthModules())
        .isEqualTo(17 + 4 * version + 8);
  }

  @ParameterizedTest
  @CsvSource({"L, 2954", "M, 2332", "Q, 1664", "H, 1274"})
  void whatNoVersionHoldsIsNotDrawn(ErrorCorrection level, int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BadgeFixtures.symbol("k".repeat(bytes), level))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("kk"));
  }

  @ParameterizedTest
  @CsvSource({"L, 2, 20", "M, 2, 20", "Q, 3, 20", "H, 3, 20", "H, 3, 10", "M, 2, 51"})
  void aBadgesNumberIsDrawnInNumericMode(ErrorCorrection level, int version, int widthMm) {
    QrSymbol symbol =
        BadgeFixtures.badge()
            .expose(digits -> QrSymbol.draw(digits, new SymbolFormat(level, widthMm)));
    Element root = PrintedSymbol.documentOf(symbol.svg()).getDocumentElement();
    int widthModules = 17 + 4 * version + 8;
    double shownMm = Double.parseDouble(root.getAttribute("width").replace("mm", ""));

    assertThat(symbol.version()).isEqualTo(version);
    assertThat(shownMm).isEqualTo(Math.max(widthMm, widthModules / 2.0));
    assertThat(symbol.widthMm()).isEqualTo(shownMm);
    assertThat(symbol.widthModules()).isEqualTo(widthModules);
    assertThat(root.getAttribute("height")).isEqualTo(root.getAttribute("width"));
  }

  @Test
  void theRawContentIsTheBytesThatWereDrawn() {
    byte[] utf8 = "m\u00fcller \ud83d\ude00".getBytes(StandardCharsets.UTF_8);
    byte[] given = utf8.clone();
    QrSymbol symbol = QrSymbol.draw(given, SymbolFormat.STANDARD);
    given[0] = 0;
    symbol.rawContent()[0] = 0;
    symbol.svg()[0] = 0;
    assertThat(symbol.rawContent()).isEqualTo(utf8);
    assertThat(symbol.svg()).startsWith("<?xml".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void theDrawingIsAnSvgDocumentThatNamesNothingOutsideItself() {
    byte[] svg = BadgeFixtures.symbol("kim", ErrorCorrection.M).svg();
    Document document = PrintedSymbol.documentOf(svg);
    Element root = document.getDocumentElement();
    assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(root.getAttribute("version")).isEqualTo("1.1");
    assertThat(root.getAttribute("shape-rendering")).isEqualTo("crispEdges");
    assertThat(root.getAttribute("width")).isEqualTo("51.0mm");
    assertThat(root.getAttribute("height")).isEqualTo("51.0mm");
    assertThat(document.getXmlEncoding()).isEqualTo("UTF-8");
    var elements = document.getElementsByTagName("*");
    Set<String> attributes = new TreeSet<>();
    for (int i = 0; i < elements.getLength(); i++) {
      var named = elements.item(i).getAttributes();
      for (int j = 0; j < named.getLength(); j++) {
        attributes.add(named.item(j).getNodeName());
      }
    }
    assertThat(
            IntStream.range(0, elements.getLength()).mapToObj(i -> elements.item(i).getNodeName()))
        .containsExactly("svg", "rect", "path");
    assertThat(attributes)
        .containsExactly(
            "d", "fill", "height", "shape-rendering", "version", "viewBox", "width", "xmlns");
  }

  @ParameterizedTest
  @EnumSource(ErrorCorrection.class)
  void fourModulesOfWhiteSurroundTheSymbol(ErrorCorrection level) {
    PrintedSymbol printed = PrintedSymbol.inModules(BadgeFixtures.symbol("kim", level).svg());
    int width = printed.widthModules();
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < width; x++) {
        boolean quiet = Math.min(x, y) < 4 || Math.max(x, y) >= width - 4;
        assertThat(printed.isWhite(x, y) || !quiet && printed.isBlack(x, y)).isTrue();
      }
    }
    assertThat(printed.isBlack(4, 4)).isTrue();
    assertThat(printed.isBlack(width - 5, 4)).isTrue();
    assertThat(printed.isBlack(4, width - 5)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ErrorCorrection.class)
  void aPenDrawsTheModulesOfTheDocument(ErrorCorrection level) {
    QrSymbol symbol = BadgeFixtures.symbol("kim", level);
    PrintedSymbol printed = PrintedSymbol.inModules(symbol.svg());
    int width = symbol.widthModules();
    boolean[][] drawn = new boolean[width][width];

    symbol.drawWith((x, y, lengthModules) -> Arrays.fill(drawn[y], x, x + lengthModules, true));

    for (int y = 0; y < width; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(drawn[y][x]).isEqualTo(printed.isBlack(x, y));
      }
    }
  }

  @Test
  void aPenThatFailsStopsTheDrawing() {
    QrSymbol symbol = BadgeFixtures.symbol("kim", ErrorCorrection.M);
    AtomicInteger runs = new AtomicInteger();

    assertThatIOException()
        .isThrownBy(
            () ->
                symbol.drawWith(
                    (x, y, lengthModules) -> {
                      runs.incrementAndGet();
                      throw new IOException("no more paper");
                    }));
    assertThat(runs).hasValue(1);
  }

  @Test
  void anErasedSymbolGivesNothingOut() throws ReflectiveOperationException {
    QrSymbol symbol = BadgeFixtures.symbol("kim", ErrorCorrection.M);
    symbol.erase();
    assertThatIllegalStateException().isThrownBy(symbol::rawContent);
    assertThatIllegalStateException().isThrownBy(symbol::svg);
    assertThatIllegalStateException()
        .isThrownBy(() -> symbol.drawWith((x, y, lengthModules) -> fail("a run is drawn")));
    for (String name : List.of("rawContent", "modules")) {
      assertThat(InsideSecret.of(symbol, name)).isNotEmpty().containsOnly(0);
    }
  }
}
