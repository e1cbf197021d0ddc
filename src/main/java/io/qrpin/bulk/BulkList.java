package io.qrpin.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qrpin.PublicApi;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of workers, read and checked as a whole before its first line is carried out. Thread
 * safety: immutable.
 */
@PublicApi
public final class BulkList {

  public static final int MAX_LINES = 10_000;
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private final List<BulkLine> lines;
  private final byte[] digest;

  private BulkList(List<BulkLine> lines, byte[] digest) {
    this.lines = List.copyOf(lines);
    this.digest = digest;
  }

  /**
   * Makes a list of lines. A line whose id an earlier line has is malformed.
   *
   * @param body the bytes that the lines were read from; the same bytes are the same list
   * @throws UnreadableList when there are no lines or more than {@value #MAX_LINES}
   */
  public static BulkList of(byte[] body, List<BulkLine> lines) {
    if (lines.isEmpty()) {
      throw new UnreadableList("The list has no lines.");
    }
    if (lines.size() > MAX_LINES) {
      throw new UnreadableList("The list has more than " + MAX_LINES + " lines.");
    }
    Map<String, Integer> first = new HashMap<>();
    List<BulkLine> checked = new ArrayList<>(lines.size());
    for (BulkLine line : lines) {
      Optional<Integer> earlier = line.id().map(id -> first.putIfAbsent(id, line.number()));
      checked.add(earlier.map(number -> repeated(line, number)).orElse(line));
    }
    return new BulkList(checked, sha256(body));
  }

  private static BulkLine repeated(BulkLine line, int earlier) {
    return new BulkLine.Malformed(
        line.number(),
        line.id(),
        Optional.of(BulkLine.ID),
        "Line " + earlier + " has this id too.");
  }

  /**
   * Reads a table (RFC 4180) with a header. Fields are separated by {@code ;}, {@code ,} or a tab,
   * whichever the header has first. Columns may stand in any order, and the dates may be left out.
   * Blanks around names and fields are taken off, and nothing else is changed.
   *
   * @param body UTF-8, with or without a byte order mark; at most {@value #MAX_BYTES} bytes
   * @throws UnreadableList when it is too large, is not UTF-8, has an unclosed quote, has a column
   *     that does not exist or none of a required one, or when {@link #of} refuses its lines
   */
  public static BulkList ofCsv(byte[] body) {
    return of(body, CsvTable.lines(text(body)));
  }

  /**
   * Decodes a body, without the byte order mark that some programs put before it.
   *
   * @throws UnreadableList when it is too large or is not UTF-8
   */
  public static String text(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new UnreadableList("The list is larger than " + MAX_BYTES + " bytes.");
    }
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CharBuffer decoded = CharBuffer.allocate(body.length);
    CoderResult result = decoder.decode(bytes, decoded, true);
    if (result.isError()) {
      long line =
          1 + new String(body, 0, bytes.position(), UTF_8).chars().filter(c -> c == '\n').count();
      throw new UnreadableList("The list is not UTF-8: see line " + line + ".");
    }
    String text = decoded.flip().toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The lines, in their order. */
  public List<BulkLine> lines() {
    return lines;
  }

  /** The SHA-256 digest of the body. */
  byte[] digest() {
    return digest.clone();
  }
}
