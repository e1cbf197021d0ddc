import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies a copy of qrpin's audit trail without the server, the database or the private key. The
 * program needs only a JDK.
 *
 * <pre>
 * java VerifyAudit.java audit-checkpoints.pem checkpoints.json rows.ndjson
 * </pre>
 *
 * <p>It names the first row that was changed, removed, added or moved. It ends with 0 if there is
 * none, with 1 if there is one, and with 2 if it cannot read what it was given. qrpin's README says
 * how the files are made, and what this proves and what it does not.
 */
public class VerifyAudit {

  private static final String USAGE =
      """
      usage: java VerifyAudit.java CERTIFICATE.pem ... FILE ...
        CERTIFICATE.pem  of a key that has signed checkpoints; the name ends in .pem
        FILE             checkpoints (JSON pages, one a line) and rows (lines of JSON), in any order
      """;

  private static final Pattern STATEMENT =
      Pattern.compile(
          "qrpin-audit-1 sequence=([0-9]{1,18}) rows=([0-9]{1,9}) links=([0-9a-f]{64})"
              + " previous=([0-9a-f]{64}) made=(\\S+) key=([0-9a-f]{64})");

  /** The schema keeps 30 days. The clocks of a server and of the database may differ by a day. */
  private static final Duration LEAST_KEPT = Duration.ofDays(29);

  private static final String NONE = "0".repeat(64);

  /** A row, and where it stands in the copy. */
  private record Row(int place, String digest, Optional<Instant> retentionBefore) {}

  private record Checkpoint(
      long sequence,
      int rows,
      String linksDigest,
      String previous,
      Instant made,
      String key,
      String statement,
      byte[] signature,
      Optional<List<String>> links) {}

