package io.qrpin.rest;

import static io.qrpin.access.Operation.READ_AUDIT;

import io.qrpin.Iso8601;
import io.qrpin.audit.AuditFilter;
import io.qrpin.audit.AuditLog;
import io.qrpin.audit.AuditPosition;
import io.qrpin.audit.AuditRow;
import io.qrpin.audit.Checkpoint;
import io.qrpin.audit.Checkpoints;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.filters.QueryOptions.Serves;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.Query;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The audit trail, which Graph does not have in this form: for people, the latest rows first; and
 * for programs that copy it, in an order in which no row is missed.
 */
@Path("auditlogs/qrcodepin")
@RequestScoped
public class AuditLogResource {

  private static final String LINES = "application/x-ndjson";
  private static final String PATH = "auditLogs/qrCodePin";
  private static final String TOP = "$top";
  private static final String SKIP_TOKEN = "$skiptoken";
  private static final int MAX_ENTRIES = 1_000;

  /** Each lists up to a thousand rows. */
  private static final int MAX_CHECKPOINTS = 100;

  private static final String USER_ID = "userId";
  private static final String ACTOR_ID = "actorId";
  private static final String EVENT = "event";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final Set<String> FILTERS = Set.of(USER_ID, ACTOR_ID, EVENT, FROM, TO);

  @Context private HttpServletRequest request;

  @Inject private AuditLog log;
  @Inject private Checkpoints checkpoints;
  @Inject private Call call;

  @GET
  @Allows(READ_AUDIT)
  @Serves({TOP, SKIP_TOKEN})
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject list() {
    Query query = query(FILTERS);
    AuditFilter filter = filter(query);
    int most = query.number(TOP, 100, 1, MAX_ENTRIES);
    Optional<UUID> before = query.first(SKIP_TOKEN).map(AuditLogResource::id);
    List<AuditRow> page = log.latest(filter, before, most);
    JsonArrayBuilder value = JsonParts.array();
    page.forEach(row -> value.add(JsonParts.read(row.line())));
    JsonObjectBuilder answer = JsonParts.object().add("value", value);
    if (page.size() == most) {
      answer.add("@odata.nextLink", link(filter, most, page.get(most - 1).id().toString()));
    }
    return answer.build();
  }

  /** With both media types allowed, a caller gets the other one. */
  @GET
  @Allows(READ_AUDIT)
  @Serves({TOP, SKIP_TOKEN})
  @Produces(LINES + ";qs=0.5")
  public String copy() {
    Query query = query(FILTERS);
    AuditFilter filter = filter(query);
    int most = query.number(TOP, 100, 1, MAX_ENTRIES);
    AuditPosition after =
        query.first(SKIP_TOKEN).map(this::position).orElse(AuditPosition.BEGINNING);
    List<AuditRow> page = log.settled(filter, after, most);
    StringBuilder lines = new StringBuilder();
    page.forEach(row -> lines.append(row.line()).append('\n'));
    AuditPosition last = page.isEmpty() ? after : page.get(page.size() - 1).position();
    String name = page.size() == most ? "@odata.nextLink" : "@odata.deltaLink";
    String next = link(filter, most, last.toString());
    return lines.append(JsonParts.object().add(name, next).build()).append('\n').toString();
  }

  /** With these and a copy of the rows an auditor verifies the trail. */
  @GET
  @Path("checkpoints")
  @Allows(READ_AUDIT)
  @Serves({TOP, SKIP_TOKEN})
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject checkpoints() {
    Query query = query(Set.of());
    int most = query.number(TOP, 10, 1, MAX_CHECKPOINTS);
    long after = query.first(SKIP_TOKEN).map(AuditLogResource::sequence).orElse(0L);
    List<Checkpoint> page = checkpoints.page(after, most);
    JsonArrayBuilder value = JsonParts.array();
    page.forEach(checkpoint -> value.add(json(checkpoint)));
    JsonObjectBuilder answer = JsonParts.object().add("value", value);
    if (page.size() == most) {
      long last = page.get(most - 1).sequence();
      String next = "/checkpoints?%s=%d&%s=%d".formatted(TOP, most, SKIP_TOKEN, last);
      answer.add("@odata.nextLink", call.address(PATH + next));
    }
    return answer.build();
  }

