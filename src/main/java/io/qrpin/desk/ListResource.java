package io.qrpin.desk;

import static io.qrpin.access.Operation.ENROL_IN_BULK;

import io.qrpin.access.AccessControl;
import io.qrpin.access.AccessControl.Allowed;
import io.qrpin.access.AccessControl.Decision;
import io.qrpin.access.AccessControl.NotFound;
import io.qrpin.access.Caller;
import io.qrpin.audit.Actor;
import io.qrpin.audit.DenialTrail;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.bulk.BulkList;
import io.qrpin.bulk.BulkTarget;
import io.qrpin.bulk.IdempotencyKey;
import io.qrpin.bulk.UnreadableList;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.filters.PermissionFilter.Allows;
import io.qrpin.desk.filters.PermissionFilter.NeedsFreshSignIn;
import io.qrpin.desk.filters.Refusal;
import io.qrpin.desk.list.FailureFile;
import io.qrpin.desk.list.ListRun;
import io.qrpin.desk.list.ListRun.Issued;
import io.qrpin.desk.list.ListRuns;
import io.qrpin.desk.page.ListState;
import io.qrpin.desk.page.PrintedCard;
import io.qrpin.desk.page.PrintedPin;
import io.qrpin.desk.page.Problem;
import io.qrpin.desk.page.Worker;
import io.qrpin.desk.sheet.BadgeSheet;
import io.qrpin.desk.sheet.Card;
import io.qrpin.desk.sheet.PinSlip;
import io.qrpin.desk.sheet.PinSlips;
import io.qrpin.desk.sheet.SheetLayout;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Lists of workers: sent, followed, and printed. */
@Path("lists")
@RequestScoped
public class ListResource {

  private static final String LIST = "list";
  private static final String LAYOUT = "layout";
  private static final String MAX_FAILED = "most-failed";
  private static final String AGAIN = "again";

  @Inject private Call call;
  @Inject private Form form;
  @Inject private ListRuns runs;
  @Inject private AccessControl access;
  @Inject private DenialTrail trail;
  @Inject private Moments moments;
  @Inject private SheetDesigns designs;
  @Inject private HttpServletRequest request;

  @GET
  @Allows(ENROL_IN_BULK)
  @NeedsFreshSignIn
  public Response ask() {
    return ask(List.of());
  }

  private Response ask(List<Problem> problems) {
    return call.page(
        problems.isEmpty() ? 200 : Call.UNPROCESSABLE,
        "lists",
        Map.of(
            "problems", problems,
            "reasonRequired", call.isReasonRequired(),
            "reason", call.field("reason").orElse(""),
            "mostFailed", call.field(MAX_FAILED).orElse(""),
            "runs", runs.of(person()).stream().map(this::state).toList()));
  }

  @POST
  @Allows(ENROL_IN_BULK)
  @NeedsFreshSignIn
  public Response send() throws IOException, ServletException {
    List<Problem> problems = form.problems();
    Optional<Integer> maxFailed = maxFailed(problems);
    byte[] body = body();
    Optional<BulkList> list = read(body, problems);
    if (!problems.isEmpty()) {
      return ask(problems);
    }
    return begin(
        list.orElseThrow(),
        call.field(AGAIN).isPresent() ? Optional.empty() : Optional.of(key(body)),
        maxFailed.orElse(BulkList.MAX_LINES));
  }

  private Optional<Integer> maxFailed(List<Problem> problems) {
    Optional<String> typed = call.field(MAX_FAILED);
    Optional<Integer> number =
        typed
            .filter(text -> text.matches("[0-9]{1,5}"))
            .map(Integer::valueOf)
            .filter(it -> it >= 1 && it <= BulkList.MAX_LINES);
    if (typed.isPresent() && number.isEmpty()) {
      problems.add(new Problem(MAX_FAILED, "Type a number from 1 to 10000, or nothing."));
    }
    return number;
  }

  private byte[] body() throws IOException, ServletException {
    if (!String.valueOf(request.getContentType()).startsWith("multipart/form-data")) {
      return new byte[0];
    }
    Part part = request.getPart(LIST);
    if (part == null) {
      return new byte[0];
    }
    try (InputStream content = part.getInputStream()) {
      return content.readAllBytes();
    }
  }

  private static Optional<BulkList> read(byte[] body, List<Problem> problems) {
    try {
      if (body.length > 0) {
        return Optional.of(BulkList.ofCsv(body));
      }
      problems.add(new Problem(LIST, "Choose a file."));
    } catch (UnreadableList e) {
      problems.add(new Problem(LIST, e.getMessage()));
    }
    return Optional.empty();
  }

