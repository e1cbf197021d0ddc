package io.qrpin.desk.list;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.qrpin.desk.list.ListRun.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Failed lines as a table for a spreadsheet (RFC 4180), in UTF-8 with the byte order mark that
 * Excel asks for.
 */
public final class FailureFile {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** A spreadsheet takes a text that begins so for a formula (OWASP, CSV Injection). */
  private static final String BEGINS_A_FORMULA = "=+-@\t\r";

  private FailureFile() {}

  public static byte[] of(List<Failure> failures) {
    StringWriter text = new StringWriter();
    text.append(BYTE_ORDER_MARK);
    try (CsvWriter table = CsvWriter.builder().build(text)) {
      table.writeRecord("line", "id", "user", "problem");
      for (Failure failure : failures) {
        table.writeRecord(
            Integer.toString(failure.line()),
            harmless(failure.id()),
            harmless(failure.user()),
            harmless(failure.sentence()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be written", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String harmless(String text) {
    return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