  private final Map<String, PublicKey> keys = new HashMap<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<Long, Checkpoint> checkpoints = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private Instant lastRetention = Instant.MIN;
  private long mostContinued;
  private int covered;
  private int left;
  private int unlisted;

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out));
  }

  /** Returns the status with which the program ends. */
  static int run(List<String> files, PrintStream out) {
    VerifyAudit verification = new VerifyAudit();
    try {
      for (String file : files) {
        verification.read(Path.of(file));
      }
    } catch (IOException
        | UncheckedIOException
        | GeneralSecurityException
        | IllegalArgumentException e) {
      out.println("cannot be read: " + e.getMessage());
      return 2;
    }
    if (verification.keys.isEmpty() || verification.checkpoints.isEmpty()) {
      out.println("there must be a certificate and at least one checkpoint");
      out.print(USAGE);
      return 2;
    }
    verification.verify();
    verification.report(out);
    return verification.problems.isEmpty() ? 0 : 1;
  }

  // ---- Reading

  private void read(Path file) throws IOException, GeneralSecurityException {
    if (file.toString().endsWith(".pem")) {
      try (var pem = Files.newInputStream(file)) {
        for (Certificate certificate :
            CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
          PublicKey key = certificate.getPublicKey();
          keys.put(digest(key.getEncoded()), key);
        }
      }
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        readIfAny(line, file, number);
      }
    }
  }

  private void readIfAny(String line, Path file, int number) {
    if (line.isBlank()) {
      return;
    }
    try {
      read(line);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }

  private void read(String line) {
    Map<?, ?> object = (Map<?, ?>) new Json(line).whole();
    if (object.get("value") instanceof List<?> page) {
      for (Object entry : page) {
        long sequence = readCheckpoint((Map<?, ?>) entry);
        if (object.containsKey("@odata.nextLink")) {
          mostContinued = Math.max(mostContinued, sequence);
        }
      }
      if (page.isEmpty()) {
        mostContinued = 0;
      }
    } else if (object.get("id") instanceof String id && object.containsKey("event")) {
      Row row = new Row(rows.size(), digest(line), retentionBefore(object));
      if (rows.putIfAbsent(id, row) != null) {
        problems.add("row " + id + " occurs twice in the copy");
      }
    } else if (!object.containsKey("@odata.nextLink") && !object.containsKey("@odata.deltaLink")) {
      throw new IllegalArgumentException("neither a row nor a page of checkpoints");
    }
  }

  private static Optional<Instant> retentionBefore(Map<?, ?> row) {
    return "RetentionApplied".equals(row.get("event"))
            && row.get("details") instanceof Map<?, ?> details
            && details.get("before") instanceof String before
        ? Optional.of(Instant.parse(before))
        : Optional.empty();
  }

  /** Returns its sequence. Of two copies of a checkpoint the one with its list is kept. */
  private long readCheckpoint(Map<?, ?> object) {
    String statement = (String) object.get("statement");
    Matcher parts = STATEMENT.matcher(statement);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a statement of a checkpoint: " + statement);
    }
    Optional<List<String>> links =
        Optional.ofNullable((List<?>) object.get("links"))
            .map(list -> list.stream().map(String.class::cast).toList());
    Checkpoint checkpoint =
        new Checkpoint(
            Long.parseLong(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            parts.group(3),
            parts.group(4),
            Instant.parse(parts.group(5)),
            parts.group(6),
            statement,
            Base64.getDecoder().decode((String) object.get("signature")),
            links);
    Checkpoint same = checkpoints.get(checkpoint.sequence());
    if (same != null && !same.statement().equals(statement)) {
      problems.add("there are two checkpoints " + checkpoint.sequence());
    }
    if (same == null || same.links().isEmpty()) {
      checkpoints.put(checkpoint.sequence(), checkpoint);
    }
    return checkpoint.sequence();
  }

  // ---- Verifying

  private void verify() {
    verifyCheckpoints();
    lastRetention = lastRetention();
    Instant before = lastRetention;
    List<String> present = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    for (Checkpoint checkpoint : checkpoints.values()) {
      if (checkpoint.links().isEmpty()) {
        verifyLeft(checkpoint, before);
      }
      for (String link : checkpoint.links().orElse(List.of())) {
        String id = idOf(link);
        if (!listed.add(id)) {
          problems.add("row " + id + " is on two lists");
        } else if (rows.containsKey(id)) {
          present.add(id);
          verify(id, link, checkpoint);
        } else if (time(id).isBefore(before)) {
          left++;
        } else {
          problems.add(
              "row %s is missing; checkpoint %d lists it".formatted(id, checkpoint.sequence()));
        }
      }
    }
    verifyOrder(present);
    verifyNoneAdded(present, listed);
  }

  private void verifyCheckpoints() {
    long expected = 1;
    String previous = NONE;
    for (Checkpoint checkpoint : checkpoints.values()) {
      String name = "checkpoint " + checkpoint.sequence();
      if (checkpoint.sequence() != expected) {
        problems.add("checkpoint " + expected + " is missing");
      } else if (!checkpoint.previous().equals(previous)) {
        problems.add(name + " does not follow the one before it");
      }
      if (!isSigned(checkpoint)) {
        problems.add(name + " has no valid signature of a known key");
      }
      checkpoint
          .links()
          .filter(
              links ->
                  links.size() != checkpoint.rows()
                      || !digest(String.join("\n", links)).equals(checkpoint.linksDigest()))
          .ifPresent(links -> problems.add(name + " has a list that was changed"));
      expected = checkpoint.sequence() + 1;
      previous = digest(checkpoint.statement());
    }
    if (mostContinued == expected - 1) {
      problems.add("more checkpoints follow checkpoint " + mostContinued + "; fetch the next page");
    }
  }

  private boolean isSigned(Checkpoint checkpoint) {
    PublicKey key = keys.get(checkpoint.key());
    if (key == null) {
      return false;
    }
    try {
      boolean isEcdsa = key.getAlgorithm().equals("EC");
      Signature signature = Signature.getInstance(isEcdsa ? "SHA256withECDSA" : "Ed25519");
      signature.initVerify(key);
      signature.update(checkpoint.statement().getBytes(StandardCharsets.UTF_8));
      return signature.verify(checkpoint.signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Only a row that a list confirms can say that others have left. */
  private Instant lastRetention() {
    Instant last = Instant.MIN;
    for (Checkpoint checkpoint : checkpoints.values()) {
      for (String link : checkpoint.links().orElse(List.of())) {
        Row row = rows.get(idOf(link));
        if (row != null && link.endsWith(" " + row.digest())) {
          Instant before = row.retentionBefore().orElse(Instant.MIN);
          Instant latest = checkpoint.made().minus(LEAST_KEPT);
          before = before.isAfter(latest) ? latest : before;
          last = before.isAfter(last) ? before : last;
        }
      }
    }
    return last;
  }

  private void verifyLeft(Checkpoint checkpoint, Instant before) {
    if (checkpoint.made().isBefore(before)) {
      left += checkpoint.rows();
    } else {
      problems.add(
          "checkpoint %d has lost its list, and its rows are too young to have left"
              .formatted(checkpoint.sequence()));
    }
  }

  private void verify(String id, String link, Checkpoint checkpoint) {
    if (link.endsWith(" " + rows.get(id).digest())) {
      covered++;
    } else {
      problems.add("row %s was changed after checkpoint %d".formatted(id, checkpoint.sequence()));
    }
  }

  private void verifyOrder(List<String> inOrderOfLists) {
    List<String> inOrderOfCopy = new ArrayList<>(inOrderOfLists);
    inOrderOfCopy.sort(Comparator.comparingInt(id -> rows.get(id).place()));
    for (int i = 0; i < inOrderOfLists.size(); i++) {
      if (!inOrderOfLists.get(i).equals(inOrderOfCopy.get(i))) {
        problems.add(
            "row %s was moved: row %s is in its place"
                .formatted(inOrderOfLists.get(i), inOrderOfCopy.get(i)));
        return;
      }
    }
  }

  /** Rows after the last one that is listed are too young for a checkpoint. */
  private void verifyNoneAdded(List<String> present, Set<String> listed) {
    int last = present.stream().mapToInt(id -> rows.get(id).place()).max().orElse(-1);
    boolean isListLost = checkpoints.values().stream().anyMatch(it -> it.links().isEmpty());
    rows.forEach(
        (id, row) -> {
          if (row.place() >= last || listed.contains(id)) {
            return;
          }
          if (isListLost && time(id).isBefore(lastRetention)) {
            unlisted++;
          } else {
            problems.add("row " + id + " was added: no checkpoint lists it");
          }
        });
  }

  private void report(PrintStream out) {
    if (!problems.isEmpty()) {
      out.println("NOT VERIFIED: " + problems.get(0));
      if (problems.size() > 1) {
        out.println("and " + (problems.size() - 1) + " more");
      }
      return;
    }
    Checkpoint last = checkpoints.values().stream().reduce((one, next) -> next).orElseThrow();
    out.printf(
        "verified: %d rows, and %d that left by retention, up to checkpoint %d of %s%n",
        covered, left, last.sequence(), last.made());
    if (left > 0) {
      out.printf(
          "the trail says that rows before %s left: compare that with qrpin.retention.audit%n",
          lastRetention);
    }
    if (unlisted > 0) {
      out.printf("rows whose list has left, so nothing is known about them: %d%n", unlisted);
    }
    out.printf("not yet covered by a checkpoint: %d rows%n", rows.size() - covered - unlisted);
  }

  private static String idOf(String link) {
    return link.substring(0, link.indexOf(' '));
  }

  /** Ids begin with 48 bits of milliseconds (RFC 9562, version 7). */
  private static Instant time(String id) {
    return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
  }

  private static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads JSON (RFC 8259): objects as maps, arrays as lists, numbers as their text. */
  private static final class Json {

    private final String text;
    private int at;

    Json(String text) {
      this.text = text;
    }

    Object whole() {
      Object value = value();
      if (at < text.length()) {
        throw malformed();
      }
      return value;
    }

    private Object value() {
      skipBlanks();
      Object value =
          switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
          };
      skipBlanks();
      return value;
    }

    private Map<String, Object> object() {
      Map<String, Object> object = new LinkedHashMap<>();
      at++;
      skipBlanks();
      while (peek() != '}') {
        skipBlanks();
        String name = string();
        skipBlanks();
        take(':');
        if (object.containsKey(name)) {
          throw malformed();
        }
        object.put(name, value());
        if (peek() != '}') {
          take(',');
        }
      }
      at++;
      return object;
    }

    private List<Object> array() {
      List<Object> array = new ArrayList<>();
      at++;
      skipBlanks();
      while (peek() != ']') {
        array.add(value());
        if (peek() != ']') {
          take(',');
        }
      }
      at++;
      return array;
    }

    private String string() {
      take('"');
      StringBuilder string = new StringBuilder();
      while (peek() != '"') {
        char c = text.charAt(at++);
        string.append(c == '\\' ? escaped() : c);
      }
      at++;
      return string.toString();
    }

    private char escaped() {
      char c = peek();
      at++;
      return switch (c) {
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> {
          at += 4;
          yield (char) Integer.parseInt(text, at - 4, at, 16);
        }
        default -> c;
      };
    }

    private String literal() {
      int start = at;
      while (at < text.length() && ",]} \t".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String literal = text.substring(start, at);
      if (literal.isEmpty()) {
        throw malformed();
      }
      return literal.equals("null") ? null : literal;
    }

    private void take(char expected) {
      if (peek() != expected) {
        throw malformed();
      }
      at++;
    }

    private char peek() {
      if (at >= text.length()) {
        throw malformed();
      }
      return text.charAt(at);
    }

    private void skipBlanks() {
      while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private IllegalArgumentException malformed() {
      return new IllegalArgumentException("malformed JSON at character " + at);
    }
  }
}