  /** The same file is not carried out twice by mistake, also after a restart of the server. */
  private static IdempotencyKey key(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return new IdempotencyKey("desk-" + HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Begins a run and shows it. */
  Response begin(BulkList list, Optional<IdempotencyKey> key, int maxFailed) {
    Caller caller = call.caller();
    Actor by = call.actor();
    ListRun run =
        runs.begin(list, user -> target(user, caller, by), key, maxFailed, by)
            .orElseThrow(
                () ->
                    Refusal.outdated(
                        "Another list was sent in the same way. Send this one again."));
    return Call.goTo("lists/run?run=" + run.id());
  }

  /** Runs after the request has ended. */
  private BulkTarget target(String user, Caller caller, Actor by) {
    Decision decision = access.decide(ENROL_IN_BULK, caller, user);
    if (decision instanceof Allowed allowed) {
      return new BulkTarget.Allowed(allowed.target());
    }
    if (decision instanceof NotFound) {
      return new BulkTarget.Unknown();
    }
    trail.denied(Optional.of(ENROL_IN_BULK.name()), by);
    return new BulkTarget.Denied();
  }

  @GET
  @Path("run")
  @Allows(ENROL_IN_BULK)
  public Response show() {
    return call.page(200, "list-run", Map.of("run", state(run()), "failures", run().failures()));
  }

  @GET
  @Path("failures")
  @Allows(ENROL_IN_BULK)
  public Response failures() {
    return Response.ok(FailureFile.of(run().failures()))
        .type("text/csv; charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"failures.csv\"")
        .build();
  }

  /** Prints the badges, once. */
  @POST
  @Path("badges")
  @Allows(ENROL_IN_BULK)
  public Response printBadges() throws IOException {
    Optional<SheetLayout> layout = layout();
    List<Issued> issued = ended().takeBadges();
    try {
      requireSome(issued);
      if (layout.isEmpty()) {
        return call.page(
            200, "sheet", Map.of("cards", issued.stream().map(this::printedBadge).toList()));
      }
      List<Card> cards = issued.stream().map(ListResource::card).toList();
      ByteArrayOutputStream document = new ByteArrayOutputStream();
      new BadgeSheet(layout.get(), designs.current()).write(cards, document);
      return pdf(document, "badges.pdf");
    } finally {
      issued.forEach(Issued::eraseBadge);
    }
  }

  /** Prints the PINs, once, never on the sheet of the badges. */
  @POST
  @Path("pins")
  @Allows(ENROL_IN_BULK)
  public Response printPins() throws IOException {
    Optional<SheetLayout> layout = layout();
    List<Issued> issued = ended().takePins();
    try {
      requireSome(issued);
      if (layout.isEmpty()) {
        return call.page(
            200, "slips", Map.of("slips", issued.stream().map(ListResource::printedPin).toList()));
      }
      List<PinSlip> slips =
          issued.stream()
              .map(it -> new PinSlip(it.worker(), it.secrets().pin().orElseThrow().pin()))
              .toList();
      ByteArrayOutputStream document = new ByteArrayOutputStream();
      new PinSlips(layout.get(), designs.current()).write(slips, document);
      return pdf(document, "pins.pdf");
    } finally {
      issued.forEach(Issued::erasePin);
    }
  }

  private static void requireSome(List<Issued> issued) {
    if (issued.isEmpty()) {
      throw Refusal.outdated(
          "They were printed already, or waited for more than 15 minutes. Replace the badges, or"
              + " reset the PINs.");
    }
  }

  private static Card card(Issued issued) {
    IssuedQrCode badge = issued.secrets().badge().orElseThrow();
    return new Card(
        issued.worker(),
        badge.details().kind(),
        Optional.of(badge.details().validity().expiry()),
        badge.symbol());
  }

  private PrintedCard printedBadge(Issued issued) {
    IssuedQrCode badge = issued.secrets().badge().orElseThrow();
    return new PrintedCard(
        Worker.of(issued.worker()),
        moments.inWords(badge.details().validity().expiry()),
        badge.details().kind() == QrCodeKind.TEMPORARY,
        Form.drawing(badge.symbol()));
  }

  private static PrintedPin printedPin(Issued issued) {
    return new PrintedPin(
        Worker.of(issued.worker()), Form.digits(issued.secrets().pin().orElseThrow().pin()));
  }

  /** The bytes are zeroed when they are written. The buffers of PDFBox are not. */
  private static Response pdf(ByteArrayOutputStream document, String name) {
    byte[] bytes = document.toByteArray();
    return Response.ok(
            (StreamingOutput)
                to -> {
                  to.write(bytes);
                  Arrays.fill(bytes, (byte) 0);
                })
        .type("application/pdf")
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
        .build();
  }

  /** Empty for a page that the browser prints. */
  private Optional<SheetLayout> layout() {
    String name = call.field(LAYOUT).orElse("");
    Optional<SheetLayout> layout =
        Stream.of(SheetLayout.values())
            .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst();
    if (layout.isEmpty() && !name.equals("page")) {
      throw Refusal.outdated("Choose how to print, and try again.");
    }
    return layout;
  }

  private ListRun run() {
    return call.field("run")
        .flatMap(ListResource::uuid)
        .flatMap(id -> runs.find(id, person()))
        .orElseThrow(Refusal::noSuchList);
  }

  private ListRun ended() {
    ListRun run = run();
    if (!run.hasEnded()) {
      throw Refusal.outdated("The list is still being worked through. Wait for its end.");
    }
    return run;
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String person() {
    return call.actor().id();
  }

  private ListState state(ListRun run) {
    return new ListState(
        run.id().toString(),
        moments.inWords(run.begunAt()),
        run.lines(),
        run.summary().done(),
        run.summary().alreadyDone(),
        run.summary().failed(),
        run.summary().left(),
        run.hasEnded(),
        run.timeLeft().map(ListResource::inWords).orElse(""),
        run.badgesLeft(),
        run.pinsLeft());
  }

  private static String inWords(Duration time) {
    long minutes = time.plusSeconds(59).toMinutes();
    return minutes <= 1 ? "less than a minute" : "about " + minutes + " minutes";
  }
}
