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
  void aBadgeIsReadWhateverTheLastLetterOfTheName(String name) throws IOException {
    for (BadgeText badge : badges(name)) {
      Optional<BadgeText> read = BadgeText.parse(scanned(badge));

      assertThat(read).as("read as a badge").isPresent();
      assertThat(read.get().qrCodeId()).isEqualTo(badge.qrCodeId());
      assertThat(read.get().token().matches(badge.token().digest())).as("the secret").isTrue();
    }
  }

  /** Otherwise the test above would show nothing. */
  @Test
  void zbarTakesTheSeparatorForAPartOfSomeNames() throws IOException {
    int swallowed = 0;
    for (String name : List.of("groß", "strauß", "łoś", "gęś")) {
      for (BadgeText badge : badges(name)) {
        swallowed += scanned(badge).contains("|" + badge.qrCodeId()) ? 0 : 1;
      }
    }
    assertThat(swallowed).isPositive();
  }

  private static List<BadgeText> badges(String name) {
    SeededRandom random = new SeededRandom(name.hashCode());
    return IntStream.range(0, 3)
        .mapToObj(
            number ->
                BadgeText.of(
                    name, new UUID(random.nextLong(), random.nextLong()), QrToken.random(random)))
        .toList();
  }

  private String scanned(BadgeText badge) throws IOException {
    byte[] svg = badge.expose(utf8 -> QrSymbol.draw(utf8, ErrorCorrection.M).svg());
    Path png = Files.createTempFile(folder, "badge", ".png");
    ImageIO.write(PrintedSymbol.printed(svg, DOTS_PER_INCH).image(), "png", png.toFile());
    return Installed.run(zbarimg.toString(), "--nodbus", "--quiet", "--raw", png.toString());
  }
}
