package io.qrpin.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.desk.sheet.Lettering.Block;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetteringTest {

  private static final double WIDTH_MM = 41;

  private final PDDocument document = new PDDocument();
  private Lettering lettering;

  @BeforeEach
  void loadTheDefaultFont() throws IOException {
    lettering = new Lettering(document, List.of());
  }

  @AfterEach
  void close() throws IOException {
    document.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kim Nguy\u1ec5n",
        "\u0391\u03bb\u03ad\u03be\u03b1\u03bd\u03b4\u03c1\u03bf\u03c2",
        "\u041c\u0430\u0440\u0438\u044f",
        "\u0141ukasz O\u2019Brien-\u00c5s"
      })
  void aNameInLatinGreekOrCyrillicIsDrawn(String name) {
    assertThat(lettering.name(SheetFixtures.worker(name))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "Jose\u0301 Pe\u0301rez, Jos\u00e9 P\u00e9rez",
    "'  Ann\u0007\tLee\u00a0 ', Ann Lee",
    "Ann\ud800 Lee, Ann Lee",
    "\u202eAnn\u200b Lee\ufeff, Ann Lee",
  })
  void aNameIsDrawnWithoutWhatNoFontDraws(String name, String drawn) {
    assertThat(lettering.name(SheetFixtures.worker(name))).isEqualTo(drawn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0645\u062d\u0645\u062f",
        "\u05d3\u05d5\u05d3",
        "\u0930\u093e\u091c\u0947\u0936",
        "\u0e19\u0e49\u0e33",
        "\u1820\u1821",
        "\u674e\u5c0f\u9f99",
        "Kim \ud83d\ude00",
        "A\u0330nn",
        " \u0000 ",
        ""
      })
  void aNameThatCannotBeDrawnIsReplacedByTheUserName(String name) {
    assertThat(lettering.name(SheetFixtures.worker(name))).isEqualTo("kim@contoso.example");
  }

  @Test
  void aWorkerWithoutADisplayNameHasTheUserName() {
    Subscriber worker = Subscriber.named(new SubscriberId("7"), "kim@contoso.example");
    assertThat(lettering.name(worker)).isEqualTo("kim@contoso.example");
  }

  @ParameterizedTest
  @CsvSource({"worker 7, worker 7", "\u674e 7 \u5c0f b, 7 b", "\u674e, ''"})
  void aUserNameThatCannotBeDrawnIsReplacedByWhatCanBeDrawnOfTheId(String id, String drawn) {
    Subscriber worker =
        new Subscriber(
            new SubscriberId(id),
            "\u674e@contoso.example",
            Optional.of("\u674e"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of());
    assertThat(lettering.name(worker)).isEqualTo(drawn);
  }

  @Test
  void aFontOfTheDesignDrawsTheCharactersThatItHas(@TempDir Path folder) throws IOException {
    FontFile font = FontFile.read(FontFixtures.write(folder));
    Lettering more = new Lettering(document, List.of(font));

    assertThat(lettering.drawable("Kim " + FontFixtures.ONE)).isEmpty();
    assertThat(more.drawable("Kim " + FontFixtures.ONE)).contains("Kim " + FontFixtures.ONE);
    assertThat(more.drawable("Kim \u674e")).isEmpty();
    assertThat(more.widthMm(more.fit(FontFixtures.ONE, WIDTH_MM, 10, 8, 1)))
        .isEqualTo(lettering.widthMm(lettering.fit("A", WIDTH_MM, 10, 8, 1)));
  }

  /** Arabic, Hebrew, Devanagari, Thai and Mongolian. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0645", "\u05d3", "\u093e", "\u0e49", "\u1820"})
  void aScriptThatNeedsMoreThanGlyphsIsNotDrawnThoughAFontHasThem(
      String character, @TempDir Path folder) throws IOException {
    FontFile font = FontFile.read(FontFixtures.write(folder, character, 0));

    assertThat(new Lettering(document, List.of(font)).drawable("A" + character)).isEmpty();
  }

  @Test
  void aShortTextHasTheLargestSize() {
    assertThat(lettering.fit("Kim Lee", WIDTH_MM, 15, 8, 2))
        .isEqualTo(new Block(List.of("Kim Lee"), 15));
  }

  @Test
  void aLongerTextIsWrappedAtABlankOrAfterAHyphen() {
    assertThat(lettering.fit("Alexandra Papadopoulou", WIDTH_MM, 15, 8, 2))
        .isEqualTo(new Block(List.of("Alexandra", "Papadopoulou"), 15));
    assertThat(lettering.fit("Alexandra-Konstantina", WIDTH_MM, 15, 8, 2))
        .isEqualTo(new Block(List.of("Alexandra-", "Konstantina"), 15));
  }

  @Test
  void aTextIsDrawnSmallerBeforeAWordIsBroken() {
    Block block = lettering.fit("kim.nguyen@contoso.example", WIDTH_MM, 15, 8, 2);

    assertThat(block.lines()).containsExactly("kim.nguyen@contoso.example");
    assertThat(block.sizePt()).isBetween(8.0, 10.0);
    assertThat(lettering.widthMm(block)).isBetween(0.9 * WIDTH_MM, WIDTH_MM);
  }

  @Test
  void inTheSmallestSizeAWordIsBroken() {
    Block block = lettering.fit("x".repeat(40), WIDTH_MM, 15, 8, 2);

    assertThat(block.sizePt()).isEqualTo(8);
    assertThat(block.lines()).hasSize(2);
    assertThat(String.join("", block.lines())).isEqualTo("x".repeat(40));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theRestOfATextThatIsTooLongIsAnEllipsis(int maxLines) {
    String long400 = lettering.drawable("Hubert Wolfeschlegelstein ".repeat(16)).orElseThrow();

    Block block = lettering.fit(long400, WIDTH_MM, 15, 8, maxLines);

    assertThat(block.sizePt()).isEqualTo(8);
    assertThat(block.lines()).hasSize(maxLines);
    assertThat(block.lines().get(maxLines - 1)).endsWith("\u2026");
    assertThat(long400).startsWith(String.join(" ", block.lines()).replace("\u2026", ""));
    assertThat(block.lines())
        .allSatisfy(
            line ->
                assertThat(lettering.widthMm(new Block(List.of(line), 8)))
                    .isLessThanOrEqualTo(WIDTH_MM));
  }

  @Test
  void theLastLineIsFilledBeforeTheEllipsis() {
    Block block = lettering.fit("Al " + "x".repeat(80), WIDTH_MM, 15, 8, 1);

    assertThat(block.lines().get(0)).matches("Al x{20,}\u2026");
  }
}
