package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Installed;
import io.qrpin.pin.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ZBar reads printed badges. It guesses the encoding of a text, and often guesses wrong. */
class ZbarIT {

  private static final int DOTS_PER_INCH = 150;

  private final Path zbarimg = Installed.program("zbarimg", "zbar-tools");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "groß",
        "strauß",
        "Weiß",
        "ß",
        "łoś",
        "gęś",
        "Wieś",
        "ś",
        "jürgen@contoso.example",
        "kim@contoso.example"
      })
  void aBadgeOfTheFirstFormIsReadWhateverTheLastLetterOfTheName(String name) throws IOException {
    for (FirstForm badge : badges(name)) {
      Optional<BadgeText> read = BadgeText.parse(scanned(badge.symbol()));

      assertThat(read).as("read as a badge").isPresent();
      assertThat(read.get().codeId()).contains(badge.codeId());
      assertThat(read.get().token().matches(badge.token().digest())).as("the secret").isTrue();
    }
  }

  @Test
  void aNumberIsReadFromACardOf20Millimetres() throws IOException {
    for (int seed = 0; seed < 10; seed++) {
      BadgeText badge = BadgeText.of(QrToken.random(new SeededRandom(seed)));
      QrSymbol symbol = badge.expose(digits -> QrSymbol.draw(digits, SymbolFormat.STANDARD));

      assertThat(scanned(symbol).strip()).isEqualTo(BadgeFixtures.textOf(badge));
    }
  }

  /** Otherwise the test above would show nothing. */
  @Test
  void zbarTakesTheSeparatorForAPartOfSomeNames() throws IOException {
    int swallowed = 0;
    for (String name : List.of("groß", "strauß", "łoś", "gęś")) {
      for (FirstForm badge : badges(name)) {
        swallowed += scanned(badge.symbol()).contains("|" + badge.codeId()) ? 0 : 1;
      }
    }
    assertThat(swallowed).isPositive();
  }

  /** A badge of the first form. */
  private record FirstForm(UUID codeId, QrToken token, QrSymbol symbol) {}

  private static List<FirstForm> badges(String name) {
    SeededRandom random = new SeededRandom(name.hashCode());
    return IntStream.range(0, 3)
        .mapToObj(
            number -> {
              UUID codeId = new UUID(random.nextLong(), random.nextLong());
              QrToken token = QrToken.random(random);
              String text = BadgeFixtures.firstForm(name, codeId, token);
              return new FirstForm(codeId, token, BadgeFixtures.symbol(text, ErrorCorrection.M));
            })
        .toList();
  }

  private String scanned(QrSymbol symbol) throws IOException {
    Path png = Files.createTempFile(folder, "badge", ".png");
    ImageIO.write(PrintedSymbol.printed(symbol.svg(), DOTS_PER_INCH).image(), "png", png.toFile());
    return Installed.run(zbarimg.toString(), "--nodbus", "--quiet", "--raw", png.toString());
  }
}
