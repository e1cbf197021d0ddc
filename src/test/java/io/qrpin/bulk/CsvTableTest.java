package io.qrpin.bulk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.bulk.BulkLine.Asked;
import io.qrpin.bulk.BulkLine.Malformed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

  private static List<BulkLine> lines(String csv) {
    return BulkList.ofCsv(csv.getBytes(UTF_8)).lines();
  }

  private static BulkLine only(String csv) {
    assertThat(lines(csv)).hasSize(1);
    return lines(csv).get(0);
  }

  private static Asked asked(int number, String id, String user, BulkMode mode) {
    return new Asked(number, id, user, mode, Optional.empty(), Optional.empty());
  }

  @Test
  void eachLineIsAWorker() {
    assertThat(lines("id,user,mode\na,kim@contoso.example,enrol\nb,lee@contoso.example,resetPin\n"))
        .containsExactly(
            asked(2, "a", "kim@contoso.example", BulkMode.ENROL),
            asked(3, "b", "lee@contoso.example", BulkMode.RESET_PIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", ",", "\t"})
  void theHeaderShowsTheSeparator(String separator) {
    String csv = "id,user,mode\n1,kim,replaceBadge\n".replace(",", separator);
    assertThat(only(csv)).isEqualTo(asked(2, "1", "kim", BulkMode.REPLACE_BADGE));
  }

  @Test
  void anotherSeparatorInAFieldIsPartOfTheField() {
    assertThat(only("id;user;mode\na,b;kim,lee;enrol"))
        .isEqualTo(asked(2, "a,b", "kim,lee", BulkMode.ENROL));
  }

  @Test
  void leadingZerosStay() {
    assertThat(only("id,user,mode\n007,00012,enrol"))
        .isEqualTo(asked(2, "007", "00012", BulkMode.ENROL));
  }

  @Test
  void columnsStandInAnyOrderAndTheirNamesInAnyCase() {
    assertThat(only(" MODE ;Expiredatetime; ID;User;startDateTime\nenrol;;1;kim;"))
        .isEqualTo(asked(2, "1", "kim", BulkMode.ENROL));
  }

  @Test
  void datesAreReadWithAnyOffsetOrNone() {
    assertThat(
            only(
                "id,user,mode,startDateTime,expireDateTime\n"
                    + "1,kim,temporaryBadge,2026-12-01T08:00:00+02:00,2026-12-01T12:00:00"))
        .isEqualTo(
            new Asked(
                2,
                "1",
                "kim",
                BulkMode.TEMPORARY_BADGE,
                Optional.of(Instant.parse("2026-12-01T06:00:00Z")),
                Optional.of(Instant.parse("2026-12-01T12:00:00Z"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffid,user,mode\n1,kim,enrol",
        "id,user,mode\r\n1,kim,enrol\r\n",
        "id,user,mode\n\"1\",\"kim\",\"enrol\"",
        "id,user,mode\n 1 , kim\t, enrol ",
        "id,user,mode\n1,kim,enrol\n\n,,\n",
        "id,user,mode\n1,kim,enrol,,",
      })
  void spreadsheetsMayWriteItInTheirWays(String csv) {
    assertThat(only(csv)).isEqualTo(asked(2, "1", "kim", BulkMode.ENROL));
  }

  @Test
  void aQuotedFieldHasSeparatorsQuotesAndLinesAndTheNextLineIsNumberedAsInTheText() {
    assertThat(lines("id,user,mode\n\"a,\"\"b\"\"\",kim,enrol\n2,\"x\ny\",enrol\n3,kim,enrol"))
        .containsExactly(
            asked(2, "a,\"b\"", "kim", BulkMode.ENROL),
            new Malformed(
                3,
                Optional.of("2"),
                Optional.of("user"),
                "The part user must have 1 to 320 characters, none of them for control."),
            asked(5, "3", "kim", BulkMode.ENROL));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "id,user,mode~1,kim,Enrol         | mode          | must be one of enrol, replaceBadge, resetPin, temporaryBadge",
        "id,user,mode~1,kim,              | mode          | must be one of enrol, replaceBadge, resetPin, temporaryBadge",
        "id,user,mode~,kim,enrol          | id            | must have 1 to 128 characters, none of them for control",
        "id,user,mode~1,,enrol            | user          | must have 1 to 320 characters, none of them for control",
        "id,user,mode,startDateTime~1,kim,enrol,1.12.2026 | startDateTime | must be an ISO 8601 date and time",
        "id,user,mode,startDateTime~1,kim,enrol,2026-12-01 | startDateTime | must be an ISO 8601 date and time",
        "id,user,mode,expireDateTime~1,kim,enrol,+10000-01-01T00:00:00Z | expireDateTime | must be an ISO 8601 date and time",
        "id,user,mode,expireDateTime~1,kim,resetPin,2026-12-01T00:00:00Z | expireDateTime | must be left out, because a PIN has no dates",
      })
  void aMalformedLineNamesThePartThatIsWrong(String csv, String part, String expectation) {
    Malformed line = (Malformed) only(csv.replace('~', '\n'));
    assertThat(line.target()).contains(part);
    assertThat(line.problem()).isEqualTo("The part " + part + " " + expectation + ".");
    assertThat(line.id()).isEqualTo(part.equals("id") ? Optional.empty() : Optional.of("1"));
  }

  @Test
  void idsAndUsersAreAsLongAsTheyMayBe() {
    String longest = "x".repeat(128) + "," + "y".repeat(320);
    assertThat(only("id,user,mode\n" + longest + ",enrol")).isInstanceOf(Asked.class);
    assertThat(only("id,user,mode\nx" + longest + ",enrol")).isInstanceOf(Malformed.class);
    assertThat(only("id,user,mode\n" + longest + "y,enrol")).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,kim", "1,kim,enrol,more"})
  void aLineWithAnotherNumberOfFieldsThanTheHeaderIsMalformedAndKeepsItsId(String line) {
    Malformed malformed = (Malformed) lines("id,user,mode\n" + line + "\n2,lee,enrol").get(0);
    assertThat(malformed.target()).isEmpty();
    assertThat(malformed.problem()).endsWith("fields, and the header has 3.");
  }

  @Test
  void aLineWithTheIdOfAnEarlierOneIsMalformed() {
    assertThat(lines("id,user,mode\n1,kim,enrol\n1,lee,enrol\n2,lee,enrol"))
        .containsExactly(
            asked(2, "1", "kim", BulkMode.ENROL),
            new Malformed(3, Optional.of("1"), Optional.of("id"), "Line 2 has this id too."),
            asked(4, "2", "lee", BulkMode.ENROL));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                            | The list has no header.",
        "~~                            | The list has no header.",
        "id,user,mode~                 | The list has no lines.",
        "id,user~1,kim                 | The column mode is missing.",
        "id~1                          | The column user is missing.",
        "user;mode~kim;enrol           | The column id is missing.",
        "id;user;mode;Name~1;kim;enrol;Kim | There is no column \"Name\".",
        "id,user,mode,ID~1,kim,enrol,1 | The column id is there twice.",
        "1,kim,enrol~2,lee,enrol       | There is no column \"1\".",
      })
  void aTableWithoutItsHeaderIsRefused(String csv, String problem) {
    assertThatExceptionOfType(UnreadableList.class)
        .isThrownBy(() -> lines(csv.replace('~', '\n')))
        .withMessage(problem);
  }

  @Test
  void aLongNameIsCutShortWhereItIsRepeated() {
    assertThatExceptionOfType(UnreadableList.class)
        .isThrownBy(() -> lines("id,user,mode," + "n".repeat(5_000) + "\n1,kim,enrol,1"))
        .withMessage("There is no column \"" + "n".repeat(64) + "…\".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id,user,mode\n1,\"kim,enrol\n2,lee,enrol", "id,user,mode\n1,\"kim\"x,enrol"})
  void aQuoteThatDoesNotCloseIsRefused(String csv) {
    assertThatExceptionOfType(UnreadableList.class)
        .isThrownBy(() -> lines(csv))
        .withMessageStartingWith("The list is not well-formed CSV: ")
        .withMessageContaining("line 2");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirLine() {
    byte[] latin1 = "id,user,mode\n1,kim,enrol\n2,jürgen,enrol\n".getBytes(ISO_8859_1);
    assertThatExceptionOfType(UnreadableList.class)
        .isThrownBy(() -> BulkList.ofCsv(latin1))
        .withMessage("The list is not UTF-8: see line 3.");
  }

  @Test
  void aBodyThatEndsWithinACharacterIsRefusedToo() {
    byte[] whole = "id,user,mode\n1,kim,ü".getBytes(UTF_8);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);
    assertThatExceptionOfType(UnreadableList.class)
        .isThrownBy(() -> BulkList.ofCsv(cut))
        .withMessage("The list is not UTF-8: see line 2.");
  }

  @Test
  void tenThousandLinesAreTheMost() {
    StringBuilder csv = new StringBuilder("id,user,mode\n");
    for (int i = 1; i <= 10_000; i++) {
      csv.append(i).append(",kim,enrol\n");
    }
    assertThat(lines(csv.toString())).hasSize(10_000);
    assertThatExceptionOfType(UnreadableList.class)
        .isThrownBy(() -> lines(csv + "10001,kim,enrol\n"))
        .withMessage("The list has more than 10000 lines.");
  }

  @Test
  void fourMebibytesAreTheMost() {
    String head = "id,user,mode\n1,kim,enrol\n";
    String largest = head + "\n".repeat(4 * 1024 * 1024 - head.length());
    assertThat(lines(largest)).hasSize(1);
    assertThatExceptionOfType(UnreadableList.class)
        .isThrownBy(() -> lines(largest + "\n"))
        .withMessage("The list is larger than 4194304 bytes.");
  }
}
