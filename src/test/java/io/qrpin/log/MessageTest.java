package io.qrpin.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(QRPIN[^`]*)` `(\\w+)` \\| (.+?) \\| (.+?) \\| (.+?) \\|$");

  @Test
  void anIdIsFiveLettersFourDigitsAndTheLetterOfALevelSoThatLibertyFindsIt() {
    assertThat(Message.values()).allSatisfy(it -> assertThat(it.id()).matches("QRPIN\\d{4}[EWI]"));
  }

  @Test
  void eachMessageHasANumberOfItsOwnAndTheyRise() {
    assertThat(Stream.of(Message.values()).map(it -> it.id().substring(0, 9)))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void theLetterIsTheLevel() {
    assertThat(Message.START_REFUSED.level()).isEqualTo(Level.SEVERE);
    assertThat(Message.TOKENS_REFUSED.level()).isEqualTo(Level.WARNING);
    assertThat(Message.SCHEMA_VALIDATED.level()).isEqualTo(Level.INFO);
  }

  @Test
  void aLineBeginsWithItsIdAndHasTheValuesOfItsParameters() {
    assertThat(
            Message.START_REFUSED.with("cause", "costs $1 {section}").with("section", "A").line())
        .isEqualTo(
            "QRPIN0001E: qrpin does not start: costs $1 {section}; see \"A\" in qrpin's README");
    assertThat(Message.SCHEMA_VALIDATED.entry().line()).isEqualTo("QRPIN0005I: schema validated");
  }

  @Test
  void aParameterWithoutAValueIsSeenAndStopsNobody() {
    assertThat(Message.REFUSALS_UNWRITTEN.with("many", 1).line()).endsWith("lost: {lost}");
  }

  @Test
  void anEntryKeepsItsFailureWhenItGetsAValue() {
    Exception failure = new Exception("away");

    assertThat(Message.RETENTION_POSTPONED.because(failure).with("task", "PEOPLE").failure())
        .containsSame(failure);
  }

  @Test
  void anEventIsNamedAsInTheAuditTrail() {
    assertThat(Message.START_REFUSED.event()).isEqualTo("StartRefused");
    assertThat(Message.BADGE_WITHOUT_NAME.event()).isEqualTo("BadgeWithoutName");
  }

  @Test
  void theReadmeListsEachMessageWithCauseAndRemedy() throws IOException {
    List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("README.md"))).results().toList();

    assertThat(rows.stream().map(row -> List.of(row.group(1), row.group(2), row.group(3))))
        .containsExactlyElementsOf(
            Stream.of(Message.values())
                .map(it -> List.of(it.id(), it.event(), it.text()))
                .toList());
  }
}