  private static JsonObject json(Checkpoint checkpoint) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("sequence", checkpoint.sequence())
            .add("madeDateTime", checkpoint.madeAt().toString())
            .add("statement", checkpoint.statement())
            .add("signature", checkpoint.signature());
    checkpoint
        .links()
        .ifPresentOrElse(
            links -> {
              JsonArrayBuilder list = JsonParts.array();
              links.forEach(list::add);
              json.add("links", list);
            },
            () -> json.addNull("links"));
    return json.build();
  }

  private static long sequence(String token) {
    if (!token.matches("[1-9][0-9]{0,17}")) {
      throw foreignToken();
    }
    return Long.parseLong(token);
  }

  private Query query(Set<String> filters) {
    Query query = Query.of(request.getQueryString());
    query.requireFiltersOf(filters);
    return query;
  }

  private static AuditFilter filter(Query query) {
    Optional<Instant> from = query.first(FROM).map(text -> instant(FROM, text));
    Optional<Instant> to = query.first(TO).map(text -> instant(TO, text));
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw bad(TO, "must be later than the parameter from");
    }
    return new AuditFilter(
        query.first(USER_ID).map(text -> id(USER_ID, text)),
        query.first(ACTOR_ID).map(text -> id(ACTOR_ID, text)),
        query.first(EVENT).map(AuditLogResource::event),
        from,
        to);
  }

  private static SubscriberId id(String name, String text) {
    if (!SubscriberId.isValid(text)) {
      throw bad(name, "must have 1 to 128 characters, and no control characters");
    }
    return new SubscriberId(text);
  }

  private static String event(String text) {
    if (!AuditFilter.events().contains(text)) {
      throw bad(EVENT, "must be one of " + String.join(", ", AuditFilter.events()));
    }
    return text;
  }

  private static Instant instant(String name, String text) {
    try {
      return Iso8601.instant(text);
    } catch (DateTimeException e) {
      throw bad(name, "must be a date and time such as 2026-03-01T12:00:00Z");
    }
  }

  private static UUID id(String token) {
    return AuditPosition.parse("0_" + token)
        .map(AuditPosition::id)
        .orElseThrow(AuditLogResource::foreignToken);
  }

  private AuditPosition position(String token) {
    AuditPosition position = AuditPosition.parse(token).orElseThrow(AuditLogResource::foreignToken);
    if (log.isOfAnotherCluster(position)) {
      throw bad(
          SKIP_TOKEN,
          "is of another database cluster: this one was restored, so begin without the parameter");
    }
    return position;
  }

  private static Refusal foreignToken() {
    return bad(SKIP_TOKEN, "must come from a link of the same media type");
  }

  private static Refusal bad(String name, String problem) {
    return new Refusal(
        GraphError.badRequest(name, "The parameter %s %s.".formatted(name, problem)));
  }

  /** The address of the next page, with the same filter. */
  private String link(AuditFilter filter, int most, String token) {
    StringBuilder query = new StringBuilder("?");
    filter.subject().ifPresent(it -> append(query, USER_ID, it.value()));
    filter.actor().ifPresent(it -> append(query, ACTOR_ID, it.value()));
    filter.event().ifPresent(it -> append(query, EVENT, it));
    filter.from().ifPresent(it -> append(query, FROM, it.toString()));
    filter.to().ifPresent(it -> append(query, TO, it.toString()));
    query.append(TOP).append('=').append(most).append('&');
    return call.address(PATH + query + SKIP_TOKEN + "=" + token);
  }

  private static void append(StringBuilder query, String name, String value) {
    query
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
        .append('&');
  }
}
